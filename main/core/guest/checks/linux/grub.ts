/** Whether the root named to the default kernel is on these disks. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { rootArgument } from '../../boot-config/boot-entry.ts';
import { matchDevice } from '../../facts/fstab.ts';
import { type Check, mayFail, notHere, passes } from '../check.ts';

export const grub: Check<LinuxGuest> = {
  rule: 'linux.grub',
  about: { effect: 'cannot-start', item: 'Grub', prepare: 'boot-loader', from: 'image-check' },
  assess({ boot: { entry, menus }, volumes, complete }) {
    const root = entry === undefined ? undefined : rootArgument(entry);
    const file = menus.find(({ menu }) => menu.defaultEntry === entry)?.path ?? '/boot';
    if (root === undefined) return 'undecided';
    const match = matchDevice(root, volumes);
    if (match === 'not-ours') return 'not-applicable';
    if (match === 'missing') return notHere(complete, [`root=${root}`], file);
    if (match === 'by-name') return mayFail({ says: 'by-driver-name', where: file, what: [`root=${root}`] });
    return passes({ says: 'root-found', where: file, what: `root=${root}`, volume: match.name });
  },
};
