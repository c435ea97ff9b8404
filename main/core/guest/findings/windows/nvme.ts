/** Whether Windows can read an NVMe disk at its start, which newer instance families have. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { readDriver } from './boot-driver.ts';
import { type Check, absent, fine, recommended } from '../check.ts';

export const nvme: Check<WindowsGuest> = {
  rule: 'windows.nvme',
  from: 'import-api',
  async assess(guest) {
    const driver = await readDriver(guest, 'stornvme', ['CC_010802']);
    if (driver === undefined) return undefined;
    if (driver.start === undefined || !driver.hasFile) return recommended(absent('stornvme'));
    return (driver.start === 0 ? fine : recommended)({
      says: 'start',
      what: 'stornvme',
      start: driver.start,
    });
  },
};
