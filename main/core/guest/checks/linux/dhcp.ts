/** Whether the first network card asks for its address by DHCP, the only way ECS gives one. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fails, mayFail, passes } from '../check.ts';

export const dhcp: Check<LinuxGuest> = {
  rule: 'linux.dhcp',
  about: { effect: 'cannot-be-reached', item: 'Dhcp', prepare: 'dhcp', from: 'image-check' },
  assess({ network: { cards } }) {
    const used = cards.filter(({ method }) => method !== 'none');
    const dhcp = used.find(({ method }) => method === 'dhcp');
    const fixed = used.filter(({ method }) => method === 'static');
    if (fixed.length > 0) {
      const what = fixed.map(({ name, file }) => `${file}: ${name}`);
      return (dhcp === undefined ? fails : mayFail)({ says: 'fixed-address', what, dhcp: dhcp?.name });
    }
    return dhcp === undefined ? 'undecided' : passes({ says: 'asks-dhcp', where: dhcp.file, what: dhcp.name });
  },
};
