/** Whether the default kernel can read its root from an NVMe disk, which newer instance families have. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { driverPlace, noDriver } from './drivers.ts';
import { type Check, fine, recommended, seen } from '../check.ts';

export const nvme: Check<LinuxGuest> = {
  rule: 'linux.nvme',
  item: 'GUESTOS.Nvme',
  from: 'image-check',
  assess(guest) {
    const place = driverPlace(guest, 'nvme');
    if (place === undefined) return undefined;
    if (place.where === 'nowhere') return recommended(noDriver(guest, place.file, ['nvme']));
    return fine(seen('nvme', place.file));
  },
};
