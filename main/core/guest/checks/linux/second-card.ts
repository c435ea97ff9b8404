/** Whether there are settings for more than one network card: an image starts with one. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fails, none, passes, seen } from '../check.ts';

export const secondCard: Check<LinuxGuest> = {
  rule: 'linux.second-card',
  about: { effect: 'degraded', prepare: 'one-nic', from: 'import-instructions' },
  assess({ network: { cards } }) {
    const used = [...new Set(cards.filter(({ method }) => method !== 'none').map(({ name }) => name))];
    return used.length > 1 ? fails(seen(used)) : passes(used.length === 0 ? none : seen(used));
  },
};
