/** What the page and the command line get to see of the system inside a disk: its facts, and how each check went. */
import { evidence } from './evidence.ts';
import { z } from './schema.ts';

const bytes = z.number().nonnegative();

/** Names a check, e.g. `linux.fstab`. Core has the checks and `words/` their texts: here only the shape is known. */
export type GuestRule = `${'guest' | 'linux' | 'windows'}.${string}`;
const ruleShape = /^(guest|linux|windows)\.[a-z0-9-]+$/;
export const isGuestRule = (rule: string): rule is GuestRule => ruleShape.test(rule);
export const guestRule = z.string().regex(ruleShape) as z.ZodType as z.ZodType<GuestRule>;

/** Alibaba's three groups: strongly recommended fixes, recommended optimizations, no risks found. */
export const guestGroup = z.enum(['strong', 'recommended', 'none']);
export type GuestGroup = z.infer<typeof guestGroup>;

/** How one check went. Checks that do not apply to this guest, or could not be decided, are not there. */
export const guestCheck = z.strictObject({
  rule: guestRule,
  severity: guestGroup,
  /** What was seen, with the file it was seen in; without secrets. */
  evidence,
  /** The item of Alibaba's image check that it answers, without the `GUESTOS.` before it; absent: they have none. */
  item: z.string().optional(),
  /** The item of the Prepare checklist that has the commands to mend it. */
  prepare: z.string().optional(),
});
export type GuestCheck = z.infer<typeof guestCheck>;

export const networkCard = z.strictObject({
  name: z.string(),
  method: z.enum(['dhcp', 'static', 'none', 'unknown']),
  /** The file that says so. */
  file: z.string(),
});
export type NetworkCard = z.infer<typeof networkCard>;

/** Facts are absent where the guest does not tell them. */
export const guestFacts = z.strictObject({
  osType: z.enum(['linux', 'windows', 'unknown']),
  /** `debian`, `centos`, …: the ID of os-release; for Windows its product name. */
  distribution: z.string().optional(),
  version: z.string().optional(),
  /** For people, e.g. `Debian GNU/Linux 12 (bookworm)`. */
  prettyName: z.string().optional(),
  /** Windows: e.g. `ServerStandard`. */
  edition: z.string().optional(),
  architecture: z.enum(['x86_64', 'i386', 'arm64', 'arm', 'other']).optional(),
  /** The one started by default; for Windows the version of NT. */
  kernel: z.string().optional(),
  kernels: z.array(z.string()),
  bootMode: z.enum(['BIOS', 'UEFI', 'unknown']),
  /** e.g. `grub2`, `bootmgr`; those found, the likeliest first. */
  bootLoaders: z.array(z.string()),
  hostName: z.string().optional(),
  root: z
    .strictObject({
      volume: z.string(),
      fileSystem: z.string(),
      totalBytes: bytes,
      freeBytes: bytes.optional(),
    })
    .optional(),
  networkCards: z.array(networkCard),
  /** By name, with the version; only those that matter to a migration. */
  packages: z.record(z.string(), z.string()),
  /** Windows: of the drivers that ECS needs, those started at boot. */
  bootDrivers: z.array(z.string()),
});
export type GuestFacts = z.infer<typeof guestFacts>;

export const guestReport = z.strictObject({ ...guestFacts.shape, checks: z.array(guestCheck) });
export type GuestReport = z.infer<typeof guestReport>;

/** A volume of the disks looked into, for looking around in its files. */
export const guestVolume = z.strictObject({
  /** Names it in `guest.list` and `guest.read`, e.g. `disk 1 partition 2`, `centos/root`. */
  name: z.string(),
  /** The disks it lies on, by their place in the list asked for, from 0. */
  disks: z.array(z.int()),
  sizeBytes: bytes,
  /** What lies on it, e.g. `ext4`, `xfs`, `swap`, `luks`. */
  content: z.string(),
  label: z.string().optional(),
  /** Where its system has it, e.g. `/boot`, `C:`. */
  mountPoint: z.string().optional(),
  /** Its files can be read here. */
  readable: z.boolean(),
});
export type GuestVolumeView = z.infer<typeof guestVolume>;

/** Why a file or folder of a guest is not there to see. */
export const guestProblem = z.enum([
  'not-found', 'not-a-directory', 'not-a-file', 'too-many-links', 'too-large', 'unsupported', 'damaged',
]); // prettier-ignore

export const guestFile = z.strictObject({
  name: z.string(),
  kind: z.enum(['file', 'directory', 'link', 'other']),
  /** Of files. */
  sizeBytes: bytes.optional(),
  modified: z.iso.datetime().optional(),
  /** Where a link leads, as it is stored. */
  target: z.string().optional(),
  /** Known by its name to hold secrets: it is not shown. */
  secret: z.boolean(),
});
export type GuestFile = z.infer<typeof guestFile>;

export const guestListing = z.discriminatedUnion('kind', [
  /** Folders first, by name. `cut`: there are more than are listed. */
  z.strictObject({ kind: z.literal('listing'), entries: z.array(guestFile), cut: z.boolean() }),
  z.strictObject({ kind: z.literal('problem'), problem: guestProblem }),
]);
export type GuestListing = z.infer<typeof guestListing>;

export const guestPreview = z.discriminatedUnion('kind', [
  /** `cut`: only the beginning; `masked`: values that look like passwords were taken out. */
  z.strictObject({
    kind: z.literal('text'),
    text: z.string(),
    sizeBytes: bytes,
    cut: z.boolean(),
    masked: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('link'), target: z.string() }),
  z.strictObject({ kind: z.literal('hidden'), because: z.enum(['secret', 'binary']), sizeBytes: bytes }),
  z.strictObject({ kind: z.literal('problem'), problem: guestProblem }),
]);
export type GuestPreview = z.infer<typeof guestPreview>;
