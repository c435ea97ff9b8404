/** Adds what lies inside an accepted disk to its report, within a time limit: the disk is usable whatever is found there. */
import type { DiskFinding } from '../../contract/disks.ts';
import { Failure } from '../../contract/failure-error.ts';
import type { GuestReport } from '../../contract/guest.ts';
import type { DiskReport } from '../../contract/views.ts';
import { openBlockSource } from './disk/block/open-block-source.ts';
import type { InspectedDisk } from './disk/inspect.ts';
import type { Qemu } from './disk/qemu.ts';
import { inspectGuest } from './guest/inspect-guest.ts';

const defaultLimitMs = 5_000;

/** Fails only with the reason of `signal`; a disk that cannot be looked into has a finding that says so. */
export async function withGuest(
  disk: InspectedDisk,
  qemu: Qemu,
  signal?: AbortSignal,
  limitMs = defaultLimitMs,
): Promise<DiskReport> {
  const limit = AbortSignal.timeout(limitMs);
  const either = signal === undefined ? limit : AbortSignal.any([signal, limit]);
  try {
    const source = await openBlockSource(disk, { qemu }, either);
    try {
      const guest = await inspectGuest(source, either);
      return { ...disk.report, guest, findings: [...disk.report.findings, ...failedChecks(guest)] };
    } finally {
      await source.close();
    }
  } catch (error) {
    signal?.throwIfAborted();
    // the disk itself passed inspection; a bug of ours is not to be hidden
    if (!limit.aborted && !(error instanceof Failure)) throw error;
    const evidence = limit.aborted ? `not done within ${limitMs / 1_000} s` : (error as Failure).code;
    const unread: DiskFinding = {
      rule: 'guest.not-read',
      severity: 'note',
      appliesTo: 'system',
      facts: {},
      evidence,
    };
    return { ...disk.report, findings: [...disk.report.findings, unread] };
  }
}

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
