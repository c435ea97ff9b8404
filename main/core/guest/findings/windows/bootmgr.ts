/** Whether the Windows boot manager is on these disks. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { type Check, fine, notHere, seen } from '../check.ts';

export const bootmgr: Check<WindowsGuest> = {
  rule: 'windows.bootmgr',
  item: 'GUESTOS.BootMgr',
  from: 'image-check',
  assess({ bootManagers, tree, complete }) {
    if (bootManagers.length > 0) return fine(seen(bootManagers.map(({ where }) => where)));
    return tree.problems.length > 0 ? undefined : notHere(complete, ['bootmgr', 'bootmgfw.efi']);
  },
};
