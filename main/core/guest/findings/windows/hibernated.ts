/** Whether Windows was hibernated: on other hardware it cannot wake up. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { type Check, fine, none, strong } from '../check.ts';

export const hibernated: Check<WindowsGuest> = {
  rule: 'windows.hibernated',
  from: 'judgement',
  assess({ hibernation }) {
    if (hibernation === 'hibernated') return strong({ says: 'session', where: 'hiberfil.sys' });
    return hibernation === 'none' || hibernation === 'resumed' ? fine(none) : undefined;
  },
};
