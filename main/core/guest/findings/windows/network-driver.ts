/** Whether Windows has the driver of the virtio network card. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { readDriver } from './boot-driver.ts';
import { type Check, absent, fine, seen, strong } from '../check.ts';

export const networkDriver: Check<WindowsGuest> = {
  rule: 'windows.network-driver',
  item: 'GUESTOS.Virtio',
  from: 'image-check',
  async assess(guest) {
    if (guest.system.hive === undefined) return undefined;
    const card = await readDriver(guest, 'netkvm', ['VEN_1AF4&DEV_1000', 'VEN_1AF4&DEV_1041']);
    if (card?.hasFile !== true) return strong(absent('netkvm.sys'));
    if (card.start === 4) return strong({ says: 'start', what: 'netkvm', start: 4 });
    return fine(seen('netkvm.sys'));
  },
};
