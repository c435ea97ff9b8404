/** Whether the hardware clock is taken as UTC, as ECS sets it. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fine, recommended } from '../check.ts';

export const rtc: Check<LinuxGuest> = {
  rule: 'linux.rtc',
  item: 'GUESTOS.RtcTimeMode',
  from: 'image-check',
  async assess({ tree }) {
    const mode = (await tree.text('/etc/adjtime'))?.split('\n')[2]?.trim();
    if (mode === 'LOCAL') return recommended('/etc/adjtime: LOCAL');
    // hwclock(8): without the file it is UTC
    return fine(mode === 'UTC' ? '/etc/adjtime: UTC' : 'no /etc/adjtime that says LOCAL');
  },
};
