/** Whether the default kernel can read its root from an NVMe disk, which newer instance families have. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { driverPlace } from './drivers.ts';
import { type Check, fine, recommended } from '../check.ts';

export const nvme: Check<LinuxGuest> = {
  rule: 'linux.nvme',
  item: 'GUESTOS.Nvme',
  from: 'image-check',
  assess(guest) {
    const place = driverPlace(guest, 'nvme');
    if (place === undefined) return undefined;
    if (place.where === 'nowhere')
      return recommended(`${place.file}: no nvme for the default kernel ${guest.boot.kernel}`);
    return fine(`nvme: ${place.file}`);
  },
};
