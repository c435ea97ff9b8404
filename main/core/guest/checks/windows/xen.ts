/** Whether a leftover Xen driver hides devices, or stands between Windows and its disk. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { textsOf } from '../../registry/value.ts';
import { classFilters } from './class-filters.ts';
import { type Check, fails, none, passes, seen } from '../check.ts';

export const xen: Check<WindowsGuest> = {
  rule: 'windows.xen',
  about: { effect: 'cannot-start', item: 'Xen', prepare: 'win-xen', from: 'image-check' },
  async assess(guest) {
    if (guest.system.hive === undefined) return 'undecided';
    const hidden = await guest.tree.attempt(async () =>
      textsOf(await guest.system.hive?.value(`${guest.controlSet}\\Services\\XenPCI\\Parameters`, 'hide_devices')),
    );
    const left = (await classFilters(guest)).filter(({ name }) => /^(xenfilt|scsifilt|rhelfltr)$/i.test(name));
    const [first] = left;
    if (first !== undefined) return fails(seen(first.name, first.at));
    return hidden !== undefined && hidden.some((text) => text !== '')
      ? fails(seen(hidden, 'XenPCI hide_devices'))
      : passes(none);
  },
};
