/** Whether Windows was hibernated: on other hardware it cannot wake up. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { type Check, fine, strong } from '../check.ts';

export const hibernated: Check<WindowsGuest> = {
  rule: 'windows.hibernated',
  from: 'judgement',
  assess({ hibernation }) {
    if (hibernation === 'hibernated') return strong('hiberfil.sys holds a session');
    return hibernation === 'none' || hibernation === 'resumed'
      ? fine('no session in hiberfil.sys')
      : undefined;
  },
};
