/** What is told of a Windows guest, out of its hives. */
import type { GuestFacts } from '../../../../contract/guest.ts';
import { defined } from './linux-facts.ts';
import { windowsNetwork } from './windows-network.ts';
import { serviceStart, softwareText, systemText, type WindowsGuest } from './windows.ts';

const versionKey = 'Microsoft\\Windows NT\\CurrentVersion';
const architectures: Readonly<Record<string, NonNullable<GuestFacts['architecture']>>> = {
  AMD64: 'x86_64',
  x86: 'i386',
  ARM64: 'arm64',
};
const drivers = ['viostor', 'vioscsi', 'netkvm', 'stornvme'];

export async function windowsFacts(guest: WindowsGuest): Promise<GuestFacts> {
  const named = (name: string): Promise<string | undefined> => softwareText(guest, versionKey, name);
  const build = (await named('CurrentBuildNumber')) ?? (await named('CurrentBuild'));
  const productName = nameOf(await named('ProductName'), Number(build));
  const version = await named('CurrentVersion');
  const processor = await systemText(guest, 'Control\\Session Manager\\Environment', 'PROCESSOR_ARCHITECTURE');
  const modes = new Set(guest.bootManagers.map(({ mode }) => mode));
  const [mode] = modes;
  const { files, volume } = guest.root;
  const bootDrivers: string[] = [];
  for (const name of drivers) {
    if ((await serviceStart(guest, name)) === 0) bootDrivers.push(name);
  }
  const major = Number(build) >= 10_240 ? '10.0' : version;
  return {
    osType: 'windows',
    ...defined({
      distribution: productName,
      version: productName === undefined ? undefined : versionOf(productName, Number(build)),
      prettyName: productName,
      edition: await named('EditionID'),
      architecture: processor === undefined ? undefined : architectures[processor],
      kernel: major === undefined || build === undefined ? undefined : `${major}.${build}`,
      hostName: await systemText(guest, 'Control\\ComputerName\\ComputerName', 'ComputerName'),
    }),
    kernels: [],
    bootMode: modes.size === 1 && mode !== undefined ? mode : 'unknown',
    bootLoaders: guest.bootManagers.length > 0 ? ['bootmgr'] : [],
    root: {
      volume: volume.name,
      fileSystem: files.kind,
      totalBytes: files.totalBytes,
      ...defined({ freeBytes: files.freeBytes }),
    },
    networkCards: await windowsNetwork(guest),
    packages: {},
    bootDrivers,
  };
}

/** Windows 11 still calls itself 10 in its registry; it begins with build 22000. */
const nameOf = (name: string | undefined, build: number): string | undefined =>
  build >= 22_000 ? name?.replace(/^Windows 10\b/, 'Windows 11') : name;

/** Years of servers by build, for the releases whose names have none: https://learn.microsoft.com/windows-server/get-started/windows-server-release-info */
const years: Readonly<Record<number, string>> = {
  7601: '2008 R2', 9200: '2012', 9600: '2012 R2', 14393: '2016', 17763: '2019', 20348: '2022', 25398: '23H2', 26100: '2025',
}; // prettier-ignore

function versionOf(name: string, build: number): string | undefined {
  if (!/server/i.test(name)) return /Windows (\d+(?:\.\d)?|XP|Vista)\b/.exec(name)?.[1];
  return build === 25_398 ? '23H2' : (/\b(\d{4}(?: R2)?)\b/.exec(name)?.[1] ?? years[build]);
}
