/** Whether the guest has a boot menu, and the kernel and initramfs of its default entry are where the boot loader looks. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { matchDevice } from '../../facts/fstab.ts';
import { type Check, absent, fails, mayFail, notHere, passes, undecided } from '../check.ts';

export const bootMenu: Check<LinuxGuest> = {
  rule: 'linux.boot-menu',
  about: { effect: 'cannot-start', item: 'Grub', prepare: 'boot-loader', from: 'image-check' },
  assess({ boot, tree, complete, fstab, volumes }) {
    const [first] = boot.menus;
    if (boot.unread.length > 0 && boot.entry === undefined) return undecided('unreadable', boot.unread);
    if (first === undefined) {
      // the menu may be in what could not be read
      if (tree.problems.length > 0) return undecided('unreadable', ['/boot']);
      const own = fstab.find(({ mountPoint }) => mountPoint === '/boot');
      const isElsewhere = own !== undefined && matchDevice(own.device, volumes) === 'missing';
      return isElsewhere && !complete
        ? notHere(false, [own.device], '/boot')
        : fails(absent(['GRUB', 'BLS', 'extlinux'], '/boot'));
    }
    const { missing, kernelPath, entry, searchedFor } = boot;
    const where = boot.menus.find(({ menu }) => menu.defaultEntry === entry)?.path ?? first.path;
    if (entry === undefined) return undecided('unclear', [where]);
    if (missing.length > 0) return fails({ says: 'names-missing', where, what: missing });
    if (entry.locked === true) return fails({ says: 'asks-password', where });
    // it then looks on the file system it came from, which need not be the right one
    if (searchedFor !== undefined) return mayFail({ says: 'elsewhere', where, what: [searchedFor], complete });
    return passes({ says: 'starts', where, what: kernelPath ?? entry.title });
  },
};
