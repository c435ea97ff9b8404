/** Chinese of what is wrong in a damaged disk file. */
import type { diskDamageEn } from './damage-disk.en.ts';

export const diskDamageZh: typeof diskDamageEn = {
  'header-claims': (bytes) => `文件头声称磁盘大小为 ${bytes} 字节`,
  'table-used-twice': () => '同一张映射表被引用了两次',
};
