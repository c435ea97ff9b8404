/** What is told of the system on a disk, but for what depends on how its files are laid out: two disks of one tree are alike. */
import type { GuestReport } from '../../contract/guest.ts';
import { fileSource } from '../../main/core/guest/file-source.ts';
import { inspectGuests } from '../../main/core/guest/inspect-guests.ts';

const never = new AbortController().signal;
/** How full it is, and what of a volume is mounted where. */
const layout: readonly string[] = ['linux.free-space', 'linux.not-clean'];

/** Fails where no system is found. */
export async function toldOf(path: string): Promise<GuestReport> {
  const source = await fileSource(path);
  try {
    const { reports } = await inspectGuests([source], { signal: never, limit: never, complete: true });
    const [report] = reports;
    if (report?.root === undefined) throw new Error(`no system: ${JSON.stringify(report?.checks)}`);
    const checks = report.checks.map((check) =>
      layout.includes(check.rule) ? { ...check, evidence: { says: 'none' as const } } : check,
    );
    return { ...report, root: { ...report.root, freeBytes: 0 }, checks };
  } finally {
    await source.close();
  }
}
