/** Whether Windows was hibernated: on other hardware it cannot wake up. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { type Check, fails, none, passes } from '../check.ts';

export const hibernated: Check<WindowsGuest> = {
  rule: 'windows.hibernated',
  about: { effect: 'cannot-start', prepare: 'win-hibernation', from: 'judgement' },
  assess({ hibernation }) {
    if (hibernation === 'hibernated') return fails({ says: 'session', where: 'hiberfil.sys' });
    return hibernation === 'none' || hibernation === 'resumed' ? passes(none) : 'undecided';
  },
};
