/** Whether Windows was last started with Secure Boot, which instances of custom images normally do not have. */
import { systemNumber, type WindowsGuest } from '../../facts/windows.ts';
import { type Check, fails, none, passes, seen } from '../check.ts';

export const secureBoot: Check<WindowsGuest> = {
  rule: 'windows.secure-boot',
  about: { effect: 'degraded', from: 'judgement' },
  async assess(guest) {
    if (guest.system.hive === undefined) return 'undecided';
    const on = await systemNumber(guest, 'Control\\SecureBoot\\State', 'UEFISecureBootEnabled');
    return on === 1 ? fails(seen('UEFISecureBootEnabled = 1')) : passes(none);
  },
};
