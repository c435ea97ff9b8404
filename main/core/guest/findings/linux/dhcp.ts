/** Whether the first network card asks for its address: ECS gives it by DHCP only. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fine, recommended, some, strong } from '../check.ts';

export const dhcp: Check<LinuxGuest> = {
  rule: 'linux.dhcp',
  item: 'GUESTOS.Dhcp',
  from: 'image-check',
  assess({ network: { cards } }) {
    const used = cards.filter(({ method }) => method !== 'none');
    const dhcp = used.find(({ method }) => method === 'dhcp');
    const fixed = used.filter(({ method }) => method === 'static');
    if (fixed.length > 0) {
      const which = some(fixed.map(({ name, file }) => `${name} in ${file}`));
      return dhcp === undefined
        ? strong(`a fixed address for ${which}`)
        : recommended(`a fixed address for ${which}; ${dhcp.name} asks by DHCP`);
    }
    return dhcp === undefined ? undefined : fine(`${dhcp.file}: ${dhcp.name} asks by DHCP`);
  },
};
