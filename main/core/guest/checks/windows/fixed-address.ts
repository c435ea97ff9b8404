/** Whether network cards have fixed addresses: ECS gives addresses by DHCP. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { windowsNetwork } from '../../facts/windows-network.ts';
import { type Check, fails, none, passes, seen } from '../check.ts';

export const fixedAddress: Check<WindowsGuest> = {
  rule: 'windows.fixed-address',
  about: { effect: 'cannot-be-reached', prepare: 'win-dhcp', from: 'judgement' },
  async assess(guest) {
    if (guest.system.hive === undefined) return 'undecided';
    const fixed = (await windowsNetwork(guest)).filter(({ method }) => method === 'static');
    return fixed.length > 0 ? fails(seen(fixed.map(({ name }) => name))) : passes(none);
  },
};
