/** Whether the default kernel can read its root from a virtio disk and use a virtio network card, which all ECS instances have. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { driverBans, driverPlace, hasDriver, noDriver } from './drivers.ts';
import { type Check, fails, passes, seen, undecided } from '../check.ts';

const ofDisk = ['virtio_blk', 'virtio_pci'];

export const virtio: Check<LinuxGuest> = {
  rule: 'linux.virtio',
  about: { effect: 'cannot-start', item: 'Virtio', prepare: 'virtio', from: 'image-check' },
  async assess(guest) {
    const { boot } = guest;
    const places = ofDisk.map((driver) => ({ driver, place: driverPlace(guest, driver) }));
    const gone = places.filter(({ place }) => place?.where === 'nowhere');
    if (gone.length > 0) {
      const names = gone.map(({ driver }) => driver);
      return fails(noDriver(guest, gone[0]?.place?.file ?? '', names));
    }
    const bans = await driverBans(guest, [...ofDisk, 'virtio', 'virtio_net']);
    if (bans.length > 0) return fails(seen(bans));
    const card = await hasDriver(guest, 'virtio_net');
    if (card === false) return fails(noDriver(guest, `/lib/modules/${boot.kernel}`, ['virtio_net']));
    if (places.some(({ place }) => place === undefined) || card === undefined) {
      if (boot.entry?.unified?.isRead === false) return undecided('unclear', [boot.entry.kernel ?? '']);
      const what = boot.initramfs?.path ?? boot.entry?.initramfs.at(-1) ?? boot.entry?.kernel;
      return undecided(boot.initramfs === undefined ? 'absent' : 'unreadable', what === undefined ? [] : [what]);
    }
    return passes(seen(places.map(({ driver, place }) => `${driver}: ${place?.file}`)));
  },
};
