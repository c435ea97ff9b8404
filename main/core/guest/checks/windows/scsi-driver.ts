/** Whether the virtio SCSI driver, where it is installed, is complete and starts at boot. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { readDriver } from './boot-driver.ts';
import { type Check, absent, mayFail, passes } from '../check.ts';

export const scsiDriver: Check<WindowsGuest> = {
  rule: 'windows.scsi-driver',
  about: { effect: 'cannot-start', from: 'virtio-guide' },
  async assess(guest) {
    const driver = await readDriver(guest, 'vioscsi', ['VEN_1AF4&DEV_1004', 'VEN_1AF4&DEV_1048']);
    if (driver === undefined) return 'undecided';
    if (driver.start === undefined) return passes(absent('vioscsi'));
    if (!driver.hasFile) return mayFail(absent('vioscsi.sys'));
    return (driver.start === 0 ? passes : mayFail)({
      says: 'start',
      what: 'vioscsi',
      start: driver.start,
    });
  },
};
