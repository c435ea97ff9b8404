/** Whether the services that ask for an address are on: ECS gives addresses by DHCP. */
import { serviceStart, type WindowsGuest } from '../../facts/windows.ts';
import { type Check, fails, none, passes, seen } from '../check.ts';

/** The client, and what Windows starts before it. */
const services = ['Dhcp', 'Tcpip', 'Afd', 'Tdx', 'nsi', 'nsiproxy'];

export const dhcpClient: Check<WindowsGuest> = {
  rule: 'windows.dhcp',
  about: { effect: 'cannot-be-reached', prepare: 'win-dhcp', from: 'judgement' },
  async assess(guest) {
    if (guest.system.hive === undefined) return 'undecided';
    const off: string[] = [];
    for (const name of services) if ((await serviceStart(guest, name)) === 4) off.push(`${name}: Start = 4`);
    return off.length > 0 ? fails(seen(off, 'Services')) : passes(none);
  },
};
