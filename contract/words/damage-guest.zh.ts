/** Chinese of what is wrong in the structures inside a disk. */
import type { guestDamageEn } from './damage-guest.en.ts';

export const guestDamageZh: typeof guestDamageEn = {
  'no-signature': () => '缺少签名',
};
