/** Whether network settings are tied to the hardware address of a card that stays behind. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fine, recommended, some } from '../check.ts';

export const cardNames: Check<LinuxGuest> = {
  rule: 'linux.card-names',
  from: 'judgement',
  assess({ network: { cards, tiedTo } }) {
    if (tiedTo.length > 0) return recommended(`a hardware address in ${some(tiedTo)}`);
    return cards.length === 0 ? undefined : fine('no hardware address in the network settings');
  },
};
