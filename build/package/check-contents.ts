/** What has to be in an unpacked program of either system, and what must not. */
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { changedIn, programs } from '../qemu/outputs.ts';
import { root } from '../setup.mjs';
import type { Findings } from './findings.ts';
import { readAsar } from './read-asar.ts';
import { integrityOf, readFuses, versionString, type Fuses } from './read-program.ts';

const wantedFuses: Fuses = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
};
const inBundle = ['dist/main/electron.js', 'dist/main/core-process.js', 'dist/preload/index.cjs', 'dist/renderer/index.html', 'package.json']; // prettier-ignore

export async function checkContents(
  findings: Findings,
  system: 'windows' | 'linux',
  folder: string,
  program: string,
): Promise<void> {
  const resources = join(folder, 'resources');
  const { names, headerSha256 } = await readAsar(join(resources, 'app.asar'));
  const foreign = names.filter((name) => !/^(dist\/|package\.json$)/.test(name) || /\.map$|node_modules/.test(name));
  const missing = inBundle.filter((name) => !names.includes(name));
  const size = (await stat(join(resources, 'app.asar'))).size;
  findings.check(`${system}: only the bundle is inside`, `${names.length} files, ${(size / 1e6).toFixed(1)} MB`, [
    ...foreign.map((name) => `${name} does not belong there`),
    ...missing.map((name) => `${name} is missing`),
  ]);
  const qemu = join(resources, 'qemu');
  const wrong = changedIn(qemu);
  const lacking = [...programs(system), 'SOURCES.txt', 'licences/qemu/COPYING.txt'].filter(
    (name) => !existsSync(join(qemu, name)),
  );
  findings.check(`${system}: qemu programs, their licences and the offer of sources`, programs(system).join(', '), [
    ...wrong.map((name) => `${name} is not what was built`),
    ...lacking.map((name) => `${name} is missing`),
  ]);
  const notices = join(resources, 'licences', 'THIRD-PARTY-NOTICES.txt');
  const told = existsSync(notices) ? (await readFile(notices, 'utf8')).split('='.repeat(100)).length - 1 : 0;
  findings.check(`${system}: notices of bundled packages`, `${told} packages`, told > 100 ? [] : [`only ${told}`]);
  const locales = (await readdir(join(folder, 'locales'))).sort().join(', ');
  findings.check(`${system}: languages of Chromium`, locales, locales === 'en-US.pak, zh-CN.pak' ? [] : [locales]);
  const bytes = await readFile(join(folder, program));
  const fuses = readFuses(bytes);
  const unlike = Object.entries(wantedFuses).filter(([name, wanted]) => fuses[name as keyof Fuses] !== wanted);
  findings.check(
    `${system}: fuses`,
    'as electron-builder.yml asks',
    unlike.map(([name, wanted]) => `${name} should be ${String(wanted)}`),
  );
  if (system === 'windows') await checkResources(findings, bytes, headerSha256);
}

async function checkResources(findings: Findings, program: Buffer, headerSha256: string): Promise<void> {
  const about = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    productName: string;
    version: string;
  };
  const wanted = {
    ProductName: about.productName,
    FileDescription: about.productName,
    ProductVersion: `${about.version}.0`,
  };
  findings.check(
    'windows: version strings',
    Object.values(wanted).join(', '),
    Object.entries(wanted)
      .map(([name, value]) => [name, value, versionString(program, name)] as const)
      .filter(([, value, found]) => value !== found)
      .map(([name, value, found]) => `${name} is ${String(found)} where ${value} should be`),
  );
  const icons = join(root, '.cache', 'package', 'icons');
  const drawn = ['16x16.png', '32x32.png', '48x48.png', '256x256.png'];
  const absent: string[] = [];
  for (const name of drawn) if (!program.includes(await readFile(join(icons, name)))) absent.push(name);
  findings.check(
    'windows: icon',
    `${drawn.length} of its sizes found`,
    absent.map((name) => `${name} is not inside`),
  );
  findings.check(
    'windows: integrity of the archive',
    headerSha256.slice(0, 16),
    integrityOf(program) === headerSha256 ? [] : ['the digest in the program is not that of the archive'],
  );
}
