/** Whether Windows can start from an NVMe disk, which newer instance families have. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { readDriver } from './boot-driver.ts';
import { type Check, absent, fails, passes } from '../check.ts';

export const nvme: Check<WindowsGuest> = {
  rule: 'windows.nvme',
  about: { effect: 'degraded', from: 'import-api' },
  async assess(guest) {
    const driver = await readDriver(guest, 'stornvme', ['CC_010802']);
    if (driver === undefined) return 'undecided';
    if (driver.start === undefined || !driver.hasFile) return fails(absent('stornvme'));
    return (driver.start === 0 ? passes : fails)({
      says: 'start',
      what: 'stornvme',
      start: driver.start,
    });
  },
};
