/** Whether the root has space left, in bytes and in inodes: on a full one services do not start. */
import type { Evidence } from '../../../../../contract/evidence.ts';
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fails, passes } from '../check.ts';

/** For logs, and for what cloud-init and the agents write at the first start. */
const leastFreeBytes = 512 * 2 ** 20;

export const freeSpace: Check<LinuxGuest> = {
  rule: 'linux.free-space',
  about: { effect: 'degraded', prepare: 'free-space', from: 'check-tool' },
  assess({ root: { files, volume } }) {
    const { freeBytes, totalBytes, freeInodes, totalInodes } = files;
    if (freeBytes === undefined) return 'undecided';
    const free: Evidence = { says: 'free', where: volume.name, bytes: freeBytes };
    if (freeBytes < Math.min(totalBytes / 20, leastFreeBytes)) return fails(free);
    if (freeInodes !== undefined && totalInodes !== undefined && freeInodes < totalInodes / 50)
      return fails({ says: 'free-inodes', where: volume.name, count: freeInodes, of: totalInodes });
    return passes(free);
  },
};
