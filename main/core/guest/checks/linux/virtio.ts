/** Whether the default kernel can read its root from a virtio disk, the only kind that most ECS instances have. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { driverPlace, noDriver } from './drivers.ts';
import { type Check, fails, passes, seen } from '../check.ts';

export const virtio: Check<LinuxGuest> = {
  rule: 'linux.virtio',
  about: { effect: 'cannot-start', item: 'Virtio', prepare: 'virtio', from: 'image-check' },
  assess(guest) {
    const places = ['virtio_blk', 'virtio_pci'].map((driver) => ({
      driver,
      place: driverPlace(guest, driver),
    }));
    const gone = places.filter(({ place }) => place?.where === 'nowhere');
    if (gone.length > 0) {
      const names = gone.map(({ driver }) => driver);
      return fails(noDriver(guest, gone[0]?.place?.file ?? '', names));
    }
    if (places.some(({ place }) => place === undefined)) return 'undecided';
    return passes(seen(places.map(({ driver, place }) => `${driver}: ${place?.file}`)));
  },
};
