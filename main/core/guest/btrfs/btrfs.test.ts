/** Btrfs against the tree mkfs.btrfs was given, compressed files against `btrfs restore`. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as zlib from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compressFile, metadataSectors, sealPatches } from '../../../../build/test-guests/btrfs-surgery.ts';
import { fuzz, fuzzTimeoutMs, readImage, volumeOf } from '../../../../build/test-guests/fuzz.ts';
import { makeBtrfs } from '../../../../build/test-guests/linux.ts';
import { fuzzRuns } from '../../../../build/test-guests/mutate.ts';
import { runTool } from '../../../../build/test-guests/tools.ts';
import { say } from '../../../../contract/said.ts';
import { readTree, tortureTree, treeDifferences, treeOf, writeTree } from '../../../../build/test-guests/tree.ts';
import { openBtrfs } from './btrfs.ts';

const MiB = 2 ** 20;
const uuid = '5eed0000-ec51-4a9e-8d15-000000000003';
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guest-btrfs-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('reads the whole tree, byte for byte', async () => {
  const tree = tortureTree();
  await writeTree(tree, join(folder, 'tree'));
  const disk = join(folder, 'tree.raw');
  await makeBtrfs({ disk, sizeBytes: 128 * MiB, label: 'system', uuid, folder: join(folder, 'tree') });
  const files = await openBtrfs(volumeOf(await readImage(disk)));
  expect(treeDifferences(tree, await readTree(files))).toEqual([]);
  expect(files).toMatchObject({ kind: 'btrfs', label: 'system', uuid, clean: true, totalBytes: 128 * MiB });
  const large = tree.get('/large.bin') as Buffer;
  expect(await files.readRange('/large.bin', 1_500_001, 1_000_000)).toEqual(large.subarray(1_500_001, 2_500_001));
  await expect(
    openBtrfs(volumeOf(await readImage(disk)), { subvolume: 999 }).then((one) => one.stat('/')),
  ).rejects.toMatchObject({ reason: 'not-found' });
});

const text = (bytes: number): Buffer =>
  Buffer.from('a line of a log that repeats itself\n'.repeat(Math.ceil(bytes / 36)).slice(0, bytes));
const small = treeOf({
  ...Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`/folder/file-${n}`, Buffer.from(`content ${n}`)])),
  '/zlib': text(100_000),
  '/zlib-inline': text(1_000),
  '/zstd': text(100_000),
  '/lzo': text(50_000),
  '/links/one': { link: '/folder/file-1' },
});

async function makeSmall(): Promise<string> {
  const work = await mkdtemp(join(folder, 'small-'));
  const disk = join(work, 'disk.raw');
  await writeTree(small, join(work, 'files'));
  await makeBtrfs({ disk, sizeBytes: 128 * MiB, folder: join(work, 'files') });
  return disk;
}

test('compressed files read as btrfs restore reads them; what cannot be expanded is named', async () => {
  const disk = await makeSmall();
  const image = await readImage(disk);
  const before = await openBtrfs(volumeOf(image));
  const inode = async (path: string): Promise<number> => (await before.stat(path)).id % 2 ** 32;
  await compressFile(disk, image, await inode('/zlib'), 1, zlib.deflateSync(text(100_000)));
  await compressFile(disk, await readImage(disk), await inode('/zlib-inline'), 1, zlib.deflateSync(text(1_000)));
  const zstd = 'zstdCompressSync' in zlib;
  if (zstd)
    await compressFile(disk, await readImage(disk), await inode('/zstd'), 3, zlib.zstdCompressSync(text(100_000)));
  else console.log('skipped: this Node has no zstd');
  await compressFile(disk, await readImage(disk), await inode('/lzo'), 2, Buffer.alloc(100));

  const files = await openBtrfs(volumeOf(await readImage(disk)));
  await runTool('btrfs', ['restore', '--path-regex', '^/(|zlib|zlib-inline|zstd)$', disk, folder]);
  for (const path of ['/zlib', '/zlib-inline', ...(zstd ? ['/zstd'] : [])]) {
    const read = await files.read(path, { maxBytes: MiB });
    expect(read.equals(small.get(path) as Buffer)).toBe(true);
    expect(read.equals(await readFile(join(folder, path)))).toBe(true);
  }
  expect(await files.readRange('/zlib', 50_001, 10)).toEqual(text(100_000).subarray(50_001, 50_011));
  await expect(files.read('/lzo', { maxBytes: MiB })).rejects.toMatchObject({
    reason: 'unsupported',
    detail: say('compressed-with', 'lzo'),
  });
});

test(
  'damage is told, whatever it is, with its checksums right or wrong',
  async () => {
    const disk = await makeSmall();
    const image = await readImage(disk);
    const sectors = metadataSectors(image);
    const result = await fuzz({
      image,
      open: openBtrfs,
      runs: fuzzRuns(150),
      sectors,
      often: [65_536],
      seal: sealPatches,
    });
    expect(result.opened).toBeGreaterThan(10);
    expect(result.damaged).toBeGreaterThan(10);
    const unsealed = await fuzz({ image, open: openBtrfs, runs: 20, sectors: [65_536], often: [65_536] });
    // one or another writes what was there before
    expect(unsealed.damaged).toBeGreaterThan(15);
  },
  fuzzTimeoutMs(fuzzRuns(150)),
);
