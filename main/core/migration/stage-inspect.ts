/** inspect: says what each source disk is and remembers its fingerprint, so that a changed source is noticed later. */
import { takeFingerprint, assertUnchanged } from '../disk/fingerprint.ts';
import { inspectDisk } from '../disk/inspect.ts';
import type { SourceDisk } from './record.ts';
import type { Stage } from './stage.ts';

export const inspectStage: Stage = {
  name: 'inspect',

  async run({ plan, tools, signal, report, save, log }) {
    const disks: SourceDisk[] = [];
    for (const [index, { path, role }] of plan.disks.entries()) {
      report({ doing: 'reading-headers', disk: index, done: index, total: plan.disks.length, unit: 'none' });
      const inspected = await inspectDisk(path, await tools.qemu(), signal);
      const fingerprint = await takeFingerprint(inspected.files);
      disks.push({ path, role, ...inspected, fingerprint });
      log.write('info', 'source disk inspected', {
        file: path,
        format: inspected.report.format,
        virtualSizeBytes: inspected.report.virtualSizeBytes,
        bootMode: inspected.report.bootMode,
      });
    }
    await save({ inspect: { disks } });
    return 'done';
  },

  async stillHolds({ checkpoints }) {
    for (const disk of checkpoints.inspect?.disks ?? []) await assertUnchanged(disk.fingerprint);
    return true;
  },
};
