/** Every check of Windows: a server fit for ECS fails none, and each way to spoil it is found by the check it belongs to. */
import { expect, it, test } from 'vitest';
import type { GuestCheck, GuestGroup, GuestRule } from '../../../../contract/guest.ts';
import { diskSignature, type Files, goodServices, servicing, volumeWith, windowsFiles } from '../../../../build/test-guests/servers.ts'; // prettier-ignore
import type { FileSystem } from '../file-system.ts';
import { windowsFacts } from '../facts/windows-facts.ts';
import { readWindows, type WindowsGuest } from '../facts/windows.ts';
import { runChecks } from './run-checks.ts';
import { windowsChecks } from './windows-checks.ts';

const { signal } = new AbortController();
const check = async (guest: WindowsGuest): Promise<GuestCheck[]> =>
  (await runChecks(guest, windowsChecks, { signal, limit: signal })).checks;
const tables = [{ kind: 'mbr' as const, diskId: diskSignature.toString(16), partitions: [] }];

async function read(files: Files = windowsFiles(), facts: Partial<FileSystem> = {}) {
  const root = volumeWith(files, facts);
  return readWindows(root, [root], { volumes: [root.volume], tables, complete: true }, [], signal);
}

const less = (...paths: readonly string[]): Files =>
  Object.fromEntries(Object.entries(windowsFiles()).filter(([path]) => !paths.includes(path)));
const service = (name: string, key: object): Files =>
  windowsFiles({ services: { ...goodServices, [name]: key } });

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
    bootDrivers: ['viostor'],
  });
});

const classKey = '{4d36e967-e325-11ce-bfc1-08002be10318}';
const filters = { Class: { keys: { [classKey]: { values: { UpperFilters: ['partmgr', 'gonefilter'] } } } } };
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
  [
    'windows.registry',
    'strong',
    { ...windowsFiles(), '/Windows/System32/config/SOFTWARE': Buffer.alloc(9_000) },
  ],
  ['windows.dirty', 'recommended', windowsFiles(), { clean: false }],
  ['windows.hibernated', 'strong', { ...windowsFiles(), '/hiberfil.sys': Buffer.from('HIBR') }],
  ['windows.disk-filters', 'strong', windowsFiles({ control: filters })],
  [
    'windows.sysprep',
    'strong',
    windowsFiles({ setup: { values: { SetupType: 2, SystemSetupInProgress: 1 } } }),
  ],
  [
    'windows.update',
    'recommended',
    { ...windowsFiles(), '/Windows/WinSxS/pending.xml': Buffer.from('<x/>') },
  ],
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
  [
    'windows.hotfix',
    'recommended',
    windowsFiles({ ntVersion: '6.1', software: servicing({ Packages: {} }) }),
  ],
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
  [
    'windows.rdp',
    'recommended',
    windowsFiles({ control: { 'Terminal Server': { values: { fDenyTSConnections: 1 } } } }),
  ],
  ['windows.cloud-assistant', 'recommended', less('/ProgramData/aliyun/assist')],
  ['windows.supported', 'recommended', windowsFiles({ product: 'Windows Server 2008 Standard' })],
  ['windows.other-platform', 'recommended', service('VMTools', { values: { Start: 2 } })],
])('%s: %s', async (rule, severity, files, facts) => {
  const checks = await check(await read(files, facts));
  expect(checks.find((check) => check.rule === rule)).toMatchObject({ severity });
});
