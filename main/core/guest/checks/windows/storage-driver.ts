/** Whether Windows can read its disk from virtio: viostor or vioscsi, started at boot and tied to the device. */
import type { Evidence } from '../../../../../contract/evidence.ts';
import type { WindowsGuest } from '../../facts/windows.ts';
import { readDriver } from './boot-driver.ts';
import { type Check, absent, fails, passes } from '../check.ts';

export const storageDriver: Check<WindowsGuest> = {
  rule: 'windows.storage-driver',
  about: { effect: 'cannot-start', item: 'Virtio', prepare: 'win-virtio', from: 'image-check' },
  async assess(guest) {
    if (guest.system.hive === undefined) return 'undecided';
    const block = await readDriver(guest, 'viostor', ['VEN_1AF4&DEV_1001', 'VEN_1AF4&DEV_1042']);
    if (block?.start === undefined) return fails(absent('viostor', guest.controlSet));
    if (!block.hasFile) return fails(absent('viostor.sys'));
    const start: Evidence = { says: 'start', what: 'viostor', start: block.start };
    if (block.start !== 0) return fails(start);
    if (!block.isTied) return fails(absent('viostor', 'CriticalDeviceDatabase, DriverDatabase'));
    return passes(start);
  },
};
