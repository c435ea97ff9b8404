/** What the wizard knows of its disks: one look for each thing chosen, one estimate for each disk. Pure functions. */
import type { DiskRole } from '../../contract/plan.ts';
import type { DiskEstimate, DiskFinding, Estimate } from '../../contract/disks.ts';
import type { FailureView } from '../../contract/failure.ts';
import type { DiskLook, DiskReport } from '../../contract/disks.ts';

export interface DraftDisk {
  handle: string;
  /** Which disk of a package. */
  member?: string;
  role: DiskRole;
  name: string;
  /** What was chosen; several disks share it when it is a package. */
  path: string;
}
/** What `disk.look` said of a path. */
export type Looking =
  { at: 'running' } | { at: 'failed'; failure: FailureView } | { at: 'known'; looks: readonly DiskLook[] };
export type Estimating =
  { at: 'running' } | { at: 'failed'; failure: FailureView } | { at: 'known'; estimate: DiskEstimate };
export type Unpacking =
  { at: 'running'; done: number; total: number; writtenBytes: number } | { at: 'failed'; failure: FailureView };

export interface KnownOfDisks {
  readonly disks: readonly DraftDisk[];
  /** By path. */
  readonly looks: Readonly<Record<string, Looking>>;
  /** By `keyOf` the disk, as the rest. */
  readonly estimates: Readonly<Record<string, Estimating>>;
  readonly unpacking: Readonly<Record<string, Unpacking>>;
}

/** Stays the same when core starts again, unlike the handle. */
export const keyOf = ({ path, member }: { path: string; member?: string | undefined }): string =>
  member === undefined ? path : `${path}\n${member}`;

export const systemDiskOf = ({ disks }: Pick<KnownOfDisks, 'disks'>): DraftDisk | undefined =>
  disks.find((one) => one.role === 'system');

/** The looks at a package's disks; undefined for anything that is a disk itself. */
export function membersOf(looking: Looking | undefined): readonly DiskLook[] | undefined {
  if (looking?.at !== 'known') return undefined;
  const members = looking.looks.filter((one) => one.member !== undefined);
  return members.length === 0 ? undefined : members;
}

export function lookOf({ looks }: Pick<KnownOfDisks, 'looks'>, disk: DraftDisk): DiskLook | undefined {
  const looking = looks[disk.path];
  if (looking?.at !== 'known') return undefined;
  return looking.looks.find((one) => one.member?.name === disk.member);
}

/** Of a disk that can be used. */
export function reportOf(known: Pick<KnownOfDisks, 'looks'>, disk: DraftDisk | undefined): DiskReport | undefined {
  const look = disk && lookOf(known, disk);
  return look?.usable === true ? look.report : undefined;
}

/** What the rules say of a disk in its role: a data disk needs no boot loader. */
export const findingsFor = ({ findings }: DiskReport, role: DiskRole): readonly DiskFinding[] =>
  findings.filter(({ appliesTo }) => appliesTo === 'any' || appliesTo === role);

/** A system disk, and every disk known to be usable. */
export const disksSettled = (known: Pick<KnownOfDisks, 'disks' | 'looks'>): boolean =>
  systemDiskOf(known) !== undefined && known.disks.every((one) => reportOf(known, one) !== undefined);

/** The disk is still being written, or its share is away: it may be usable later. */
export function mayHeal(looking: Looking): boolean {
  const failures =
    looking.at === 'failed'
      ? [looking.failure]
      : looking.at === 'known'
        ? looking.looks.flatMap((one) => one.refusals)
        : [];
  return failures.some(({ code }) => code === 'source.in-use' || code === 'source.share-gone');
}

/** Which of a package's disks a system starts from, by what is on them: the order in the package says nothing. */
export const startsFrom = (members: readonly DiskLook[]): DiskLook | undefined =>
  members.find(({ report }) => report !== undefined && report.bootCertainty !== 'none') ??
  members.find(({ report }) => report !== undefined && report.os !== 'unknown') ??
  members[0];

type Sized = Pick<KnownOfDisks, 'disks' | 'estimates'>;

/** The estimates of one form, disk by disk; undefined while one of them is not known. */
function estimatesOf(
  { disks, estimates }: Sized,
  format: string | undefined,
  variant: string | undefined,
): readonly Estimate[] | undefined {
  const found = disks.flatMap((disk) => {
    const known = estimates[keyOf(disk)];
    if (known?.at !== 'known') return [];
    return known.estimate.estimates.filter((one) => one.format === format && one.variant === variant);
  });
  return disks.length > 0 && found.length === disks.length ? found : undefined;
}

/** Bytes to upload in one form, all disks together. */
export function uploadBytesOf(
  known: Sized,
  format: string | undefined,
  variant: string | undefined,
): { bytes: number; exact: boolean } | undefined {
  const found = estimatesOf(known, format, variant);
  return (
    found && {
      bytes: found.reduce((sum, one) => sum + one.uploadBytes, 0),
      exact: found.every((one) => one.sure === 'exact'),
    }
  );
}

/** Bytes that the converted disks of one form take at most. */
export const stagingBytesOf = (
  known: Sized,
  format: string | undefined,
  variant: string | undefined,
): number | undefined => estimatesOf(known, format, variant)?.reduce((sum, one) => sum + one.stagingBytes, 0);
