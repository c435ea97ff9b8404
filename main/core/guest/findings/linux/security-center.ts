/** Whether the agent of Alibaba’s Security Center is installed. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, absent, fine, recommended, seen } from '../check.ts';

export const securityCenter: Check<LinuxGuest> = {
  rule: 'linux.security-center',
  item: 'GUESTOS.SecurityCenterAgent',
  from: 'image-check',
  async assess({ tree }) {
    return (await tree.exists('/usr/local/aegis'))
      ? fine(seen('/usr/local/aegis'))
      : recommended(absent('/usr/local/aegis'));
  },
};
