/** Whether a leftover Xen driver hides devices. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { textsOf } from '../../registry/value.ts';
import { type Check, fails, none, passes, seen } from '../check.ts';

export const xen: Check<WindowsGuest> = {
  rule: 'windows.xen',
  about: { effect: 'cannot-start', item: 'Xen', prepare: 'win-xen', from: 'image-check' },
  async assess(guest) {
    if (guest.system.hive === undefined) return 'undecided';
    const hidden = await guest.tree.attempt(async () =>
      textsOf(await guest.system.hive?.value(`${guest.controlSet}\\Services\\XenPCI\\Parameters`, 'hide_devices')),
    );
    return hidden !== undefined && hidden.some((text) => text !== '')
      ? fails(seen(hidden, 'XenPCI hide_devices'))
      : passes(none);
  },
};
