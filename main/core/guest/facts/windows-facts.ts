/** What is told of a Windows guest, out of its hives. */
import type { GuestFacts } from '../../../../contract/guest.ts';
import { defined } from './linux-facts.ts';
import { windowsNetwork } from './windows-network.ts';
import { softwareText, systemNumber, systemText, type WindowsGuest } from './windows.ts';

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
  const productName = await named('ProductName');
  const version = await named('CurrentVersion');
  const processor = await systemText(guest, 'Control\\Session Manager\\Environment', 'PROCESSOR_ARCHITECTURE');
  const modes = new Set(guest.bootManagers.map(({ mode }) => mode));
  const [mode] = modes;
  const { files, volume } = guest.root;
  const bootDrivers: string[] = [];
  for (const name of drivers) {
    if ((await systemNumber(guest, `Services\\${name}`, 'Start')) === 0) bootDrivers.push(name);
  }
  const major = Number(build) >= 10_240 ? '10.0' : version;
  return {
    osType: 'windows',
    ...defined({
      distribution: productName,
      version: productName === undefined ? undefined : /\b(\d{4}(?: R2)?)\b/.exec(productName)?.[1],
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
