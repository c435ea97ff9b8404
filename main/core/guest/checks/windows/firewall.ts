/** Whether the firewall is off, or lets Remote Desktop through. */
import { textOf } from '../../registry/value.ts';
import { serviceStart, softwareNumber, systemNumber, type WindowsGuest } from '../../facts/windows.ts';
import { type Check, absent, fails, mayFail, passes, seen } from '../check.ts';
import { isForAll, meets, readRule } from './firewall-rules.ts';

const local = 'Services\\SharedAccess\\Parameters\\FirewallPolicy';
/** A group policy wins over what was set on the machine. */
const policy = 'Policies\\Microsoft\\WindowsFirewall';
const profiles = ['DomainProfile', 'StandardProfile', 'PublicProfile'];

export const firewall: Check<WindowsGuest> = {
  rule: 'windows.firewall',
  about: { effect: 'cannot-be-reached', prepare: 'win-firewall', from: 'import-instructions' },
  async assess(guest) {
    if (guest.system.hive === undefined) return 'undecided';
    if ((await serviceStart(guest, 'MpsSvc')) === 4) return passes(seen('Start = 4', 'Services\\MpsSvc'));
    const setting = async (profile: string, name: string): Promise<number | undefined> =>
      (await softwareNumber(guest, `${policy}\\${profile}`, name)) ??
      (await systemNumber(guest, `${local}\\${profile}`, name));
    const on: string[] = [];
    for (const profile of profiles) if ((await setting(profile, 'EnableFirewall')) === 1) on.push(profile);
    // the network of ECS is new to Windows, which treats it as a public one
    const isOff = (await setting('PublicProfile', 'EnableFirewall')) === 0;
    if (on.length === 0 || isOff) return passes(absent('EnableFirewall = 1'));
    const judged = on.includes('PublicProfile') ? 'PublicProfile' : 'StandardProfile';
    if ((await setting(judged, 'DoNotAllowExceptions')) === 1) return fails(seen('DoNotAllowExceptions = 1', judged));
    const port = await remoteDesktopPort(guest);
    const rules = await rulesOf(guest);
    const blocks = rules.find((text) => meets(readRule(text), 'block', port) && isForAll(readRule(text)));
    if (blocks !== undefined) return fails(seen(blocks, 'FirewallRules'));
    if ((await setting(judged, 'DefaultInboundAction')) === 0) return passes(seen('DefaultInboundAction = 0', judged));
    const lets = rules.filter((text) => meets(readRule(text), 'allow', port));
    if (lets.some((text) => isForAll(readRule(text))) || (await isOpenPort(guest, port)))
      return passes({ says: 'firewall-lets', what: on });
    const [limited] = lets;
    return limited === undefined
      ? fails({ says: 'firewall-keeps', what: on, port })
      : mayFail(seen(limited, 'FirewallRules'));
  },
};

/** Rules of the machine count beside those of a policy, unless the policy says otherwise. */
async function rulesOf(guest: WindowsGuest): Promise<string[]> {
  const { tree, system, software, controlSet } = guest;
  const read = (hive: typeof system.hive, path: string) =>
    tree.attempt(async () => {
      const key = await hive?.key(path);
      const values = key === undefined ? [] : ((await hive?.values(key)) ?? []);
      return values.flatMap((value) => textOf(value) ?? []);
    });
  const merges = await softwareNumber(guest, `${policy}\\PublicProfile`, 'AllowLocalPolicyMerge');
  const own = merges === 0 ? [] : await read(system.hive, `${controlSet}\\${local}\\FirewallRules`);
  return [...(own ?? []), ...((await read(software.hive, `${policy}\\FirewallRules`)) ?? [])];
}

/** Windows 2003 and XP list open ports instead, as `3389:TCP:*:Enabled:…`. */
async function isOpenPort({ tree, system, controlSet }: WindowsGuest, port: number): Promise<boolean> {
  const path = `${controlSet}\\${local}\\StandardProfile\\GloballyOpenPorts\\List`;
  const text = await tree.attempt(async () => textOf(await system.hive?.value(path, `${port}:TCP`)));
  return /:\*:enabled/i.test(text ?? '');
}

const remoteDesktopPort = async (guest: WindowsGuest): Promise<number> =>
  (await systemNumber(guest, 'Control\\Terminal Server\\WinStations\\RDP-Tcp', 'PortNumber')) ?? 3_389;
