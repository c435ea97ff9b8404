/** Refuses a built program that needs anything the system does not have itself, or that tells where it was built. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { formats } from '../../main/core/disk/formats/formats.ts';
import { capture, Stop } from '../setup.mjs';
import type { System } from './outputs.ts';

/** Parts of every Windows 10 and later. */
const ofWindows = new Set(
  [
    ...['advapi32', 'bcrypt', 'crypt32', 'iphlpapi', 'kernel32', 'msvcrt', 'ncrypt', 'ole32', 'shell32'],
    ...['shlwapi', 'user32', 'winmm', 'ws2_32', 'dnsapi', 'api-ms-win-core-path-l1-1-0', 'api-ms-win-core-synch-l1-2-0'],
  ].map((name) => `${name}.dll`),
); // prettier-ignore
const drivers = formats.map(({ driver }) => driver);

/** `buildFolder`: what must not be found inside. */
export async function checkProgram(system: System, path: string, buildFolder: string): Promise<void> {
  const problems = [
    ...(await (system === 'windows' ? windowsProblems(path) : linuxProblems(path))),
    ...(readFileSync(path).includes(buildFolder) ? ['names the folder it was built in'] : []),
  ];
  if (problems.length > 0) throw new Stop(`${path}: ${problems.join('; ')}`);
}

async function windowsProblems(path: string): Promise<string[]> {
  const { output } = await capture('x86_64-w64-mingw32-objdump', ['-p', path]);
  const manifests = readFileSync(path, 'latin1').split('<activeCodePage').length - 1;
  return [
    ...foreignLibraries(output).map((name) => `needs ${name}, which is no part of Windows`),
    ...(output.includes('pei-x86-64') ? [] : ['is no program for 64-bit Windows']),
    ...(manifests === 1 ? [] : ['lacks its manifest']),
  ];
}

/** Out of what objdump says of a program. */
export const foreignLibraries = (objdump: string): string[] =>
  [...objdump.matchAll(/DLL Name: (\S+)/g)]
    .map(([, name = '']) => name.toLowerCase())
    .filter((name) => !ofWindows.has(name));

/** Out of what `qemu-img --help` says: they may stand behind the colon or, in newer ones, in a paragraph of their own. */
export const knownFormats = (help: string): ReadonlySet<string> =>
  new Set(/^Supported (?:image )?formats:\s*((?:.+\n?)*)/m.exec(help)?.[1]?.split(/\s+/));

async function linuxProblems(path: string): Promise<string[]> {
  const { output } = await capture('readelf', ['-l', path]);
  const help = (await capture(path, ['--help'])).output;
  const known = knownFormats(help);
  const missing = basename(path) === 'qemu-img' ? drivers.filter((driver) => !known.has(driver)) : [];
  return [
    ...(output.includes('INTERP') ? ['is not static'] : []),
    ...(missing.length === 0 ? [] : [`does not know ${missing.join(', ')}`]),
  ];
}
