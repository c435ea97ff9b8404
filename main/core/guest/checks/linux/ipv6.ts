/** Whether fixed IPv6 addresses are set: they belong to the old network. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fails, none, passes, seen } from '../check.ts';

export const ipv6: Check<LinuxGuest> = {
  rule: 'linux.ipv6',
  about: { effect: 'degraded', prepare: 'ipv6', from: 'import-instructions' },
  assess({ network: { fixedIpv6 } }) {
    return fixedIpv6.length > 0 ? fails(seen(fixedIpv6)) : passes(none);
  },
};
