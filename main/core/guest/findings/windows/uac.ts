/** Whether User Account Control is off, as the white paper asks for: scripts of the first start then run unasked. */
import { hiveNumber } from './boot-driver.ts';
import type { WindowsGuest } from '../../facts/windows.ts';
import { type Check, absent, fine, recommended, seen } from '../check.ts';

export const uac: Check<WindowsGuest> = {
  rule: 'windows.uac',
  from: 'white-paper',
  async assess(guest) {
    if (guest.software.hive === undefined) return undefined;
    const path = 'Microsoft\\Windows\\CurrentVersion\\Policies\\System';
    const on = await hiveNumber(guest, 'software', path, 'EnableLUA');
    return on === 1
      ? recommended(seen('EnableLUA = 1'))
      : fine(on === undefined ? absent('EnableLUA') : seen(`EnableLUA = ${on}`));
  },
};
