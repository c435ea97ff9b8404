/** Whether the file systems were unmounted: what is read may be older than what the server had. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fine, recommended, some } from '../check.ts';

export const notClean: Check<LinuxGuest> = {
  rule: 'linux.not-clean',
  from: 'judgement',
  assess({ mounts }) {
    const left = mounts
      .filter(({ files }) => files.clean === false)
      .map(({ at, volume }) => `${at} (${volume.name})`);
    return left.length > 0 ? recommended(some(left)) : fine('all were unmounted');
  },
};
