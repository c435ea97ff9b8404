/** Whether User Account Control is off, as the white paper asks, so that scripts of the first start run without questions. */
import { hiveNumber } from './boot-driver.ts';
import type { WindowsGuest } from '../../facts/windows.ts';
import { type Check, absent, fails, passes, seen } from '../check.ts';

export const uac: Check<WindowsGuest> = {
  rule: 'windows.uac',
  about: { effect: 'degraded', prepare: 'win-uac', from: 'white-paper' },
  async assess(guest) {
    if (guest.software.hive === undefined) return 'undecided';
    const path = 'Microsoft\\Windows\\CurrentVersion\\Policies\\System';
    const on = await hiveNumber(guest, 'software', path, 'EnableLUA');
    return on === 1
      ? fails(seen('EnableLUA = 1'))
      : passes(on === undefined ? absent('EnableLUA') : seen(`EnableLUA = ${on}`));
  },
};
