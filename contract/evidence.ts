/** What a check saw inside a disk, as data: which sentence, and what goes into it verbatim. The sentences are in `words/`. */
import { failureView } from './failure.ts';
import { text } from './said.ts';
import { z } from './schema.ts';

/** A file, a registry key or a volume; volumes as `volume-names.ts` has them. */
const where = z.string();
/** Names, values and lines as they stand there. */
const what = z.array(z.string()).readonly();
const count = z.number().nonnegative();

/** One setting of a network card: what it is for, the file or program behind it, whether the card of ECS is meant, and what comes of it. */
const networkRow = z.strictObject({
  card: z.string(),
  by: z.string(),
  /** `any`: it is for each card; `made-of`: a bond, bridge or VLAN of ECS's card; `other-…`: it is for a card that ECS does not have. */
  matched: z.enum(['any', 'name', 'driver', 'made-of', 'other-name', 'other-address', 'other-kind']),
  /** `member`: the card goes into a bond or bridge; `other-card`: it gives the card an address that ECS does not let through. */
  result: z.enum(['asks', 'fixed', 'no-address', 'not-started', 'member', 'other-card']),
});
export type NetworkRow = z.infer<typeof networkRow>;

const shapes = {
  /** The plain one: this is there, or this is what it says. */
  seen: { where: where.optional(), what },
  absent: { where: where.optional(), what },
  /** Nothing of what the check looks for. */
  none: {},
  /** `complete`: these are all the disks, so it is nowhere. */
  elsewhere: { where: where.optional(), what, complete: z.boolean() },
  starts: { where, what: z.string() },
  'not-started': { what: z.string() },
  /** The boot loader does not start it without. */
  'asks-password': { where },
  'names-missing': { where, what },
  'either-boots': { efi: where, bios: where },
  /** The EFI system partition is on another disk than the root. */
  'starts-elsewhere': { efi: where, root: where },
  'no-efi-partition': {},
  'no-boot-means': {},
  'all-devices-there': { where, count },
  'by-driver-name': { where, what },
  /** A name by the old machine's disks, or a folder of its host. */
  'name-cannot-be': { where, what },
  /** It waits for a passphrase, a token or the TPM of the old machine. */
  'asks-to-open': { where, what },
  share: { where, what },
  'no-subvolume': { where, what },
  'root-found': { where, what: z.string(), volume: where },
  /** An archive, to its end. */
  files: { where, count },
  /** What lies on volumes, or why that is not known: a format, or a word of `words/volume-content`. */
  holds: { volumes: z.array(z.strictObject({ volume: where, holds: z.string() })).readonly() },
  /** `structure` as `sentences.ts` has it; `detail` is what is wrong in it. */
  damaged: { where: where.optional(), structure: z.string().optional(), detail: text, more: count },
  unreadable: { where, detail: text.optional() },
  /** A file or argument keeps the program from running. */
  'turned-off': { what: z.string() },
  /** `names`: what the card of ECS may be called. */
  network: { names: what, rows: z.array(networkRow).readonly() },
  free: { where, bytes: count },
  'free-inodes': { where, count, of: count },
  'no-driver': { where, what, kernel: z.string() },
  'kernel-arguments': { what },
  locked: { what },
  'last-on-disk': { where },
  'behind-root': { where, what },
  'not-forbidden': { where },
  'left-in-order': { what },
  'not-in-order': { what },
  'no-default-entry': { where },
  'no-device': { where, what: z.string() },
  'changes-in-logs': { what },
  'no-such-driver': { where, what },
  /** A Windows service: 0 is at boot. */
  start: { what: z.string(), start: count },
  letter: { what: z.string(), volume: where },
  'letter-elsewhere': { where, what: z.string() },
  'firewall-lets': { what },
  'firewall-keeps': { what, port: count },
  /** Of Linux: files by which no one comes in at the port. */
  'keeps-out': { what, port: count },
  session: { where },
  torn: { what },
  'of-system': { what, disk: count },
  'of-group': { what: z.string(), disk: count },
  'checks-left': { count, of: count },
  'not-in-time': { seconds: count },
  copies: {},
  /** A check that could not judge. `unreadable`: damaged, or in a form that is not read; `unclear`: read, and not understood. */
  undecided: { why: z.enum(['unreadable', 'absent', 'unclear']), what },
  failed: { failure: failureView },
} as const satisfies Record<string, z.ZodRawShape>;

export type EvidenceKind = keyof typeof shapes;
type Shapes = typeof shapes;
export type EvidenceOf<K extends EvidenceKind> = { readonly says: K } & (keyof Shapes[K] extends never
  ? unknown
  : z.infer<z.ZodObject<Shapes[K]>>);
export type Evidence = { [K in EvidenceKind]: EvidenceOf<K> }[EvidenceKind];
/** One language. */
export type EvidenceTexts = { readonly [K in EvidenceKind]: (seen: EvidenceOf<K>) => string };

const [first, ...others] = Object.entries(shapes).map(([says, shape]) =>
  z.strictObject({ says: z.literal(says), ...shape }),
);
if (first === undefined) throw new Error('there is evidence');
// The union is made from the table, so the compiler cannot follow; `Evidence` says what it is.
export const evidence = z.discriminatedUnion('says', [first, ...others]) as unknown as z.ZodType<Evidence>;
