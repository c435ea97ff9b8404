/** Whether NetworkManager uses DHCP for the network cards of ECS, and no second service configures them. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { starterOf } from '../../facts/services.ts';
import { type Check, absent, mayFail, passes, seen } from '../check.ts';

export const networkManager: Check<LinuxGuest> = {
  rule: 'linux.network-manager',
  about: { effect: 'cannot-be-reached', prepare: 'network-manager', from: 'check-tool' },
  async assess({ tree, packages }) {
    // with this package NetworkManager uses no DHCP on cards without settings
    const keeper = 'NetworkManager-config-server';
    if (packages?.has(keeper) === true) return mayFail(seen(keeper));
    const manager = await starterOf(tree, ['NetworkManager']);
    const scripts = await starterOf(tree, ['network']);
    if (manager !== undefined && scripts !== undefined) return mayFail(seen([manager, scripts]));
    const starter = manager ?? scripts;
    return passes(starter === undefined ? absent('NetworkManager') : seen(starter));
  },
};
