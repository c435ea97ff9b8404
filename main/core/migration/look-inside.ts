/** Looks inside the disk a plan's system starts from, and holds what is found there against what somebody accepted. */
import { openChecks } from '../../../contract/acceptance.ts';
import { Failure } from '../../../contract/failure-error.ts';
import type { Plan } from '../../../contract/plan.ts';
import { inspectDisk, type InspectedDisk } from '../disk/inspect.ts';
import type { Qemu } from '../disk/qemu.ts';
import { withGuest } from '../with-guest.ts';

/** Nobody sits waiting for a plan, so it may take longer than in the wizard. */
const limitMs = 60_000;

export async function lookInside(
  { path, role, member }: Plan['disks'][number],
  qemu: Qemu,
  signal: AbortSignal,
): Promise<InspectedDisk> {
  const disk = await inspectDisk(path, qemu, signal, member);
  return role === 'system' ? { ...disk, report: await withGuest(disk, qemu, signal, limitMs) } : disk;
}

/** Fails with `source.findings-open`, which says what a plan has to say to go on. */
export function assertAccepted({ report }: InspectedDisk, accepted: Plan['accepted']): void {
  const open = openChecks(report, accepted).map(({ rule }) => rule);
  if (open.length === 0) return;
  const lines = JSON.stringify(open.map((rule) => ({ rule, reason: '…' })));
  throw new Failure('source.findings-open', {
    file: report.path,
    rules: open.join(', '),
    lines: `"accepted": ${lines}`,
  });
}
