/** Whether Windows can read its disk from virtio: viostor or vioscsi, started at boot and tied to the device. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { readDriver } from './boot-driver.ts';
import { type Check, fine, strong } from '../check.ts';

export const storageDriver: Check<WindowsGuest> = {
  rule: 'windows.storage-driver',
  item: 'GUESTOS.Virtio',
  from: 'image-check',
  async assess(guest) {
    if (guest.system.hive === undefined) return undefined;
    const block = await readDriver(guest, 'viostor', ['VEN_1AF4&DEV_1001', 'VEN_1AF4&DEV_1042']);
    if (block?.start === undefined) return strong(`${guest.controlSet}: no service viostor`);
    if (!block.hasFile) return strong('viostor: its driver file is not there');
    if (block.start !== 0) return strong(`viostor: Start is ${block.start}, not 0 (boot)`);
    if (!block.isTied) return strong('viostor: no entry in CriticalDeviceDatabase or DriverDatabase');
    return fine('viostor: started at boot, its file and its device entry are there');
  },
};
