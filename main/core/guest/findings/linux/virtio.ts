/** Whether the default kernel can read its root from a virtio disk, the only kind that most ECS instances have. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { driverPlace } from './drivers.ts';
import { type Check, fine, strong } from '../check.ts';

export const virtio: Check<LinuxGuest> = {
  rule: 'linux.virtio',
  item: 'GUESTOS.Virtio',
  from: 'image-check',
  assess(guest) {
    const places = ['virtio_blk', 'virtio_pci'].map((driver) => ({
      driver,
      place: driverPlace(guest, driver),
    }));
    const gone = places.filter(({ place }) => place?.where === 'nowhere');
    if (gone.length > 0) {
      const names = gone.map(({ driver }) => driver).join(' and ');
      return strong(`${gone[0]?.place?.file}: no ${names} for the default kernel ${guest.boot.kernel}`);
    }
    if (places.some(({ place }) => place === undefined)) return undefined;
    return fine(places.map(({ driver, place }) => `${driver}: ${place?.file}`).join('; '));
  },
};
