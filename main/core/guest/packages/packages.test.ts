/** Installed packages of every data base, against rpm itself where it is; damaged ones are said to be damaged. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { damager, fuzzRuns, memoryVolume } from '../../../../build/test-guests/mutate.ts';
import { ask, hasTool } from '../../../../build/test-guests/oracle.ts';
import {
  berkeleyLoader,
  rpmHeader,
  versionOf,
  type WrittenPackage,
  writeRpmBerkeley,
  writeRpmNdb,
  writeRpmSqlite,
} from '../../../../build/test-guests/rpm-databases.ts';
import { isGuestError } from '../damage.ts';
import { readDpkgStatus } from './dpkg.ts';
import { readRpmDatabase } from './rpm.ts';

const written: WrittenPackage[] = [
  { name: 'kernel', version: '5.14.0', release: '427.el9', ballastBytes: 200_000 },
  { name: 'kernel', version: '5.14.0', release: '503.el9', ballastBytes: 5_000 },
  { name: 'grub2-pc', version: '2.06', release: '70.el9', epoch: 1, ballastBytes: 30_000 },
  { name: 'gpg-pubkey', version: '8483c65d', release: '5ccc5b19' },
  { name: 'cloud-init', version: '23.4', release: '7.el9', architecture: 'noarch', ballastBytes: 70_000 },
  ...Array.from({ length: 400 }, (_, n) => ({
    name: `package-${n}`,
    version: `${n}.0`,
    release: '1',
    ballastBytes: (n * 97) % 9_000,
  })),
];
const expected = written
  .filter(({ name }) => name !== 'gpg-pubkey')
  .map((each) => `${each.name} ${versionOf(each)} ${each.architecture ?? 'x86_64'}`)
  .sort();
const read = async (bytes: Buffer): Promise<string[]> =>
  (await readRpmDatabase(memoryVolume(bytes)))
    .map(({ name, version, architecture }) => `${name} ${version} ${architecture}`)
    .sort();

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packages-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('rpm data bases', () => {
  it.each([512, 4_096, 65_536])('reads SQLite with pages of %d bytes', async (pageBytes) => {
    const path = join(folder, `sqlite-${pageBytes}`);
    await writeRpmSqlite(path, written, pageBytes);
    expect(await read(await readFile(path))).toEqual(expected);
  });

  it('reads the data base of SUSE', async () => {
    const path = join(folder, 'ndb');
    await writeRpmNdb(path, written);
    expect(await read(await readFile(path))).toEqual(expected);
  });

  it.skipIf(!hasTool(berkeleyLoader)).each([
    { pageBytes: 4_096, isBigEndian: false },
    { pageBytes: 512, isBigEndian: false },
    { pageBytes: 65_536, isBigEndian: true },
  ])('reads Berkeley DB: %j', async (options) => {
    const path = join(folder, `berkeley-${options.pageBytes}`);
    await writeRpmBerkeley(path, written, options);
    expect(await read(await readFile(path))).toEqual(expected);
  });

  it('survives damage of each, never with a crash or a long search', async () => {
    const few = written.slice(2, 40);
    await writeRpmSqlite(join(folder, 'few'), few, 1_024);
    const originals = [await readFile(join(folder, 'few'))];
    await writeRpmNdb(join(folder, 'few'), few);
    originals.push(await readFile(join(folder, 'few')));
    if (hasTool(berkeleyLoader)) {
      await writeRpmBerkeley(join(folder, 'few'), few, { pageBytes: 1_024 });
      originals.push(await readFile(join(folder, 'few')));
    }
    let whole = 0;
    for (const original of originals) {
      const structures = Array.from({ length: original.length >> 10 }, (_, n) => ({
        at: n << 10,
        length: 32,
      }));
      const { damage } = damager(77, structures);
      for (let run = fuzzRuns(300); run > 0; run--) {
        try {
          await readRpmDatabase(memoryVolume(damage(original)));
          whole += 1;
        } catch (error) {
          if (!isGuestError(error)) throw error;
        }
      }
    }
    expect(whole).toBeGreaterThan(0);
  });

  it('calls anything else damaged', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(9_000), rpmHeader({ name: 'a', version: '1', release: '1' })]) {
      await expect(readRpmDatabase(memoryVolume(bytes))).rejects.toSatisfy((error) => isGuestError(error, 'damaged'));
    }
  });
});

describe.skipIf(!hasTool('rpm') || !hasTool('rpmbuild'))('against rpm', () => {
  const format = '%{name} %|EPOCH?{%{EPOCH}:}|%{version}-%{release} %{arch}\n';
  const listed = (backend: string, path: string): string[] =>
    ask('rpm', ['--dbpath', path, '--define', `_db_backend ${backend}`, '-qa', '--qf', format])
      .toString()
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('gpg-pubkey'))
      .sort();

  it('agrees on a data base that rpm wrote itself', async () => {
    const spec = join(folder, 'sample.spec');
    const lines = ['Name: sample', 'Version: 5.14.0', 'Release: 1.el9', 'Epoch: 2', 'Summary: s', 'License: x'];
    await writeFile(spec, [...lines, 'BuildArch: noarch', '%description', 'd', '%files', ''].join('\n'));
    ask('rpmbuild', ['-bb', '--quiet', '--define', `_topdir ${join(folder, 'top')}`, spec]);
    const path = join(folder, 'real');
    await mkdir(path);
    const built = join(folder, 'top/RPMS/noarch/sample-5.14.0-1.el9.noarch.rpm');
    const here = ['--dbpath', path, '--define', '_db_backend sqlite', '--force-debian'];
    ask('rpm', [...here, '-i', '--justdb', '--nodeps', built]);
    const found = await read(await readFile(join(path, 'rpmdb.sqlite')));
    expect(found).toEqual(['sample 2:5.14.0-1.el9 noarch']);
    expect(found).toEqual(listed('sqlite', path));
  });

  it.skipIf(!hasTool(berkeleyLoader))('agrees on a Berkeley data base', async () => {
    const path = join(folder, 'berkeley');
    await mkdir(path);
    await writeRpmBerkeley(join(path, 'Packages'), written);
    expect(await read(await readFile(join(path, 'Packages')))).toEqual(listed('bdb_ro', path));
  });
});

it('reads dpkg: what is installed, not what was', () => {
  const status = [
    'Package: linux-image-6.1.0-18-amd64\nStatus: install ok installed\nArchitecture: amd64\nVersion: 6.1.76-1',
    'Package: gone\nStatus: deinstall ok config-files\nVersion: 1',
    'Package: half\nStatus: install ok half-configured\nArchitecture: all\nVersion: 2:1.0\nDescription: x\n Package: fake\n .',
    'Version: 3\nStatus: install ok installed',
    '',
  ];
  expect(readDpkgStatus(status.join('\n\n'))).toEqual([
    { name: 'linux-image-6.1.0-18-amd64', version: '6.1.76-1', architecture: 'amd64' },
    { name: 'half', version: '2:1.0', architecture: 'all' },
  ]);
  expect(readDpkgStatus('')).toEqual([]);
});
