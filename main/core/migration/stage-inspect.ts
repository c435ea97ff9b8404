/** inspect: says what each source disk is and what is in it, and remembers its fingerprint, so that a changed source is noticed later. */
import { checkMemberHash } from '../disk/member-hash.ts';
import { takeFingerprint, assertUnchanged } from '../disk/fingerprint.ts';
import { assertAccepted, lookInside } from './look-inside.ts';
import type { SourceDisk } from './record.ts';
import type { Stage } from './stage.ts';

export const inspectStage: Stage = {
  name: 'inspect',

  async run({ plan, tools, signal, report, save, log }) {
    const disks: SourceDisk[] = [];
    const total = plan.disks.length;
    report({ doing: 'reading-headers', disk: 0, done: 0, total, unit: 'none' });
    const looked = await lookInside(plan.disks, await tools.qemu(), signal);
    assertAccepted(looked, plan);
    for (const [index, { path, role, member }] of plan.disks.entries()) {
      const inspected = looked[index];
      if (inspected === undefined) continue;
      report({ doing: 'reading-headers', disk: index, done: index, total, unit: 'none' });
      const fingerprint = await takeFingerprint(inspected.files);
      if (inspected.report.member?.hash === 'not-checked') {
        await checkMemberHash(path, inspected.report.member.name, signal, ({ done, total }) =>
          report({ doing: 'checking-hashes', disk: index, done, total, unit: 'bytes' }),
        );
        log.write('info', 'the package’s hash agrees', { file: path, member: inspected.report.member.name });
      }
      disks.push({ path, role, ...(member === undefined ? {} : { member }), ...inspected, fingerprint });
      log.write('info', 'source disk inspected', {
        file: path,
        format: inspected.report.format,
        virtualSizeBytes: inspected.report.virtualSizeBytes,
        allocatedBytes: inspected.report.allocatedBytes,
        bootMode: inspected.report.bootMode,
        findings: inspected.report.findings.map(({ rule }) => rule).join(', '),
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
