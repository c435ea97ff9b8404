/** Chinese of units of time, and the name by which `Intl` knows it. */
import { formatIn } from '../format.ts';

export const tag = 'zh-CN';

export const format = formatIn(tag, {
  units: ['天', '小时', '分钟', '秒'],
  underASecond: '不到 1 秒',
  justNow: '刚刚',
});
