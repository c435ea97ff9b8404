/** Whether the system reads the hardware clock as UTC, as ECS sets it. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, absent, fails, passes, seen } from '../check.ts';

export const rtc: Check<LinuxGuest> = {
  rule: 'linux.rtc',
  about: { effect: 'degraded', item: 'RtcTimeMode', prepare: 'clock', from: 'image-check' },
  async assess({ tree }) {
    const mode = (await tree.text('/etc/adjtime'))?.split('\n')[2]?.trim();
    if (mode === 'LOCAL') return fails(seen('LOCAL', '/etc/adjtime'));
    // hwclock(8): without the file it is UTC
    return passes(mode === 'UTC' ? seen('UTC', '/etc/adjtime') : absent('LOCAL', '/etc/adjtime'));
  },
};
