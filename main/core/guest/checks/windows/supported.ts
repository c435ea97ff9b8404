/** Whether this is a Windows that Alibaba Cloud imports, checks and has drivers for. */
import { softwareText, systemText, type WindowsGuest } from '../../facts/windows.ts';
import { type Check, fails, passes, seen } from '../check.ts';

export const supported: Check<WindowsGuest> = {
  rule: 'windows.supported',
  about: { effect: 'degraded', from: 'image-check' },
  async assess(guest) {
    const name = await softwareText(guest, 'Microsoft\\Windows NT\\CurrentVersion', 'ProductName');
    if (name === undefined) return 'undecided';
    const is32 = (await systemText(guest, 'Control\\Session Manager\\Environment', 'PROCESSOR_ARCHITECTURE')) === 'x86';
    if (is32) return fails(seen([name, 'x86']));
    const isServer = /server/i.test(name);
    const isOld = /2003|2000/.test(name) || (/2008/.test(name) && !/R2/.test(name));
    return !isServer || isOld ? fails(seen(name)) : passes(seen(name));
  },
};
