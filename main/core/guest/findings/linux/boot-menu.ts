/** Whether the guest has a boot menu, and the kernel and initramfs that its default entry names. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { matchDevice } from '../../facts/fstab.ts';
import { type Check, absent, fine, notHere, recommended, strong } from '../check.ts';

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
        ? notHere(false, [own.device], '/boot')
        : strong(absent(['GRUB', 'BLS', 'extlinux'], '/boot'));
    }
    if (boot.entry === undefined) return recommended({ says: 'default-unclear', where: first.path });
    const { missing, kernelPath } = boot;
    if (missing.length > 0) return strong({ says: 'names-missing', where: first.path, what: missing });
    return fine({ says: 'starts', where: first.path, what: kernelPath ?? boot.entry.title });
  },
};
