/** Whether the Windows boot manager is on these disks. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { type Check, notHere, passes, seen } from '../check.ts';

export const bootmgr: Check<WindowsGuest> = {
  rule: 'windows.bootmgr',
  about: { effect: 'cannot-start', item: 'BootMgr', prepare: 'win-system-files', from: 'image-check' },
  assess({ bootManagers, tree, complete }) {
    if (bootManagers.length > 0) return passes(seen(bootManagers.map(({ where }) => where)));
    return tree.problems.length > 0 ? 'undecided' : notHere(complete, ['bootmgr', 'bootmgfw.efi']);
  },
};
