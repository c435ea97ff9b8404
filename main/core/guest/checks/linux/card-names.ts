/** Whether network settings are tied to the hardware address of a card of the old machine. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, mayFail, none, passes, seen } from '../check.ts';

export const cardNames: Check<LinuxGuest> = {
  rule: 'linux.card-names',
  about: { effect: 'cannot-be-reached', prepare: 'mac-bound', from: 'judgement' },
  assess({ network: { cards, tiedTo } }) {
    if (tiedTo.length > 0) return mayFail(seen(tiedTo));
    return cards.length === 0 ? 'undecided' : passes(none);
  },
};
