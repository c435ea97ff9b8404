/** The sources of a build out of a small archive with keys of its own: what is taken, what is refused, and what is told then. */
import { existsSync } from 'node:fs';
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { FakeArchive, filesOf } from './fake-archive.ts';
import { readLock } from './lock.ts';
import { moves, type SourceOptions, takeSources } from './sources.ts';

const lacking = ['/usr/lib/apt/apt-helper', '/usr/bin/gpg', '/usr/bin/gpgv'].filter((path) => !existsSync(path));
const there = test.skipIf(lacking.length > 0);

let archive: FakeArchive;
let options: SourceOptions;
beforeAll(async () => {
  if (lacking.length === 0) archive = new FakeArchive(await mkdtemp(join(tmpdir(), 'archive-')));
});
afterAll(async () => {
  if (lacking.length > 0) return;
  archive.close();
  await rm(archive.folder, { recursive: true });
});
beforeEach(async () => {
  if (lacking.length > 0) return;
  const work = join(archive.folder, 'work');
  await rm(work, { recursive: true, force: true });
  await mkdir(work);
  options = {
    wanted: [{ name: 'demo', upstream: '1.2+ds' }],
    lockFile: join(work, 'lock.json'),
    sourcesFolder: join(work, 'sources'),
    mirrors: archive.mirrors,
    keys: archive.keys,
    folder: join(work, 'apt'),
  };
  await writeFile(options.lockFile, '[]\n');
});

const lockedVersion = (): string | undefined => readLock(options.lockFile)[0]?.version;
const had = async (): Promise<string[]> => (await readdir(options.sourcesFolder)).sort();
/** What a person reads, without what differs from machine to machine. */
const told = async (): Promise<string> => {
  const text = await takeSources(options).then(
    () => 'nothing refused',
    (error: unknown) => (error instanceof Error ? error.message : ''),
  );
  return text.replaceAll(archive.folder, 'ARCHIVE').replaceAll(/[0-9a-f]{64}/g, 'SUM');
};
async function lock(version: string): Promise<string> {
  archive.publish([version]);
  await takeSources(options);
  expect(lockedVersion()).toBe(version);
  await rm(options.sourcesFolder, { recursive: true });
  return readFile(options.lockFile, 'utf8');
}

there(
  'without a lock the newest revision is taken, of the wanted upstream version, whichever suite has it',
  async () => {
    archive.publish(['1:1.2+ds-9', '1:1.2+ds-10', '1:1.3+ds-1'], { security: ['1:1.2+ds-10+deb13u1'] });
    await takeSources(options);
    expect(lockedVersion()).toBe('1:1.2+ds-10+deb13u1');
    expect(await had()).toEqual(Object.keys(filesOf('1:1.2+ds-10+deb13u1')).sort());
    for (const [file, text] of Object.entries(filesOf('1:1.2+ds-10+deb13u1')))
      expect(await readFile(join(options.sourcesFolder, file), 'utf8')).toBe(text);
  },
);

there('the locked revision is taken while it can be had, and a newer one only when asked for', async () => {
  const before = await lock('1.2+ds-1');
  archive.publish(['1.2+ds-1', '1.2+ds-2']);
  await takeSources(options);
  expect(await readFile(options.lockFile, 'utf8')).toBe(before);
  expect(await had()).toContain('demo_1.2+ds-1.dsc');
  expect(await moves(options)).toEqual(['demo 1.2+ds-2, the lock had 1.2+ds-1']);
  await takeSources({ ...options, raise: true });
  expect(lockedVersion()).toBe('1.2+ds-2');
  expect(await moves(options)).toEqual([]);
});

there('a revision that has left the lists is still taken from where its files are', async () => {
  const before = await lock('1.2+ds-1');
  const pool = join(archive.folder, 'debian', 'pool');
  await cp(pool, join(archive.folder, 'old'), { recursive: true });
  archive.publish(['1.2+ds-2']);
  await cp(join(archive.folder, 'old'), pool, { recursive: true });
  await takeSources(options);
  expect(await readFile(options.lockFile, 'utf8')).toBe(before);
});

there.each(['a folder', 'an address'])('the locked revision is gone, but kept at %s', async (kind) => {
  const before = await lock('1.2+ds-1');
  const kept = join(archive.folder, 'work', '旧的 100%');
  await mkdir(kept);
  for (const [file, text] of Object.entries(filesOf('1.2+ds-1'))) await writeFile(join(kept, file), text);
  archive.publish(['1.2+ds-2']);
  const server = await serve(kept);
  try {
    const { port } = server.address() as AddressInfo;
    await takeSources({
      ...options,
      kept: kind === 'a folder' ? kept : `http://127.0.0.1:${port}/some/place/`,
    });
  } finally {
    server.close();
  }
  expect(await readFile(options.lockFile, 'utf8')).toBe(before);
  expect(await had()).toContain('demo_1.2+ds-1.dsc');
});

function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    readFile(join(folder, basename(decodeURIComponent(request.url ?? '')))).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  return new Promise((done) =>
    server.listen(0, '127.0.0.1', () => {
      done(server);
    }),
  );
}

there('the locked revision is gone for good: the newest is taken, and the lock says so', async () => {
  await lock('1.2+ds-1');
  archive.publish(['1.2+ds-2']);
  await takeSources(options);
  expect(lockedVersion()).toBe('1.2+ds-2');
});

there('another upstream version is refused, and the lock stays', async () => {
  const before = await lock('1.2+ds-1');
  archive.publish(['2:1.3+ds-1']);
  expect(await told()).toMatchInlineSnapshot(`
    "demo 1.2+ds-1 could not be had:
      demo_1.2+ds-1.dsc
        copy:ARCHIVE/debian/pool/main/d/demo/demo_1.2%2Bds-1.dsc: Failed to stat - stat (2: No such file or directory)
        copy:ARCHIVE/debian-security/pool/updates/main/d/demo/demo_1.2%2Bds-1.dsc: Failed to stat - stat (2: No such file or directory)
      demo_1.2+ds.orig.tar.gz
        copy:ARCHIVE/debian/pool/main/d/demo/demo_1.2%2Bds.orig.tar.gz: Failed to stat - stat (2: No such file or directory)
        copy:ARCHIVE/debian-security/pool/updates/main/d/demo/demo_1.2%2Bds.orig.tar.gz: Failed to stat - stat (2: No such file or directory)
      demo_1.2+ds-1.debian.tar.xz
        copy:ARCHIVE/debian/pool/main/d/demo/demo_1.2%2Bds-1.debian.tar.xz: Failed to stat - stat (2: No such file or directory)
        copy:ARCHIVE/debian-security/pool/updates/main/d/demo/demo_1.2%2Bds-1.debian.tar.xz: Failed to stat - stat (2: No such file or directory)
    demo: the archive has 2:1.3+ds-1, and this build is made for version 1.2+ds: another one is not taken unseen.
      To move to it: set "upstream" of demo in build/qemu/packages.json to "1.3+ds", run "npm run build:qemu", and see that "npm run package:check" stays green.
    Next: name another mirror in /etc/apt, or give the files of an earlier build (qemu-sources.tar of a release, unpacked) by "npm run build:qemu -- --sources PLACE", where PLACE is a folder or an address."
  `);
  expect(await readFile(options.lockFile, 'utf8')).toBe(before);
  expect(await moves(options)).toHaveLength(1);
});

there('a changed file is refused by name', async () => {
  archive.publish(['1.2+ds-1']);
  await appendFile(join(archive.folder, 'debian/pool/main/d/demo/demo_1.2+ds.orig.tar.gz'), 'more');
  expect(await told()).toMatchInlineSnapshot(`
    "demo 1.2+ds-1 could not be had:
      demo_1.2+ds.orig.tar.gz
        copy:ARCHIVE/debian/pool/main/d/demo/demo_1.2%2Bds.orig.tar.gz: the file there is another one (its SHA-256 is not SUM)
        copy:ARCHIVE/debian-security/pool/updates/main/d/demo/demo_1.2%2Bds.orig.tar.gz: Failed to stat - stat (2: No such file or directory)
    Next: name another mirror in /etc/apt, or give the files of an earlier build (qemu-sources.tar of a release, unpacked) by "npm run build:qemu -- --sources PLACE", where PLACE is a folder or an address."
  `);
  expect(await had()).not.toContain('demo_1.2+ds.orig.tar.gz');
  expect(lockedVersion()).toBeUndefined();
});

there('a changed list is refused', async () => {
  archive.publish(['1.2+ds-1']);
  await appendFile(join(archive.folder, 'debian/dists/trixie/main/source/Sources'), '\n');
  expect((await told()).replaceAll(/^ {2}.*\n/gm, '')).toMatchInlineSnapshot(`
    "A list of packages at copy:ARCHIVE/debian is not the one the archive signed, so nothing was taken from it:
    Next: a mirror in the middle of an update is well again within the hour; if it stays, name another one in /etc/apt."
  `);
  expect(await had()).toEqual([]);
});

there.each(['other', 'expired', 'none'])(
  'an archive signed by a key that does not count is refused: %s',
  async (key) => {
    archive.publish(['1.2+ds-1'], { key });
    expect((await told()).replaceAll(/^ {2}.*\n/gm, '')).toMatchInlineSnapshot(`
      "The archive at copy:ARCHIVE/debian is not signed by a key of ARCHIVE/keys.gpg, so nothing was taken from it:
      Next: "apt-get update && apt-get install debian-archive-keyring" brings Debian's present keys. If it stays, name another mirror in /etc/apt."
    `);
    expect(await had()).toEqual([]);
  },
);

there('an archive that cannot be reached is told as that', async () => {
  await lock('1.2+ds-1');
  archive.publish([]);
  await rm(join(archive.folder, 'debian'), { recursive: true });
  expect((await told()).replaceAll(/^ {2}.*\n/gm, '')).toMatchInlineSnapshot(`
    "demo 1.2+ds-1 could not be had:
    The lists of packages could not be fetched from copy:ARCHIVE/debian:
    Next: see that this machine reaches its mirror ("apt-get update"), or give the locked sources with "npm run build:qemu -- --sources FOLDER"."
  `);
});
