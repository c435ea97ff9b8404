/** Whether Remote Desktop is on: without it only the console gets in. */
import { systemNumber, type WindowsGuest } from '../../facts/windows.ts';
import { type Check, fine, recommended, seen } from '../check.ts';

export const rdp: Check<WindowsGuest> = {
  rule: 'windows.rdp',
  from: 'import-instructions',
  async assess(guest) {
    const denied = await systemNumber(guest, 'Control\\Terminal Server', 'fDenyTSConnections');
    if (denied === undefined) return undefined;
    return (denied === 0 ? fine : recommended)(seen(`fDenyTSConnections = ${denied}`));
  },
};
