/** Whether the firewall is off, or lets Remote Desktop through. */
import { textOf } from '../../registry/value.ts';
import { systemNumber, type WindowsGuest } from '../../facts/windows.ts';
import { type Check, absent, mayFail, passes } from '../check.ts';

const policy = 'Services\\SharedAccess\\Parameters\\FirewallPolicy';
const profiles = ['DomainProfile', 'StandardProfile', 'PublicProfile'];

export const firewall: Check<WindowsGuest> = {
  rule: 'windows.firewall',
  about: { effect: 'cannot-be-reached', prepare: 'win-firewall', from: 'import-instructions' },
  async assess(guest) {
    const { tree, system, controlSet } = guest;
    if (system.hive === undefined) return 'undecided';
    const on: string[] = [];
    for (const profile of profiles)
      if ((await systemNumber(guest, `${policy}\\${profile}`, 'EnableFirewall')) === 1) on.push(profile);
    if (on.length === 0) return passes(absent('EnableFirewall = 1'));
    const lets = await tree.attempt(async () => {
      const rules = await system.hive?.key(`${controlSet}\\${policy}\\FirewallRules`);
      const values = rules === undefined ? [] : ((await system.hive?.values(rules)) ?? []);
      return values.some((value) => isRemoteDesktop(textOf(value) ?? ''));
    });
    const port = await remoteDesktopPort(guest);
    return lets === true
      ? passes({ says: 'firewall-lets', what: on })
      : mayFail({ says: 'firewall-keeps', what: on, port });
  },
};

/** e.g. `v2.24|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=3389|…`. */
const isRemoteDesktop = (rule: string): boolean =>
  ['Action=Allow', 'Active=TRUE', 'Dir=In', 'LPort=3389'].every((part) =>
    rule.toLowerCase().includes(`|${part}|`.toLowerCase()),
  );

const remoteDesktopPort = async (guest: WindowsGuest): Promise<number> =>
  (await systemNumber(guest, 'Control\\Terminal Server\\WinStations\\RDP-Tcp', 'PortNumber')) ?? 3_389;
