/** How Windows sets up its network cards: by the interfaces of TCP/IP, with the names people gave them. */
import type { NetworkCard } from '../../../../contract/guest.ts';
import { numberOf, textOf, textsOf } from '../registry/value.ts';
import { systemText, type WindowsGuest } from './windows.ts';

const interfaces = 'Services\\Tcpip\\Parameters\\Interfaces';
const names = 'Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}';
const mostCards = 64;

/** Without those that have no settings. */
export async function windowsNetwork(guest: WindowsGuest): Promise<NetworkCard[]> {
  const { tree, system, controlSet } = guest;
  const found = await tree.attempt(async () => {
    const { hive } = system;
    const parent = await hive?.key(`${controlSet}\\${interfaces}`);
    const cards: NetworkCard[] = [];
    for (const { name: id } of parent === undefined ? [] : ((await hive?.subkeys(parent, mostCards)) ?? [])) {
      const at = `${controlSet}\\${interfaces}\\${id}`;
      const dhcp = numberOf(await hive?.value(at, 'EnableDHCP'));
      const addresses = textsOf(await hive?.value(at, 'IPAddress')) ?? [
        textOf(await hive?.value(at, 'IPAddress')) ?? '',
      ];
      const isFixed = dhcp === 0 && addresses.some((one) => one !== '' && one !== '0.0.0.0');
      if (dhcp !== 1 && !isFixed) continue;
      const name = await systemText(guest, `${names}\\${id}\\Connection`, 'Name');
      cards.push({
        name: name ?? id,
        method: isFixed ? 'static' : 'dhcp',
        file: `SYSTEM: ${interfaces}\\${id}`,
      });
    }
    return cards;
  });
  return found ?? [];
}
