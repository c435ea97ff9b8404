/** Whether the disk shows how the system starts: by BIOS, by UEFI, or by either, and whether that lies where the root does. */
import { matchDevice } from '../../facts/fstab.ts';
import type { LinuxGuest } from '../../facts/linux.ts';
import { disksOf } from '../../volumes.ts';
import { type Check, fails, mayFail, notHere, passes, seen } from '../check.ts';

export const bootMode: Check<LinuxGuest> = {
  rule: 'linux.boot-mode',
  about: { effect: 'cannot-start', item: 'BootMode', from: 'image-check' },
  async assess({ boot, volumes, root, fstab, tree, complete }) {
    const home = disksOf(root.volume.place);
    const rows = volumes.flatMap(({ name, place }) =>
      place.kind === 'partition' ? { name, disk: place.disk, type: place.partition.type } : [],
    );
    const here = rows.filter(({ disk }) => home.includes(disk));
    const efi = here.find(({ type }) => type === 'EFI system');
    const bios = here.find(({ type }) => type === 'BIOS boot');
    if (efi !== undefined && bios !== undefined)
      return passes({ says: 'either-boots', efi: efi.name, bios: bios.name });
    if (efi !== undefined) return passes(seen('EFI', efi.name));
    const byBios = (await tree.exists('/boot/grub/i386-pc')) || (await tree.exists('/boot/grub2/i386-pc'));
    const elsewhere = rows.find(({ type }) => type === 'EFI system');
    if (elsewhere !== undefined)
      return (byBios ? mayFail : fails)({ says: 'starts-elsewhere', efi: elsewhere.name, root: root.volume.name });
    const mount = fstab.find(
      ({ mountPoint, type }) => /^\/(boot\/)?efi\/?$/.test(mountPoint) || (type === 'vfat' && mountPoint === '/boot'),
    );
    if (mount !== undefined && matchDevice(mount.device, volumes) === 'missing' && !byBios)
      return notHere(complete, [mount.device], mount.mountPoint);
    return boot.menus.length > 0 ? passes({ says: 'no-efi-partition' }) : mayFail({ says: 'no-boot-means' });
  },
};
