/** Whether Windows has the driver of the virtio network card. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { readDriver } from './boot-driver.ts';
import { type Check, absent, fails, passes, seen } from '../check.ts';

export const networkDriver: Check<WindowsGuest> = {
  rule: 'windows.network-driver',
  about: { effect: 'cannot-be-reached', item: 'Virtio', prepare: 'win-virtio', from: 'image-check' },
  async assess(guest) {
    if (guest.system.hive === undefined) return 'undecided';
    const card = await readDriver(guest, 'netkvm', ['VEN_1AF4&DEV_1000', 'VEN_1AF4&DEV_1041']);
    if (card?.hasFile !== true) return fails(absent('netkvm.sys'));
    if (card.start === 4) return fails({ says: 'start', what: 'netkvm', start: 4 });
    return passes(seen('netkvm.sys'));
  },
};
