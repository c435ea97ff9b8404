/** Whether the guest has a boot menu, and the kernel and initramfs that its default entry names. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { matchDevice } from '../../facts/fstab.ts';
import { type Check, fine, recommended, some, strong } from '../check.ts';

export const bootMenu: Check<LinuxGuest> = {
  rule: 'linux.boot-menu',
  item: 'GUESTOS.Grub',
  from: 'image-check',
  assess({ boot, tree, complete, fstab, volumes }) {
    const [first] = boot.menus;
    if (first === undefined) {
      // what could not be read may hold one
      if (tree.problems.length > 0) return undefined;
      const own = fstab.find(({ mountPoint }) => mountPoint === '/boot');
      const isElsewhere = own !== undefined && matchDevice(own.device, volumes) === 'missing';
      return isElsewhere && !complete
        ? recommended(`/boot is ${own.device}: not on this disk`)
        : strong('no menu of GRUB, BLS or extlinux in /boot');
    }
    if (boot.entry === undefined) return recommended(`${first.path}: what starts by default cannot be told`);
    const { missing, kernelPath } = boot;
    if (missing.length > 0) return strong(`${first.path} names ${some(missing)}, which is not there`);
    return fine(`${first.path} starts ${kernelPath ?? boot.entry.title}`);
  },
};
