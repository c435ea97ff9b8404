/** Looks inside the disks of a plan as those of one server, and compares the findings with those that were accepted. */
import { openChecks } from '../../../contract/acceptance.ts';
import { Failure } from '../../../contract/failure-error.ts';
import type { Plan } from '../../../contract/plan.ts';
import { withDisks, type InspectedDisk } from '../disk/inspect.ts';
import type { Qemu } from '../disk/qemu.ts';
import { withGuests } from '../guest/with-guests.ts';

/** A plan may take longer than the wizard, where a person waits. */
const limitMs = 60_000;

/** In the plan's order. Only the system disk's report says what is inside; the other disks help to find it. */
export const lookInside = (disks: Plan['disks'], qemu: Qemu, signal: AbortSignal): Promise<InspectedDisk[]> =>
  withDisks(disks, qemu, signal, async (opened) => {
    // nothing starts without a system disk
    const starts = disks.some(({ role }) => role === 'system');
    const reports = starts ? await withGuests(opened, { signal, limitMs, complete: true }) : [];
    return opened.map(({ disk }, index) => {
      const report = disks[index]?.role === 'system' ? reports[index] : undefined;
      return report === undefined ? disk : { ...disk, report };
    });
  });

/** Fails with `source.findings-open`, which says what the plan has to contain so that it can run. */
export function assertAccepted(
  disks: readonly InspectedDisk[],
  { disks: wished, accepted }: Pick<Plan, 'disks' | 'accepted'>,
): void {
  const system = wished.findIndex(({ role }) => role === 'system');
  const report = disks[system]?.report;
  if (report === undefined) return;
  const open = openChecks({ role: 'system', report }, accepted).map(({ rule }) => rule);
  if (open.length === 0) return;
  const lines = JSON.stringify(open.map((rule) => ({ rule, reason: '…' })));
  throw new Failure('source.findings-open', {
    file: report.path,
    rules: open.join(', '),
    lines: `"accepted": ${lines}`,
  });
}
