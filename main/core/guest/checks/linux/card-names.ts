/** Whether network settings are for the card of ECS, or for one of the old machine: by its name or by its hardware address. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { fits } from '../../facts/network/setting.ts';
import { type Check, fails, mayFail, passes, seen, undecided } from '../check.ts';

export const cardNames: Check<LinuxGuest> = {
  rule: 'linux.card-names',
  about: { effect: 'cannot-be-reached', prepare: 'mac-bound', from: 'judgement' },
  assess({ network: { names, rows, tiedTo, unread } }) {
    const evidence = { says: 'network', names, rows } as const;
    const own = rows.filter(({ by, result }) => by !== 'cloud-init' && result !== 'not-started');
    const isMissed = own.length > 0 && !own.some(({ matched, result }) => fits(matched) && result !== 'other-card');
    const asks = rows.some(({ matched, result }) => result === 'asks' && fits(matched));
    if (isMissed) return (asks ? mayFail : fails)(evidence);
    if (tiedTo.length > 0) return mayFail(seen(tiedTo));
    if (unread.length > 0) return undecided('unreadable', unread);
    return own.length === 0 ? 'not-applicable' : passes(evidence);
  },
};
