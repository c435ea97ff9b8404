/** Whether the first network card asks for its address: ECS gives it by DHCP only. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fine, recommended, strong } from '../check.ts';

export const dhcp: Check<LinuxGuest> = {
  rule: 'linux.dhcp',
  item: 'GUESTOS.Dhcp',
  from: 'image-check',
  assess({ network: { cards } }) {
    const used = cards.filter(({ method }) => method !== 'none');
    const dhcp = used.find(({ method }) => method === 'dhcp');
    const fixed = used.filter(({ method }) => method === 'static');
    if (fixed.length > 0) {
      const what = fixed.map(({ name, file }) => `${file}: ${name}`);
      return (dhcp === undefined ? strong : recommended)({ says: 'fixed-address', what, dhcp: dhcp?.name });
    }
    return dhcp === undefined ? undefined : fine({ says: 'asks-dhcp', where: dhcp.file, what: dhcp.name });
  },
};
