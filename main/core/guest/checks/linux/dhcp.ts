/** Whether anything asks for an address by DHCP on the card of ECS, the only way ECS gives one. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { fits } from '../../facts/network/setting.ts';
import { type Check, fails, mayFail, passes, undecided } from '../check.ts';

export const dhcp: Check<LinuxGuest> = {
  rule: 'linux.dhcp',
  about: { effect: 'cannot-be-reached', item: 'Dhcp', prepare: 'dhcp', from: 'image-check' },
  assess({ network: { names, rows, unread, unclear } }) {
    const evidence = { says: 'network', names, rows } as const;
    const asks = rows.filter(({ matched, result }) => result === 'asks' && fits(matched));
    const fixed = rows.filter(({ result }) => result === 'fixed');
    // what cannot be read may set a fixed address as well as ask for one
    if (unread.length > 0) return undecided('unreadable', unread);
    if (unclear.length > 0) return undecided('unclear', unclear);
    if (asks.length === 0) return fails(evidence);
    if (fixed.length === 0) return passes(evidence);
    // beside a fixed address, what cloud-init sets up is not sure to be used
    return asks.every(({ by }) => by === 'cloud-init') ? fails(evidence) : mayFail(evidence);
  },
};
