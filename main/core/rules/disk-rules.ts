/** Compares a source disk with what ECS accepts and what a server needs to start; each rule names its document. */
import type { DiskFinding, DiskRule, Member } from '../../../contract/disks.ts';
import { GiB } from '../../../contract/limits.ts';
import type { SourceId, SourceView } from '../../../contract/rules.ts';
import type { DiskReport } from '../../../contract/disks.ts';
import { sourceOf } from './sources.ts';
import { sizes } from './values.ts';

interface Row {
  readonly from: SourceId;
  readonly severity: DiskFinding['severity'];
  readonly appliesTo: DiskFinding['appliesTo'];
}

const row = (from: SourceId, severity: DiskFinding['severity'], appliesTo: DiskFinding['appliesTo'] = 'any'): Row => ({
  from,
  severity,
  appliesTo,
});

const rows: { readonly [R in DiskRule]: Row } = {
  'size-above-limit': row('import-api', 'stops'),
  'size-below-limit': row('import-api', 'note'),
  'system-size-older': row('white-paper', 'note', 'system'),
  'system-size-small': row('linux-requirements', 'mind', 'system'),
  'vhd-size-above-limit': row('measured', 'mind'),
  'no-boot-loader': row('judgement', 'stops', 'system'),
  'no-root': row('import-instructions', 'stops', 'system'),
  'no-partition-table': row('import-instructions', 'mind', 'system'),
  'partition-table-unreadable': row('import-instructions', 'mind'),
  'gpt-backup-missing': row('judgement', 'note'),
  'gpt-first-missing': row('judgement', 'mind'),
  'sectors-4096': row('judgement', 'stops', 'system'),
  'no-active-partition': row('judgement', 'stops', 'system'),
  'hybrid-table': row('judgement', 'mind', 'system'),
  'dynamic-disk': row('judgement', 'mind', 'system'),
  'encrypted-volume': row('judgement', 'mind'),
  'raid-member': row('judgement', 'mind'),
  lvm: row('linux-requirements', 'mind', 'system'),
  'swap-partition': row('linux-requirements', 'note', 'system'),
  'not-shut-down': row('judgement', 'mind'),
  'boot-mode-unclear': row('import-api', 'mind', 'system'),
  'snapshots-inside': row('measured', 'note'),
  'renamed-pieces': row('measured', 'mind'),
  'descriptor-rebuilt': row('measured', 'mind'),
  'counts-stale': row('judgement', 'mind'),
  'space-lost': row('judgement', 'mind'),
  'manifest-absent': row('judgement', 'note'),
  'manifest-not-checked': row('judgement', 'note'),
  'manifest-unreadable': row('judgement', 'mind'),
  'manifest-silent': row('judgement', 'mind'),
  'capacity-differs': row('judgement', 'mind'),
  'geometry-differs': row('measured', 'note'),
  'not-whole-sectors': row('measured', 'note'),
};

/** What the manifest of a package has to say of a disk in it. */
const manifestRules: { readonly [H in Member['hash']]: DiskRule | undefined } = {
  agrees: undefined,
  'not-checked': 'manifest-not-checked',
  'no-manifest': 'manifest-absent',
  'manifest-unreadable': 'manifest-unreadable',
  'not-in-manifest': 'manifest-silent',
};

/** The document a finding goes back to. */
export const diskRuleSource = (rule: DiskRule): SourceView => sourceOf(rows[rule].from);

function diskFinding(rule: DiskRule, facts: DiskFinding['facts'] = {}): DiskFinding {
  const { severity, appliesTo } = rows[rule];
  return { rule, severity, appliesTo, facts };
}

type Sized = Pick<DiskReport, 'virtualSizeBytes' | 'member'>;

/** What the readers noticed, and what the sizes say; the worst first. */
export function diskFindings(
  disk: Sized,
  noticed: readonly { rule: DiskRule; facts?: DiskFinding['facts'] }[],
): DiskFinding[] {
  const found = noticed.map(({ rule, facts }) => diskFinding(rule, facts));
  const bytes = disk.virtualSizeBytes;
  const sizeGiB = Math.ceil(bytes / GiB);
  const { diskGiB, advisedSystemGiB, olderSystemGiB, vhdGiB } = sizes;
  if (bytes > diskGiB.max * GiB) found.push(diskFinding('size-above-limit', { sizeGiB, limitGiB: diskGiB.max }));
  else if (bytes > vhdGiB * GiB) found.push(diskFinding('vhd-size-above-limit', { sizeGiB, limitGiB: vhdGiB }));
  if (bytes > olderSystemGiB * GiB) found.push(diskFinding('system-size-older', { sizeGiB, limitGiB: olderSystemGiB }));
  if (bytes < diskGiB.min * GiB) found.push(diskFinding('size-below-limit', { limitGiB: diskGiB.min }));
  if (bytes < advisedSystemGiB * GiB)
    found.push(diskFinding('system-size-small', { sizeGiB, limitGiB: advisedSystemGiB }));
  if (bytes % 512 !== 0) found.push(diskFinding('not-whole-sectors', { bytes }));
  const { member } = disk;
  const manifest = member === undefined ? undefined : manifestRules[member.hash];
  if (manifest !== undefined) found.push(diskFinding(manifest));
  if (member?.capacityBytes !== undefined && member.capacityBytes !== bytes) {
    found.push(diskFinding('capacity-differs', { saysBytes: member.capacityBytes, isBytes: bytes }));
  }
  const worst = ['stops', 'mind', 'note'];
  return found.toSorted((a, b) => worst.indexOf(a.severity) - worst.indexOf(b.severity));
}
