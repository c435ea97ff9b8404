/** Whether the Windows boot manager is on these disks. */
import { isNt5, isOnAny, type WindowsGuest } from '../../facts/windows.ts';
import { type Check, notHere, passes, seen } from '../check.ts';

export const bootmgr: Check<WindowsGuest> = {
  rule: 'windows.bootmgr',
  about: { effect: 'cannot-start', item: 'BootMgr', prepare: 'win-system-files', from: 'image-check' },
  async assess(guest) {
    const { bootManagers, tree, complete } = guest;
    if (await isNt5(guest)) {
      const gone: string[] = [];
      for (const name of ['ntldr', 'NTDETECT.COM']) if (!(await isOnAny(guest, `/${name}`))) gone.push(name);
      return gone.length > 0 ? notHere(complete, gone) : passes(seen('ntldr'));
    }
    if (bootManagers.length > 0) return passes(seen(bootManagers.map(({ where }) => where)));
    return tree.problems.length > 0 ? 'undecided' : notHere(complete, ['bootmgr', 'bootmgfw.efi']);
  },
};
