/** Whether the root has room left, in bytes and in inodes: a full one does not start its services. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fine, recommended } from '../check.ts';

/** For logs, and for what cloud-init and the agents write at the first start. */
const leastFreeBytes = 512 * 2 ** 20;

export const freeSpace: Check<LinuxGuest> = {
  rule: 'linux.free-space',
  from: 'check-tool',
  assess({ root: { files, volume } }) {
    const { freeBytes, totalBytes, freeInodes, totalInodes } = files;
    if (freeBytes === undefined) return undefined;
    const freeMiB = Math.floor(freeBytes / 2 ** 20);
    if (freeBytes < Math.min(totalBytes / 20, leastFreeBytes))
      return recommended(`${volume.name}: ${freeMiB} MiB free`);
    if (freeInodes !== undefined && totalInodes !== undefined && freeInodes < totalInodes / 50)
      return recommended(`${volume.name}: ${freeInodes} of ${totalInodes} inodes free`);
    return fine(`${volume.name}: ${freeMiB} MiB free`);
  },
};
