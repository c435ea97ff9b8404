/** What the page and the command line get to see of the system inside a disk: its facts, and how each check went. */
import { bytes } from './common.ts';
import { evidence } from './evidence.ts';
import { z } from './schema.ts';

/** Names a check, e.g. `linux.fstab`. Core has the checks and `words/` their texts: here only the shape is known. */
export type GuestRule = `${'guest' | 'linux' | 'windows'}.${string}`;
const ruleShape = /^(guest|linux|windows)\.[a-z0-9-]+$/;
export const isGuestRule = (rule: string): rule is GuestRule => ruleShape.test(rule);
export const guestRule = z.string().regex(ruleShape) as z.ZodType as z.ZodType<GuestRule>;

/** Alibaba's three groups: strongly recommended fixes, recommended optimizations, no risks found. */
export const guestGroup = z.enum(['strong', 'recommended', 'none']);
export type GuestGroup = z.infer<typeof guestGroup>;

/** How one check went; one that could not be decided has the evidence `undecided`. Checks that do not apply are not there. */
export const guestCheck = z.strictObject({
  rule: guestRule,
  severity: guestGroup,
  /** What was seen, with the file it was seen in; without secrets. */
  evidence,
  /** The item of Alibaba's image check that it answers, without the `GUESTOS.` before it; absent: they have none. */
  item: z.string().optional(),
  /** The item of the Prepare checklist that has the commands to fix it. */
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
  /** `debian`, `centos`, …: the ID of os-release, `sles_sap` for SLES for SAP, `centos-stream`; for Windows its product name. */
  distribution: z.string().optional(),
  version: z.string().optional(),
  /** For people, e.g. `Debian GNU/Linux 12 (bookworm)`. */
  prettyName: z.string().optional(),
  /** Windows: e.g. `ServerStandard`; Linux: `coreos`. */
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
