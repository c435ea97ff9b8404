/** Whether network settings are tied to the hardware address of a card that stays behind. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fine, none, recommended, seen } from '../check.ts';

export const cardNames: Check<LinuxGuest> = {
  rule: 'linux.card-names',
  from: 'judgement',
  assess({ network: { cards, tiedTo } }) {
    if (tiedTo.length > 0) return recommended(seen(tiedTo));
    return cards.length === 0 ? undefined : fine(none);
  },
};
