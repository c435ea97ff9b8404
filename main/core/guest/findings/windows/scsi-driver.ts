/** Whether the virtio SCSI driver, where there is one, is fit to start from. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { readDriver } from './boot-driver.ts';
import { type Check, absent, fine, recommended } from '../check.ts';

export const scsiDriver: Check<WindowsGuest> = {
  rule: 'windows.scsi-driver',
  from: 'virtio-guide',
  async assess(guest) {
    const driver = await readDriver(guest, 'vioscsi', ['VEN_1AF4&DEV_1004', 'VEN_1AF4&DEV_1048']);
    if (driver === undefined) return undefined;
    if (driver.start === undefined) return fine(absent('vioscsi'));
    if (!driver.hasFile) return recommended(absent('vioscsi.sys'));
    return (driver.start === 0 ? fine : recommended)({
      says: 'start',
      what: 'vioscsi',
      start: driver.start,
    });
  },
};
