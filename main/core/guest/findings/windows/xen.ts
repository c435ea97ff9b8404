/** Whether a leftover Xen driver hides devices. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { textsOf } from '../../registry/value.ts';
import { type Check, fine, none, seen, strong } from '../check.ts';

export const xen: Check<WindowsGuest> = {
  rule: 'windows.xen',
  item: 'GUESTOS.Xen',
  from: 'image-check',
  async assess(guest) {
    if (guest.system.hive === undefined) return undefined;
    const hidden = await guest.tree.attempt(async () =>
      textsOf(
        await guest.system.hive?.value(`${guest.controlSet}\\Services\\XenPCI\\Parameters`, 'hide_devices'),
      ),
    );
    return hidden !== undefined && hidden.some((text) => text !== '')
      ? strong(seen(hidden, 'XenPCI hide_devices'))
      : fine(none);
  },
};
