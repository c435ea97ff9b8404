/** Adds what lies inside accepted disks to their reports, within a time limit: a disk is usable whatever is found there. */
import type { DiskFinding } from '../../../contract/disks.ts';
import type { Evidence } from '../../../contract/evidence.ts';
import { Failure } from '../../../contract/failure-error.ts';
import type { GuestReport } from '../../../contract/guest.ts';
import type { DiskReport } from '../../../contract/disks.ts';
import type { OpenedDisk } from '../disk/inspect.ts';
import { diskRules } from './checks/both/disk-rules.ts';
import { type GuestsLook, inspectGuests } from './inspect-guests.ts';
import { processorLimit } from './processor-limit.ts';
import { copiesAmong } from './volumes.ts';

export interface WithGuestsOptions {
  readonly signal?: AbortSignal | undefined;
  /** Of the processor; all of them are usually read in a tenth of this, a huge registry may need more. */
  readonly limitMs?: number;
  /** These are all the disks that the server will have. */
  readonly complete: boolean;
}

const defaultLimitMs = 10_000;
/** On the clock, as a multiple of that: for a share that is slow, and a machine that has more to do. */
const wallFactor = 6;

/**
 * The reports of `disks` in their order, looked into as the disks of one server. Fails only with the reason of `signal`;
 * a disk that cannot be looked into has a finding that says so.
 */
export async function withGuests(disks: readonly OpenedDisk[], options: WithGuestsOptions): Promise<DiskReport[]> {
  const look = await lookInto(disks, options);
  if ('reports' in look) return disks.map(({ disk }, index) => withReport(disk.report, look.reports[index]));
  // look at each disk alone: one bad disk must not hide the others, and two copies of a server must not be mixed up
  if (disks.length > 1) {
    const alone = { ...options, complete: false };
    const each: DiskReport[] = [];
    for (const disk of disks) each.push(...(await withGuests([disk], alone)));
    return look.because.says === 'copies' ? each.map((report) => withCopies(report, options.complete)) : each;
  }
  return disks.map(({ disk }) => withReport(disk.report, look));
}

/** For the command line and the page's first look, which know of one disk only. */
export const withGuest = async (
  opened: OpenedDisk,
  options: Omit<WithGuestsOptions, 'complete'> = {},
): Promise<DiskReport> => {
  const [report] = await withGuests([opened], { ...options, complete: false });
  return report ?? opened.disk.report;
};

/** As `lookAt` wants it: a package has all disks of its server; which others belong to a single file is not known. */
export const insideOf =
  (signal?: AbortSignal) =>
  (disks: readonly OpenedDisk[]): Promise<DiskReport[]> =>
    withGuests(disks, { signal, complete: disks.some(({ disk }) => disk.report.member !== undefined) });

interface NotRead {
  readonly because: Evidence;
}

async function lookInto(
  disks: readonly OpenedDisk[],
  { signal, limitMs = defaultLimitMs, complete }: WithGuestsOptions,
): Promise<Pick<GuestsLook, 'reports'> | NotRead> {
  const clock = processorLimit(limitMs, wallFactor * limitMs);
  const limit = clock.signal;
  const own = signal ?? new AbortController().signal;
  try {
    const sources = disks.map(({ blocks }) => blocks);
    const look = await inspectGuests(sources, { signal: own, limit, complete });
    return copiesAmong(look.found.volumes) ? { because: { says: 'copies' } } : look;
  } catch (error) {
    own.throwIfAborted();
    if (limit.aborted) return { because: { says: 'not-in-time', seconds: limitMs / 1_000 } };
    // the disk itself passed inspection; a bug of ours is not to be hidden
    if (!(error instanceof Failure)) throw error;
    return { because: { says: 'failed', failure: error.view() } };
  } finally {
    clock.stop();
  }
}

/** Of two disks with one UUID the server may mount either. Disks that are no server's together are only looked at together. */
const withCopies = (report: DiskReport, complete: boolean): DiskReport => ({
  ...report,
  findings: [
    ...report.findings,
    {
      rule: diskRules.copies.rule,
      severity: complete ? 'stops' : 'mind',
      appliesTo: 'any',
      facts: {},
      evidence: { says: 'copies' },
    },
  ],
});

function withReport(report: DiskReport, guest: GuestReport | NotRead | undefined): DiskReport {
  if (guest === undefined) return report;
  if ('because' in guest) {
    const unread: DiskFinding = {
      rule: 'guest.not-read',
      severity: 'stops',
      appliesTo: 'system',
      facts: {},
      evidence: guest.because,
    };
    return { ...report, findings: [...report.findings, unread] };
  }
  const told = new Set(report.findings.map(({ rule }) => rule));
  const checks = failedChecks(guest);
  const failed = checks.filter((one) => isGraver(one) || !saidBefore[one.rule]?.some((same) => told.has(same)));
  const graver = new Set(failed.flatMap((one) => (isGraver(one) ? (saidBefore[one.rule] ?? []) : [])));
  return { ...report, guest, findings: [...report.findings.filter(({ rule }) => !graver.has(rule)), ...failed] };
}

/** Found by the disk's partitions already, and found again by looking inside. */
const saidBefore: Partial<Record<DiskFinding['rule'], readonly DiskFinding['rule'][]>> = {
  'guest.not-opened': ['encrypted-volume', 'raid-member'],
  'linux.lvm': ['lvm'],
  'linux.swap': ['swap-partition'],
  'linux.not-clean': ['not-shut-down'],
  'windows.dirty': ['not-shut-down'],
};

/** Seen from inside it may weigh more. */
const isGraver = ({ rule, severity }: DiskFinding): boolean => severity === 'stops' && rule === 'guest.not-opened';

const severities = { strong: 'stops', recommended: 'mind' } as const;

function failedChecks({ checks, distribution = '' }: GuestReport): DiskFinding[] {
  return checks.flatMap(({ rule, severity, evidence }) =>
    severity === 'none'
      ? []
      : {
          rule,
          severity: severities[severity],
          appliesTo: 'system' as const,
          facts: { distribution },
          evidence,
        },
  );
}
