/** What the page and the command line get to see of source disks: pieces, facts, findings, estimates, unpacking. */
import { bytes } from './common.ts';
import { handle } from './files.ts';
import { limits } from './limits.ts';
import { memberName } from './plan.ts';
import { call, stream } from './rpc.ts';
import { z } from './schema.ts';
import { failureView } from './failure.ts';
import { evidence } from './evidence.ts';
import { guestReport, guestRule } from './guest.ts';

/** How one file of a disk was met. `renamed`: it is there under another name, known by its own header or size. */
export const pieceState = z.enum(['found', 'missing', 'wrong-size', 'wrong-header', 'renamed']);
export type PieceState = z.infer<typeof pieceState>;

export const piece = z.strictObject({
  /** The name the disk knows it by. */
  name: z.string(),
  state: pieceState,
  /** Its length here; 0 when it is missing. */
  bytes,
  /** What it is called here, when that is another name. */
  foundAs: z.string().optional(),
  /** How long it must be, where that is known and it is not. */
  neededBytes: bytes.optional(),
});
export type Piece = z.infer<typeof piece>;

export const fileSystems = [
  'ext2', 'ext3', 'ext4', 'xfs', 'btrfs', 'ntfs', 'fat12', 'fat16', 'fat32', 'exfat', 'swap', 'lvm', 'linux-raid', 'luks', 'bitlocker',
  'refs', 'zfs', 'ufs', 'apfs', 'hfs+', 'iso9660', 'empty', 'unknown',
] as const; // prettier-ignore
/** By signature alone. `empty`: nothing but zeros where a signature would be; `unknown`: data that no signature fits. */
export const fileSystem = z.enum(fileSystems);
export type FileSystem = z.infer<typeof fileSystem>;

/** `certain`: only this way can it start. `likely`: signs of it and nothing of the other. `none`: nothing to go by. */
export const certainty = z.enum(['certain', 'likely', 'none']);
/** A guess from partition types and signatures; looking inside knows more. */
export const diskOs = z.enum(['linux', 'windows', 'other', 'unknown']);

export const diskRules = [
  'system-size-older', 'system-size-small', 'size-above-limit', 'size-below-limit', 'vhd-size-above-limit',
  'no-boot-loader', 'no-root', 'no-partition-table', 'partition-table-unreadable', 'gpt-backup-missing', 'gpt-first-missing', 'sectors-4096', 'no-active-partition', 'hybrid-table', 'dynamic-disk',
  'encrypted-volume', 'raid-member', 'lvm', 'swap-partition', 'not-shut-down', 'boot-mode-unclear', 'snapshots-inside', 'renamed-pieces',
  'descriptor-rebuilt', 'counts-stale', 'space-lost', 'manifest-absent', 'manifest-not-checked', 'manifest-unreadable', 'manifest-silent', 'capacity-differs', 'geometry-differs', 'not-whole-sectors',
] as const; // prettier-ignore
export const diskRule = z.enum(diskRules);
export type DiskRule = z.infer<typeof diskRule>;

/** `stops`: the import would be refused or the image cannot start; `mind`: it may; `note`: good to know. */
export const findingSeverity = z.enum(['stops', 'mind', 'note']);
/** One result of holding a disk against a rule. `words/` has the sentences; the facts go into them. */
export const diskFinding = z.strictObject({
  rule: z.union([diskRule, guestRule]),
  severity: findingSeverity,
  /** A data disk needs no boot loader. */
  appliesTo: z.enum(['any', 'system', 'data']),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  /** What was seen, and in which file of the guest; only of checks that look inside. */
  evidence: evidence.optional(),
});
export type DiskFinding = z.infer<typeof diskFinding>;

/** A disk inside a package (OVA, OVF folder), as its description tells. */
export const member = z.strictObject({
  package: z.enum(['ova', 'ovf']),
  /** Names the disk within the package; given back in `member` of calls and plans. */
  name: z.string(),
  capacityBytes: bytes.optional(),
  /** Kind, number and place on it, e.g. `SCSI 0:1`. */
  controller: z.string().optional(),
  /** Hashes of the manifest: all of this disk's bytes agreed, or why they were not compared. */
  hash: z.enum(['agrees', 'not-checked', 'no-manifest', 'manifest-unreadable', 'not-in-manifest']),
});
export type Member = z.infer<typeof member>;

/** A disk packed by a compressor. */
export const wrapping = z.strictObject({
  by: z.enum(['gzip', 'xz', 'zstd', 'bzip2', 'zip', '7z', 'rar', 'tar']),
  /** Size after unpacking, where the file says it. gzip counts modulo 4 GiB, so there it is `least`. */
  unpackedBytes: bytes.optional(),
  exact: z.boolean(),
  /** `disk.unpack` can do it; otherwise `command` does. */
  canUnpack: z.boolean(),
  command: z.string().optional(),
});
export type Wrapping = z.infer<typeof wrapping>;

export const conversionVariant = z.enum(['compressed', 'fixed']);
export type ConversionVariant = z.infer<typeof conversionVariant>;

export const estimate = z.strictObject({
  format: z.enum(['qcow2', 'vhd', 'raw']),
  variant: conversionVariant.optional(),
  /** What is uploaded. */
  uploadBytes: bytes,
  /** `exact`, an upper `bound`, or a `guess` from samples. */
  sure: z.enum(['exact', 'bound', 'guess']),
  /** Space in staging; 0 when the source is uploaded as it is. */
  stagingBytes: bytes,
  /** The source is already right and clean: no conversion, only the digest is made. */
  asIs: z.boolean(),
});
export type Estimate = z.infer<typeof estimate>;

export const diskEstimate = z.strictObject({
  estimates: z.array(estimate),
  advice: z.strictObject({
    format: z.enum(['qcow2', 'vhd', 'raw']),
    variant: conversionVariant.optional(),
    /** Why: it needs no conversion; or it is the smallest of the forms ECS documents. */
    because: z.enum(['already-right', 'smallest-documented']),
    /** Bytes of upload that compressing would save, where worth telling; ECS does not say that it takes compressed clusters. */
    compressingSavesBytes: bytes.optional(),
  }),
});
export type DiskEstimate = z.infer<typeof diskEstimate>;

export const unpackEvent = z.discriminatedUnion('kind', [
  /** Bytes of the packed file read; never falls. */
  z.strictObject({ kind: z.literal('progress'), done: bytes, total: bytes, writtenBytes: bytes }),
  /** The last event: the unpacked disk, ready to be chosen. */
  z.strictObject({ kind: z.literal('done'), handle: z.string(), path: z.string(), bytes }),
]);
export type UnpackEvent = z.infer<typeof unpackEvent>;

/** Why a disk is refused, and everything that is wrong, not only the first thing. */
export const refusals = z.array(failureView);

/** The name of one of the formats that core lists. */
export const diskFormat = z.string().regex(/^[a-z0-9]+$/);

export const partition = z.strictObject({
  number: z.int(),
  /** What the table calls it, e.g. `Linux`, `EFI system`. */
  type: z.string(),
  startBytes: bytes,
  sizeBytes: bytes,
  active: z.boolean(),
  fileSystem,
});

export type Partition = z.infer<typeof partition>;

/** What `inspect` found out about one source disk. */
export const diskReport = z.strictObject({
  path: z.string(),
  name: z.string(),
  format: diskFormat,
  /** e.g. `monolithicSparse`, `dynamic`. */
  subformat: z.string().optional(),
  virtualSizeBytes: bytes,
  /** What its files take on their disk. */
  storedSizeBytes: bytes,
  /** How much of the virtual disk holds data, by the map of its format. */
  allocatedBytes: bytes,
  files: z.array(piece),
  /** `hybrid`: a GPT whose MBR names real partitions as well. */
  partitionTable: z.enum(['mbr', 'gpt', 'hybrid', 'none', 'unreadable']),
  partitions: z.array(partition),
  /** Of a disk without a partition table. */
  fileSystem: fileSystem.optional(),
  bootMode: z.enum(['BIOS', 'UEFI', 'unknown']),
  bootCertainty: certainty,
  os: diskOs,
  /** The disk within a package; absent for a disk file. */
  member: member.optional(),
  /** The system on it, where it was looked inside in time. Its failed checks are among the findings. */
  guest: guestReport.optional(),
  findings: z.array(diskFinding),
  /** Another one as soon as a file of the disk is another, by its size and time. */
  stamp: z.string().optional(),
});

export type DiskReport = z.infer<typeof diskReport>;

/** One disk of what was chosen, refused or not: everything that is known of it. */
export const diskLook = z.strictObject({
  path: z.string(),
  name: z.string(),
  usable: z.boolean(),
  /** There when the disk is usable. */
  report: diskReport.optional(),
  /** Everything that is wrong; the first one is what work on it fails with. Empty when usable. */
  refusals,
  /** As far as known, also of a refused disk. */
  files: z.array(piece),
  /** A format of ours, or the name of what it is instead (`iso`, `gzip`, `ova`, `seSparse`, …). */
  format: z.string().optional(),
  subformat: z.string().optional(),
  virtualSizeBytes: bytes.optional(),
  member: member.optional(),
  wrapping: wrapping.optional(),
});

export type DiskLook = z.infer<typeof diskLook>;

/** `member` names a disk within a package. */
export const aDisk = z.strictObject({ disk: handle, member: memberName.optional() });

/** The disks of one server, its system disk first. */
export const someDisks = z.strictObject({ disks: z.array(aDisk).min(1).max(limits.disks) });

/** These look inside the disks as well. */
export const lookCalls = {
  /** All disks of what was chosen, usable or refused, each with every reason; never fails for the disk's own sake. */
  'disk.look': call(z.strictObject({ disk: handle }), z.array(diskLook)),
  /**
   * Looks into all disks of a draft as the disks of one server; what is missing on them is then really missing. Answers
   * their reports in the order asked; fails with the first reason a disk is refused for.
   */
  'guest.look': call(someDisks, z.array(diskReport)),
} as const;

export const diskCalls = {
  /** What each target format would take on the line and in staging, and which to choose. */
  'disk.estimate': call(aDisk, diskEstimate),
  /** Unpacks a wrapped disk into `folder`, or where this program keeps unpacked disks. Ending the stream leaves nothing. */
  'disk.unpack': stream(aDisk.extend({ folder: handle.optional() }), unpackEvent),
} as const;
