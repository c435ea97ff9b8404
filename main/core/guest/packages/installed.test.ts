/** Which data base of a guest is read, and when what it says may be old. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { memoryFiles } from '../../../../build/test-guests/memory-files.ts';
import { writeRpmNdb, writeRpmSqlite } from '../../../../build/test-guests/rpm-databases.ts';
import { treeOf } from '../../../../build/test-guests/tree.ts';
import { isGuestError } from '../damage.ts';
import { readInstalled } from './installed.ts';

const bash = { name: 'bash', version: '5.1', release: '2' };
let folder = '';
let sqlite: Buffer;
let ndb: Buffer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'installed-'));
  await writeRpmSqlite(join(folder, 'sqlite'), [bash]);
  await writeRpmNdb(join(folder, 'ndb'), [bash]);
  sqlite = await readFile(join(folder, 'sqlite'));
  ndb = await readFile(join(folder, 'ndb'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('reads SUSE and Red Hat where they keep it, through the links they have', async () => {
  const suse = memoryFiles(
    treeOf({
      '/usr/lib/sysimage/rpm/Packages.db': ndb,
      '/var/lib/rpm': { link: '../../usr/lib/sysimage/rpm' },
    }),
  );
  expect(await readInstalled(suse)).toEqual({
    manager: 'rpm',
    path: '/usr/lib/sysimage/rpm/Packages.db',
    packages: [{ name: 'bash', version: '5.1-2', architecture: 'x86_64' }],
    mayBeStale: false,
  });
  const rocky = memoryFiles(
    treeOf({ '/var/lib/rpm/rpmdb.sqlite': sqlite, '/var/lib/rpm/rpmdb.sqlite-wal': Buffer.alloc(100) }),
  );
  expect(await readInstalled(rocky)).toMatchObject({ path: '/var/lib/rpm/rpmdb.sqlite', mayBeStale: true });
});

it('reads dpkg, finds nothing where there is nothing, and says when one is damaged', async () => {
  const status = Buffer.from('Package: ssh\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n');
  const debian = await readInstalled(memoryFiles(treeOf({ '/var/lib/dpkg/status': status })));
  expect(debian?.packages).toEqual([{ name: 'ssh', version: '1', architecture: 'all' }]);
  expect(await readInstalled(memoryFiles(treeOf({ '/etc/hostname': Buffer.from('x') })))).toBeUndefined();
  const damaged = memoryFiles(treeOf({ '/var/lib/rpm/Packages': Buffer.alloc(8_192) }));
  await expect(readInstalled(damaged)).rejects.toSatisfy((error) => isGuestError(error, 'damaged'));
});
