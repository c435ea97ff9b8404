/** Every check of Windows: a server fit for ECS fails none, and each fault is found by the check it belongs to. */
import { expect, it, test } from 'vitest';
import { guestCheck, type GuestCheck, type GuestGroup, type GuestRule } from '../../../../contract/guest.ts';
import type { HiveTree } from '../../../../build/test-guests/hive-writer.ts';
import {
  diskSignature,
  type Files,
  goodServices,
  letterOf,
  servicing,
  volumeWith,
  windowsFiles,
} from '../../../../build/test-guests/servers.ts';
import type { FileSystem } from '../file-system.ts';
import { windowsFacts } from '../facts/windows-facts.ts';
import { readWindows, type WindowsGuest } from '../facts/windows.ts';
import { runChecks } from './run-checks.ts';
import { windowsChecks } from './windows-checks.ts';

const { signal } = new AbortController();
const check = async (guest: WindowsGuest): Promise<GuestCheck[]> =>
  guestCheck.array().parse((await runChecks(guest, windowsChecks, { signal, limit: signal })).checks);
const tables = [{ kind: 'mbr' as const, diskId: diskSignature.toString(16), partitions: [] }];

async function read(files: Files = windowsFiles(), facts: Partial<FileSystem> = {}) {
  const root = volumeWith(files, facts);
  return readWindows(root, [root], { volumes: [root.volume], tables, complete: true }, [], signal);
}

const less = (...paths: readonly string[]): Files =>
  Object.fromEntries(Object.entries(windowsFiles()).filter(([path]) => !paths.includes(path)));
const service = (name: string, key: object): Files => windowsFiles({ services: { ...goodServices, [name]: key } });

test('a server fit for ECS fails no check, and every check has an answer', async () => {
  const checks = await check(await read());
  expect(checks.filter(({ severity }) => severity !== 'none')).toEqual([]);
  expect(checks.map(({ rule }) => rule).sort()).toEqual(windowsChecks.map(({ rule }) => rule).sort());
});

test('the facts of a server are told', async () => {
  expect(await windowsFacts(await read())).toMatchObject({
    osType: 'windows',
    distribution: 'Windows Server 2016 Standard',
    version: '2016',
    edition: 'ServerStandard',
    architecture: 'x86_64',
    kernel: '10.0.14393',
    bootMode: 'BIOS',
    hostName: 'WIN-1',
    bootDrivers: ['viostor', 'stornvme'],
  });
});

test('2003 starts by ntldr, and Windows 11 is told by its build', async () => {
  const files = windowsFiles({ product: 'Microsoft Windows Server 2003 R2', ntVersion: '5.2', build: '3790' });
  const started = {
    '/ntldr': Buffer.alloc(8),
    '/NTDETECT.COM': Buffer.alloc(8),
    '/boot.ini': Buffer.from('[boot loader]'),
  };
  const without = Object.fromEntries(
    Object.entries(files).filter(([path]) => path !== '/bootmgr' && path !== '/Boot/BCD'),
  );
  const severities = async (all: Files) =>
    (await check(await read(all)))
      .filter(({ rule }) => rule === 'windows.bootmgr' || rule === 'windows.bcd')
      .map(({ severity }) => severity);
  expect(await severities({ ...without, ...started })).toEqual(['none', 'none']);
  expect(await severities(without)).toEqual(['strong', 'strong']);
  const eleven = await read(windowsFiles({ product: 'Windows 10 Home', build: '22631' }));
  expect(await windowsFacts(eleven)).toMatchObject({ distribution: 'Windows 11 Home', version: '11' });
});

const classKey = '{4d36e967-e325-11ce-bfc1-08002be10318}';
const filters = { Class: { keys: { [classKey]: { values: { UpperFilters: ['partmgr', 'gonefilter'] } } } } };
const firewallWith = (rules: readonly string[]): HiveTree => ({
  keys: {
    Parameters: {
      keys: {
        FirewallPolicy: {
          keys: {
            StandardProfile: { values: { EnableFirewall: 1 } },
            FirewallRules: { values: Object.fromEntries(rules.map((rule, n) => [`{rule-${n}}`, rule])) },
          },
        },
      },
    },
  },
});
const remoteDesktop = (active: string): string =>
  `v2.24|Action=Allow|Active=${active}|Dir=In|Protocol=6|LPort=3389|App=System|Name=x|`;
const block = (more: string): string => `v2.24|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=3389|Name=y|${more}`;
const overridden = (start: number, override: number): HiveTree => ({
  values: { Start: start },
  keys: { StartOverride: { values: { 0: override } } },
});
const filtersOf = (id: string, name: string) => ({ Class: { keys: { [id]: { values: { UpperFilters: [name] } } } } });
const terminalPolicy = (denied: number): HiveTree => ({
  keys: {
    Policies: {
      keys: {
        Microsoft: {
          keys: { 'Windows NT': { keys: { 'Terminal Services': { values: { fDenyTSConnections: denied } } } } },
        },
      },
    },
  },
});
const policies: HiveTree = {
  keys: {
    Microsoft: {
      keys: {
        Windows: {
          keys: {
            CurrentVersion: { keys: { Policies: { keys: { System: { values: { EnableLUA: 1 } } } } } },
          },
        },
      },
    },
  },
};
const addressOf = (values: HiveTree['values']): HiveTree => ({
  keys: {
    Parameters: {
      keys: { Interfaces: { keys: { '{0f3c6d1e-0000-4a9e-8d15-000000000001}': { values: values! } } } },
    },
  },
});
const critical = {
  CriticalDeviceDatabase: { keys: { 'pci#ven_1af4&dev_1001': { values: { Service: 'viostor' } } } },
};

it.each<[GuestRule, GuestGroup, Files, Partial<FileSystem>?]>([
  ['windows.storage-driver', 'strong', windowsFiles({ services: {} })],
  ['windows.storage-driver', 'strong', service('viostor', { values: { Start: 3 } })],
  ['windows.storage-driver', 'strong', windowsFiles({ devices: [] })],
  ['windows.storage-driver', 'strong', less('/Windows/System32/drivers/viostor.sys')],
  ['windows.storage-driver', 'none', windowsFiles({ devices: [], control: critical })],
  ['windows.network-driver', 'strong', less('/Windows/System32/drivers/netkvm.sys')],
  ['windows.bootmgr', 'strong', less('/bootmgr')],
  ['windows.bcd', 'strong', less('/Boot/BCD')],
  ['windows.bcd', 'strong', windowsFiles({ bootOffset: 4_096 })],
  ['windows.registry', 'strong', { ...windowsFiles(), '/Windows/System32/config/SOFTWARE': Buffer.alloc(9_000) }],
  ['windows.dirty', 'recommended', windowsFiles(), { clean: false }],
  ['windows.hibernated', 'strong', { ...windowsFiles(), '/hiberfil.sys': Buffer.from('HIBR') }],
  ['windows.disk-filters', 'strong', windowsFiles({ control: filters })],
  ['windows.sysprep', 'strong', windowsFiles({ setup: { values: { SetupType: 2, SystemSetupInProgress: 1 } } })],
  ['windows.update', 'recommended', { ...windowsFiles(), '/Windows/WinSxS/pending.xml': Buffer.from('<x/>') }],
  ['windows.update', 'recommended', windowsFiles({ software: servicing({ RebootPending: {} }) })],
  [
    'windows.hotfix',
    'recommended',
    windowsFiles({
      software: servicing({
        Packages: { keys: { 'Package_for_KB5009624~31bf3856ad364e35~amd64~~6.3.1.8': {} } },
      }),
    }),
  ],
  ['windows.hotfix', 'recommended', windowsFiles({ ntVersion: '6.1', software: servicing({ Packages: {} }) })],
  [
    'windows.xen',
    'strong',
    service('XenPCI', { keys: { Parameters: { values: { hide_devices: ['PCI\\VEN_1AF4'] } } } }),
  ],
  [
    'windows.device-install',
    'strong',
    service('DeviceInstall', { keys: { Parameters: { values: { DeviceInstallDisabled: 1 } } } }),
  ],
  ['windows.rdp', 'strong', windowsFiles({ control: { 'Terminal Server': { values: { fDenyTSConnections: 1 } } } })],
  ['windows.cloud-assistant', 'recommended', less('/ProgramData/aliyun/assist')],
  ['windows.supported', 'recommended', windowsFiles({ product: 'Windows Server 2008 Standard' })],
  ['windows.other-platform', 'recommended', service('VMTools', { values: { Start: 2 } })],
  ['windows.other-platform', 'recommended', service('prl_tools', { values: { Start: 2 } })],
  ['windows.other-platform', 'none', service('VBoxService', { values: { Start: 4 } })],
  ['windows.other-cloud', 'recommended', service('AmazonSSMAgent', { values: { Start: 2 } })],
  ['windows.qemu-ga', 'recommended', service('QEMU-GA', { values: { Start: 2 } })],
  ['windows.antivirus', 'recommended', service('McShield', { values: { Start: 2 } })],
  ['windows.firewall', 'strong', service('SharedAccess', firewallWith([]))],
  ['windows.firewall', 'strong', service('SharedAccess', firewallWith([remoteDesktop('FALSE')]))],
  ['windows.firewall', 'none', service('SharedAccess', firewallWith([remoteDesktop('TRUE')]))],
  ['windows.uac', 'recommended', windowsFiles({ software: policies })],
  ['windows.drive-letters', 'strong', windowsFiles({ letterC: letterOf(4_096) })],
  [
    'windows.drive-letters',
    'strong',
    windowsFiles({ letterC: Buffer.concat([Buffer.from('DMIO:ID:'), Buffer.alloc(16)]) }),
  ],
  ['windows.nvme', 'recommended', service('stornvme', { values: { Start: 3 } })],
  ['windows.nvme', 'recommended', less('/Windows/System32/drivers/stornvme.sys')],
  ['windows.scsi-driver', 'recommended', service('vioscsi', { values: { Start: 0 } })],
  [
    'windows.scsi-driver',
    'recommended',
    {
      ...service('vioscsi', { values: { Start: 3 } }),
      '/Windows/System32/drivers/vioscsi.sys': Buffer.alloc(8),
    },
  ],
  [
    'windows.scsi-driver',
    'none',
    {
      ...service('vioscsi', { values: { Start: 0 } }),
      '/Windows/System32/drivers/vioscsi.sys': Buffer.alloc(8),
    },
  ],
  ['windows.fixed-address', 'strong', service('Tcpip', addressOf({ EnableDHCP: 0, IPAddress: ['10.0.0.5'] }))],
  ['windows.fixed-address', 'none', service('Tcpip', addressOf({ EnableDHCP: 1 }))],
  [
    'windows.secure-boot',
    'recommended',
    windowsFiles({ control: { SecureBoot: { keys: { State: { values: { UEFISecureBootEnabled: 1 } } } } } }),
  ],
  ['windows.free-space', 'recommended', windowsFiles(), { freeBytes: 2 ** 20 }],
  [
    'windows.hotfix',
    'recommended',
    windowsFiles({
      software: servicing({
        Packages: { keys: { 'Package_for_RollupFix~31bf3856ad364e35~amd64~~14393.4886.1.6': {} } },
      }),
    }),
  ],
  ['windows.supported', 'recommended', windowsFiles({ product: 'Windows 10 Pro' })],
  ['windows.storage-driver', 'strong', service('viostor', overridden(0, 3))],
  ['windows.storage-driver', 'none', service('viostor', overridden(3, 0))],
  ['windows.nvme', 'recommended', service('stornvme', overridden(0, 3))],
  ['windows.network-driver', 'strong', service('netkvm', overridden(3, 4))],
  ['windows.rdp', 'strong', service('TermService', { values: { Start: 4 } })],
  ['windows.rdp', 'none', service('TermService', { values: { Start: 3 } })],
  ['windows.rdp', 'strong', windowsFiles({ software: terminalPolicy(1) })],
  ['windows.rdp', 'none', windowsFiles({ software: terminalPolicy(0) })],
  ['windows.dhcp', 'strong', service('Dhcp', { values: { Start: 4 } })],
  ['windows.dhcp', 'none', service('Dhcp', { values: { Start: 2 } })],
  ['windows.safe-mode', 'strong', windowsFiles({ safeBoot: 0 })],
  ['windows.xen', 'strong', windowsFiles({ control: filtersOf('{4d36e97d-e325-11ce-bfc1-08002be10318}', 'xenfilt') })],
  [
    'windows.disk-filters',
    'strong',
    windowsFiles({ control: filtersOf('{71a27cdd-812a-11d0-bec7-08002be2092f}', 'gone') }),
  ],
  ...[
    ['strong', `${remoteDesktop('TRUE')}`, block('')],
    ['none', `${remoteDesktop('TRUE')}`, block('RA4=203.0.113.7|')],
    ['none', `${remoteDesktop('TRUE')}`, block('App=C:\\tool.exe|')],
    ['strong', `${remoteDesktop('TRUE')}Profile=Domain|`, ''],
    ['none', `${remoteDesktop('TRUE')}Profile=Private|Profile=Public|`, ''],
    ['recommended', `${remoteDesktop('TRUE')}RA4=198.51.100.0/255.255.255.0|`, ''],
    ['none', remoteDesktop('TRUE').replace('LPort=3389', 'LPort2_10=3000-4000'), ''],
    ['strong', remoteDesktop('TRUE').replace('3389', '8080'), ''],
    ['strong', remoteDesktop('TRUE').replace('Protocol=6', 'Protocol=17'), ''],
  ].map(([severity, ...rules]): [GuestRule, GuestGroup, Files] => [
    'windows.firewall',
    severity as GuestGroup,
    service('SharedAccess', firewallWith(rules)),
  ]),
])('%s: %s (%#)', async (rule, severity, files, facts) => {
  const checks = await check(await read(files, facts));
  expect(checks.find((check) => check.rule === rule)).toMatchObject({ severity });
});

test('drivers that are read-only are named', async () => {
  const guest = await read();
  const locked: FileSystem = {
    ...guest.root.files,
    stat: async (path, options) => ({
      ...(await guest.root.files.stat(path, options)),
      attributes: path.endsWith('viostor.sys') ? ['read-only'] : [],
    }),
  };
  const root = { ...guest.root, files: locked };
  const again = await readWindows(root, [root], { volumes: [root.volume], tables, complete: true }, [], signal);
  const found = (await check(again)).find(({ rule }) => rule === 'windows.read-only-drivers');
  expect(found).toMatchObject({
    severity: 'recommended',
    evidence: { what: ['/Windows/System32/drivers/viostor.sys'] },
  });
});

test('UEFI that knows no boot entry finds Windows only by the fallback path', async () => {
  const root = volumeWith(windowsFiles());
  const esp = (files: Files) => {
    const made = volumeWith(files, { kind: 'fat' });
    if (made.volume.place.kind !== 'partition') throw new Error('a partition was made');
    const partition = { ...made.volume.place.partition, number: 2, startBytes: 4_096, type: 'EFI system' };
    return { ...made, volume: { ...made.volume, name: 'esp', place: { ...made.volume.place, partition } } };
  };
  const severity = async (files: Files) => {
    const all = [root, esp(files)];
    const volumes = all.map(({ volume }) => volume);
    const guest = await readWindows(root, all, { volumes, tables, complete: true }, [], signal);
    const only = { ...guest, bootManagers: guest.bootManagers.filter(({ mode }) => mode === 'UEFI') };
    return (await check(only)).find(({ rule }) => rule === 'windows.efi-fallback')?.severity;
  };
  const loader = '/EFI/Microsoft/Boot/bootmgfw.efi';
  expect(await severity({ [loader]: Buffer.alloc(8) })).toBe('strong');
  expect(await severity({ [loader]: Buffer.alloc(8), '/EFI/BOOT/BOOTX64.EFI': Buffer.alloc(8) })).toBe('none');
});
