/** Chinese of what lies on a volume, and of why that is not known; formats go by their own names. */
import type { volumeContent as english } from '../en/volume-content.ts';

export const volumeContent: Readonly<Record<keyof typeof english, string>> = {
  empty: '空',
  unknown: '内容无法识别',
  swap: '交换空间',
  md: '软件 RAID',
  'not-found': '有一部分缺失',
  unsupported: '本程序无法读取',
  damaged: '已损坏',
};
