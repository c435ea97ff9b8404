/** Whether Remote Desktop is on: without it only the console is left. */
import { systemNumber, type WindowsGuest } from '../../facts/windows.ts';
import { type Check, mayFail, passes, seen } from '../check.ts';

export const rdp: Check<WindowsGuest> = {
  rule: 'windows.rdp',
  about: { effect: 'cannot-be-reached', prepare: 'win-rdp', from: 'import-instructions' },
  async assess(guest) {
    const denied = await systemNumber(guest, 'Control\\Terminal Server', 'fDenyTSConnections');
    if (denied === undefined) return 'undecided';
    return (denied === 0 ? passes : mayFail)(seen(`fDenyTSConnections = ${denied}`));
  },
};
