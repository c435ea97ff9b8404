/** Whether network cards have fixed addresses: ECS gives them by DHCP, and a ghost of the old card keeps its own. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { windowsNetwork } from '../../facts/windows-network.ts';
import { type Check, fine, none, recommended, seen } from '../check.ts';

export const fixedAddress: Check<WindowsGuest> = {
  rule: 'windows.fixed-address',
  from: 'judgement',
  async assess(guest) {
    if (guest.system.hive === undefined) return undefined;
    const fixed = (await windowsNetwork(guest)).filter(({ method }) => method === 'static');
    return fixed.length > 0 ? recommended(seen(fixed.map(({ name }) => name))) : fine(none);
  },
};
