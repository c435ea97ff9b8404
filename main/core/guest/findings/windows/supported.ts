/** Whether this Windows is one that Alibaba’s image check and drivers know. */
import { softwareText, systemText, type WindowsGuest } from '../../facts/windows.ts';
import { type Check, fine, recommended } from '../check.ts';

export const supported: Check<WindowsGuest> = {
  rule: 'windows.supported',
  from: 'image-check',
  async assess(guest) {
    const name = await softwareText(guest, 'Microsoft\\Windows NT\\CurrentVersion', 'ProductName');
    if (name === undefined) return undefined;
    const is32 =
      (await systemText(guest, 'Control\\Session Manager\\Environment', 'PROCESSOR_ARCHITECTURE')) === 'x86';
    const isOld = /2003|XP|Vista|2000/.test(name) || (/2008/.test(name) && !/R2/.test(name));
    if (isOld || is32) return recommended(`${name}${is32 ? ', 32-bit' : ''}`);
    return fine(name);
  },
};
