/** Whether an update waits for a restart: it would continue on the new hardware. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { type Check, fails, none, passes, seen } from '../check.ts';

export const update: Check<WindowsGuest> = {
  rule: 'windows.update',
  about: { effect: 'degraded', item: 'Update', prepare: 'win-updates', from: 'image-check' },
  async assess({ tree, software }) {
    if (await tree.exists('/Windows/WinSxS/pending.xml')) return fails(seen('Windows\\WinSxS\\pending.xml'));
    const servicing = 'Microsoft\\Windows\\CurrentVersion\\Component Based Servicing';
    for (const name of ['RebootPending', 'RebootInProgress', 'PackagesPending']) {
      const key = await tree.attempt(async () => software.hive?.key(`${servicing}\\${name}`));
      if (key !== undefined) return fails(seen(`${servicing}\\${name}`));
    }
    return software.hive === undefined ? 'undecided' : passes(none);
  },
};
