/** Chinese of the kinds a disk format comes in, as its reader names them; what VMware calls its own stays. */
import type { subformats as english } from '../en/subformats.ts';

export const subformats: typeof english = {
  dynamic: '动态扩展',
  fixed: '固定大小',
  version: (number) => `版本 ${number}`,
};
