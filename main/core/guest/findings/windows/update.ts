/** Whether an update waits for a restart: it would go on with other hardware under it. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { type Check, fine, none, recommended, seen } from '../check.ts';

export const update: Check<WindowsGuest> = {
  rule: 'windows.update',
  item: 'GUESTOS.Update',
  from: 'image-check',
  async assess({ tree, software }) {
    if (await tree.exists('/Windows/WinSxS/pending.xml'))
      return recommended(seen('Windows\\WinSxS\\pending.xml'));
    const servicing = 'Microsoft\\Windows\\CurrentVersion\\Component Based Servicing';
    for (const name of ['RebootPending', 'RebootInProgress', 'PackagesPending']) {
      const key = await tree.attempt(async () => software.hive?.key(`${servicing}\\${name}`));
      if (key !== undefined) return recommended(seen(`${servicing}\\${name}`));
    }
    return software.hive === undefined ? undefined : fine(none);
  },
};
