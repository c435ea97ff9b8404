/** NTFS against the files that went in and against ntfs-3g's own tools; damaged volumes are said to be damaged. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fuzz, readImage, volumeOf } from '../../../../build/test-guests/fuzz.ts';
import { fuzzRuns } from '../../../../build/test-guests/mutate.ts';
import { makeNtfs, mountPoint } from '../../../../build/test-guests/ntfs.ts';
import { ask, hasTool } from '../../../../build/test-guests/oracle.ts';
import { combed, readTree, tortureTree, treeDifferences, treeOf } from '../../../../build/test-guests/tree.ts';
import { noise } from '../../../../build/test-disks.ts';
import { isGuestError } from '../damage.ts';
import { fileSource } from '../file-source.ts';
import type { FileSystem } from '../file-system.ts';
import { readHibernation } from './hibernation.ts';
import { openNtfs } from './ntfs.ts';

const MiB = 2 ** 20;
const canMake = hasTool('mkntfs') && hasTool('python3');

/** Text that compresses, noise that does not, and zeros, in turns of the compression's unit. */
const mixed = Buffer.concat(
  Array.from({ length: 24 }, (_, n) => {
    if (n % 3 === 0) return Buffer.from(`line ${n} of a log that repeats itself\n`.repeat(3_000)).subarray(0, 65_536);
    return n % 3 === 1 ? noise(65_536, n) : Buffer.alloc(65_536);
  }),
);
const tree = new Map([
  ...tortureTree({ names: 1_500, links: false }),
  ...treeOf({
    '/Windows/System32/config/SYSTEM': noise(300_000, 3),
    '/Windows/System32/drivers/viostor.sys': Buffer.from('driver'),
    '/compressed/mixed.log': mixed,
    '/compressed/short.txt': Buffer.from('short '.repeat(50)),
    '/compressed/text.log': Buffer.from('all work and no play\r\n'.repeat(9_999)),
    '/read-only.sys': Buffer.from('x'),
    '/links/relative': { link: '../Windows/System32' },
    '/links/absolute': { link: '/Windows' },
  }),
]);
const large = tree.get('/large.bin') as Buffer;
const special = ['/Mounted', '/compact.dll', '/Documents and Settings'];
const wof = Buffer.from('1700008010000000' + '01000000020000000100000000000000', 'hex');

describe.skipIf(!canMake)('reading NTFS', () => {
  let folder = '';
  const opened: { close(): Promise<void> }[] = [];
  const path = (name: string): string => join(folder, name);
  const open = async (name: string): Promise<FileSystem> => {
    const source = await fileSource(path(name));
    opened.push(source);
    return openNtfs(source);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ntfs-test-'));
    await makeNtfs({
      disk: path('main'),
      sizeBytes: 48 * MiB,
      label: 'System Größe',
      tree,
      compressed: ['/compressed'],
      attributes: { '/read-only.sys': 1 },
      reparse: {
        '/Documents and Settings/': mountPoint('\\??\\C:\\Windows'),
        '/Mounted/': mountPoint('\\??\\Volume{0f1e2d3c-aaaa-4bbb-8ccc-ddddeeeeffff}\\'),
        '/compact.dll': wof,
      },
    });
  });
  afterAll(async () => {
    for (const source of opened) await source.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('gives every file back to the byte: resident, sparse, in many runs, compressed, in large folders', async () => {
    const found = await readTree(await open('main'), [...special]);
    expect(treeDifferences(tree, found)).toEqual([]);
  });

  it('agrees with ntfscat and ntfsls', async () => {
    const files = await open('main');
    for (const name of ['/combed.bin', '/compressed/mixed.log', '/sizes/511', '/Übergrößenträger/名前 ファイル.txt']) {
      const theirs = ask('ntfscat', ['-f', path('main'), name]);
      expect((await files.read(name, { maxBytes: 2 ** 26 })).equals(theirs)).toBe(true);
    }
    const names: string[] = [];
    for await (const { name } of files.list('/many')) names.push(name);
    const theirs = ask('ntfsls', ['-f', '-p', '/many', path('main')])
      .toString()
      .split('\n');
    expect(names.toSorted()).toEqual(theirs.filter((name) => !['', '.', '..'].includes(name)).toSorted());
    expect(names).toHaveLength(1_500);
  });

  it('really has the hard cases: compressed clusters, runs in more than one record, a tree of names', () => {
    const info = (name: string): string => ask('ntfsinfo', ['-f', '-v', '-F', name, path('main')]).toString();
    expect(info('/compressed/mixed.log')).toMatch(/Compressed size/);
    expect(info('/combed.bin')).toMatch(/ATTRIBUTE_LIST/);
    expect(info('/many')).toMatch(/INDEX_ALLOCATION/);
  });

  it('finds names whatever their case, and only whole names', async () => {
    const files = await open('main');
    expect((await files.read('/WINDOWS/system32/CONFIG/system', { maxBytes: MiB })).length).toBe(300_000);
    expect(await files.stat('/übergrössenträger').catch((error: unknown) => error)).toSatisfy((error) =>
      isGuestError(error, 'not-found'),
    );
    expect((await files.stat('/ÜBERGRÖßENTRÄGER')).kind).toBe('directory');
    await expect(files.stat('/Window')).rejects.toSatisfy((error) => isGuestError(error, 'not-found'));
    expect((await files.readRange('/many/ENTRY-51/', 0, 9)).length).toBe(0);
    expect((await files.readRange('/large.bin', MiB, 5)).equals(large.subarray(MiB, MiB + 5))).toBe(true);
  });

  it('follows links and junctions within the volume, and says where it cannot', async () => {
    const files = await open('main');
    const driver = 'System32/drivers/viostor.sys';
    for (const start of ['/links/absolute', '/Documents and Settings']) {
      expect((await files.read(`${start}/${driver}`, { maxBytes: 100 })).toString()).toBe('driver');
    }
    expect((await files.stat('/Documents and Settings', { followLast: false })).kind).toBe('link');
    await expect(files.stat('/Mounted/x')).rejects.toSatisfy((error) => isGuestError(error, 'unsupported'));
    expect((await files.stat('/compact.dll')).attributes).toContain('compressed-wof');
    await expect(files.read('/compact.dll', { maxBytes: MiB })).rejects.toSatisfy((error) =>
      isGuestError(error, 'unsupported'),
    );
  });

  it('tells label, serial number, version, order and free space', async () => {
    const files = await open('main');
    const info = ask('ntfsinfo', ['-f', '-m', path('main')]).toString();
    const field = (name: string): string => new RegExp(`${name}: *(\\S+)`).exec(info)?.[1] ?? '';
    expect(files.label).toBe('System Größe');
    expect(files.features).toEqual([`version ${field('Volume Version')}`]);
    expect(files.clean).toBe(true);
    expect(files.freeBytes).toBe(Number(field('Free Clusters')) * 4_096);
    expect((await files.stat('/read-only.sys')).attributes).toContain('read-only');
    expect((await files.stat('/compressed/mixed.log')).attributes).toContain('compressed');
    const written = (await files.stat('/one')).modifiedMs ?? 0;
    expect(Math.abs(Date.now() - written)).toBeLessThan(600_000);
  });

  it.each([512, 65_536])('reads clusters of %d bytes, and a volume that wants to be checked', async (clusterBytes) => {
    const small = treeOf({
      '/pagefile.sys': noise(200_000, 4),
      '/hiberfil.sys': Buffer.concat([Buffer.from('hibr'), Buffer.alloc(5_000)]),
      ...Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`/names/number ${n}`, Buffer.from(`${n}`)])),
    });
    const name = `clusters-${clusterBytes}`;
    await makeNtfs({ disk: path(name), sizeBytes: 24 * MiB, clusterBytes, tree: small, dirty: true });
    const files = await open(name);
    expect(treeDifferences(small, await readTree(files))).toEqual([]);
    expect(files.clean).toBe(false);
    expect(files.features).toContain('dirty');
    expect(await readHibernation(files)).toBe('hibernated');
    expect(await readHibernation(await open('main'))).toBe('none');
  });

  it('survives damage: files or a typed error, never a crash or a long search', async () => {
    await makeNtfs({
      disk: path('fuzz'),
      sizeBytes: 8 * MiB,
      tree: treeOf({
        '/compressed/text': Buffer.from('all work and no play\r\n'.repeat(2_000)),
        '/combed.bin': combed(MiB),
        '/to': { link: 'names' },
        ...Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`/names/number ${n}`, Buffer.from(`${n}`)])),
      }),
      compressed: ['/compressed'],
    });
    const image = await readImage(path('fuzz'));
    const begins = async (text: string): Promise<number[]> => {
      const volume = volumeOf(image);
      const heads = await Promise.all(image.sectors.map((at) => volume.read(at, 4)));
      return image.sectors.filter((_, index) => heads[index]?.toString('latin1') === text);
    };
    const structures = [0, ...(await begins('FILE')), ...(await begins('INDX'))];
    const { opened, damaged } = await fuzz({
      image,
      open: (volume) => openNtfs(volume),
      runs: fuzzRuns(250),
      often: structures,
      sectors: structures,
    });
    expect(opened).toBeGreaterThan(0);
    expect(damaged).toBeGreaterThan(0);
  });
});
