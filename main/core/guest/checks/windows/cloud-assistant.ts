/** Whether Alibaba’s Cloud Assistant is installed. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { type Check, absent, fails, passes, seen } from '../check.ts';

export const cloudAssistant: Check<WindowsGuest> = {
  rule: 'windows.cloud-assistant',
  about: { effect: 'degraded', item: 'CloudAssistant', from: 'image-check' },
  async assess({ tree }) {
    for (const path of ['/ProgramData/aliyun/assist', '/Program Files/aliyun/assist'])
      if (await tree.exists(path)) return passes(seen(path));
    return fails(absent('ProgramData\\aliyun\\assist'));
  },
};
