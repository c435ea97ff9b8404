/** Whether the agent of Alibaba’s Security Center is installed. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, absent, fails, passes, seen } from '../check.ts';

export const securityCenter: Check<LinuxGuest> = {
  rule: 'linux.security-center',
  about: { effect: 'degraded', item: 'SecurityCenterAgent', from: 'image-check' },
  async assess({ tree }) {
    return (await tree.exists('/usr/local/aegis'))
      ? passes(seen('/usr/local/aegis'))
      : fails(absent('/usr/local/aegis'));
  },
};
