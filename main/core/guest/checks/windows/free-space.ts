/** Whether the volume of Windows has room left for drivers, updates and logs of the first start. */
import type { Evidence } from '../../../../../contract/evidence.ts';
import type { WindowsGuest } from '../../facts/windows.ts';
import { type Check, fails, passes } from '../check.ts';

const leastFreeBytes = 1_024 * 2 ** 20;

export const freeSpace: Check<WindowsGuest> = {
  rule: 'windows.free-space',
  about: { effect: 'degraded', prepare: 'win-free-space', from: 'import-instructions' },
  assess({ root: { files, volume } }) {
    const { freeBytes, totalBytes } = files;
    if (freeBytes === undefined) return 'undecided';
    const evidence: Evidence = { says: 'free', where: volume.name, bytes: freeBytes };
    return freeBytes < Math.min(totalBytes / 20, leastFreeBytes) ? fails(evidence) : passes(evidence);
  },
};
