/** Whether Windows can read its disk from virtio: viostor or vioscsi, started at boot and tied to the device. */
import type { Evidence } from '../../../../../contract/evidence.ts';
import type { WindowsGuest } from '../../facts/windows.ts';
import { readDriver } from './boot-driver.ts';
import { type Check, absent, fine, strong } from '../check.ts';

export const storageDriver: Check<WindowsGuest> = {
  rule: 'windows.storage-driver',
  item: 'GUESTOS.Virtio',
  from: 'image-check',
  async assess(guest) {
    if (guest.system.hive === undefined) return undefined;
    const block = await readDriver(guest, 'viostor', ['VEN_1AF4&DEV_1001', 'VEN_1AF4&DEV_1042']);
    if (block?.start === undefined) return strong(absent('viostor', guest.controlSet));
    if (!block.hasFile) return strong(absent('viostor.sys'));
    const start: Evidence = { says: 'start', what: 'viostor', start: block.start };
    if (block.start !== 0) return strong(start);
    if (!block.isTied) return strong(absent('viostor', 'CriticalDeviceDatabase, DriverDatabase'));
    return fine(start);
  },
};
