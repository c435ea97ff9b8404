/** Whether the guest has a boot menu, and the kernel and initramfs that its default entry names. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { matchDevice } from '../../facts/fstab.ts';
import { type Check, absent, fails, mayFail, notHere, passes } from '../check.ts';

export const bootMenu: Check<LinuxGuest> = {
  rule: 'linux.boot-menu',
  about: { effect: 'cannot-start', item: 'Grub', prepare: 'boot-loader', from: 'image-check' },
  assess({ boot, tree, complete, fstab, volumes }) {
    const [first] = boot.menus;
    if (first === undefined) {
      // the menu may be in what could not be read
      if (tree.problems.length > 0) return 'undecided';
      const own = fstab.find(({ mountPoint }) => mountPoint === '/boot');
      const isElsewhere = own !== undefined && matchDevice(own.device, volumes) === 'missing';
      return isElsewhere && !complete
        ? notHere(false, [own.device], '/boot')
        : fails(absent(['GRUB', 'BLS', 'extlinux'], '/boot'));
    }
    if (boot.entry === undefined) return mayFail({ says: 'default-unclear', where: first.path });
    const { missing, kernelPath } = boot;
    if (missing.length > 0) return fails({ says: 'names-missing', where: first.path, what: missing });
    return passes({ says: 'starts', where: first.path, what: kernelPath ?? boot.entry.title });
  },
};
