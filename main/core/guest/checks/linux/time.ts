/** Whether anything keeps the time in ECS: tools of the old platform may have done so. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { startersOf } from '../../facts/services.ts';
import { absent, type Check, fails, none, passes, seen } from '../check.ts';
import { platformTools } from './other-platform.ts';

const services = [
  'chronyd',
  'chrony',
  'ntpd',
  'ntp',
  'ntpsec',
  'openntpd',
  'systemd-timesyncd',
  'ntpdate',
  'xntpd',
  'timesyncd',
];

export const time: Check<LinuxGuest> = {
  rule: 'linux.time',
  about: { effect: 'degraded', prepare: 'clock', from: 'judgement' },
  async assess(guest) {
    const starter = await (await startersOf(guest.tree))(...services);
    if (starter !== undefined) return passes(seen(starter));
    const tools = await platformTools(guest);
    return tools.length === 0 ? passes(none) : fails(absent(['chronyd', 'ntpd', 'systemd-timesyncd']));
  },
};
