/** Whether Alibaba’s Cloud Assistant is installed. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, absent, fine, recommended, seen } from '../check.ts';

export const cloudAssistant: Check<LinuxGuest> = {
  rule: 'linux.cloud-assistant',
  item: 'GUESTOS.CloudAssistant',
  from: 'image-check',
  async assess({ tree }) {
    for (const path of ['/usr/local/share/aliyun-assist', '/usr/local/share/assist-daemon'])
      if (await tree.exists(path)) return fine(seen(path));
    return recommended(absent('/usr/local/share/aliyun-assist'));
  },
};
