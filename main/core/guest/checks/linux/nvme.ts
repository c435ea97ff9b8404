/** Whether the default kernel can read its root from an NVMe disk, which newer instance families have. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { driverPlace, noDriver } from './drivers.ts';
import { type Check, fails, passes, seen } from '../check.ts';

export const nvme: Check<LinuxGuest> = {
  rule: 'linux.nvme',
  about: { effect: 'degraded', item: 'Nvme', prepare: 'nvme', from: 'image-check' },
  assess(guest) {
    const place = driverPlace(guest, 'nvme');
    if (place === undefined) return 'undecided';
    if (place.where === 'nowhere') return fails(noDriver(guest, place.file, ['nvme']));
    return passes(seen('nvme', place.file));
  },
};
