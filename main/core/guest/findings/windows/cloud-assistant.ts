/** Whether Alibaba’s Cloud Assistant is installed. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { type Check, absent, fine, recommended, seen } from '../check.ts';

export const cloudAssistant: Check<WindowsGuest> = {
  rule: 'windows.cloud-assistant',
  item: 'GUESTOS.CloudAssistant',
  from: 'image-check',
  async assess({ tree }) {
    for (const path of ['/ProgramData/aliyun/assist', '/Program Files/aliyun/assist'])
      if (await tree.exists(path)) return fine(seen(path));
    return recommended(absent('ProgramData\\aliyun\\assist'));
  },
};
