/** Whether Remote Desktop is on: without it only the console is left. */
import { serviceStart, softwareNumber, systemNumber, type WindowsGuest } from '../../facts/windows.ts';
import { type Check, fails, passes, seen } from '../check.ts';

const local = 'Control\\Terminal Server';
/** A group policy wins over what was set on the machine. */
const policy = 'Policies\\Microsoft\\Windows NT\\Terminal Services';

export const rdp: Check<WindowsGuest> = {
  rule: 'windows.rdp',
  about: { effect: 'cannot-be-reached', prepare: 'win-rdp', from: 'import-instructions' },
  async assess(guest) {
    if (guest.system.hive === undefined) return 'undecided';
    if ((await serviceStart(guest, 'TermService')) === 4) return fails(seen('Start = 4', 'Services\\TermService'));
    const listens = await systemNumber(guest, `${local}\\WinStations\\RDP-Tcp`, 'fEnableWinStation');
    if (listens === 0) return fails(seen('fEnableWinStation = 0', 'RDP-Tcp'));
    const byPolicy = await softwareNumber(guest, policy, 'fDenyTSConnections');
    // Windows denies what nothing allows
    const denied = byPolicy ?? (await systemNumber(guest, local, 'fDenyTSConnections')) ?? 1;
    const where = byPolicy === undefined ? local : policy;
    return (denied === 0 ? passes : fails)(seen(`fDenyTSConnections = ${denied}`, where));
  },
};
