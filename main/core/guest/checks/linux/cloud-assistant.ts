/** Whether Alibaba’s Cloud Assistant is installed. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, absent, fails, passes, seen } from '../check.ts';

export const cloudAssistant: Check<LinuxGuest> = {
  rule: 'linux.cloud-assistant',
  about: { effect: 'degraded', item: 'CloudAssistant', from: 'image-check' },
  async assess({ tree }) {
    for (const path of ['/usr/local/share/aliyun-assist', '/usr/local/share/assist-daemon'])
      if (await tree.exists(path)) return passes(seen(path));
    return fails(absent('/usr/local/share/aliyun-assist'));
  },
};
