/** XFS of both versions against the tree it was made of; a torn file and the state of the log against xfs_db. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fuzz, fuzzTimeoutMs, readImage, volumeOf } from '../../../../build/test-guests/fuzz.ts';
import { makeXfs, smallestXfsBytes } from '../../../../build/test-guests/linux.ts';
import { fuzzRuns } from '../../../../build/test-guests/mutate.ts';
import { headLink, locate, tearFile } from '../../../../build/test-guests/xfs-surgery.ts';
import { runTool } from '../../../../build/test-guests/tools.ts';
import { readTree, tortureTree, treeDifferences, treeOf, writeTree } from '../../../../build/test-guests/tree.ts';
import { noise, overwrite } from '../../../../build/test-disks.ts';
import { cachedSource } from '../cached-source.ts';
import { fileSource } from '../file-source.ts';
import { openXfs } from './xfs.ts';

const tree = tortureTree({ space: '_' });
const small = treeOf({
  ...Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`/folder/file-${n}`, Buffer.from(`content ${n}`)])),
  '/torn': noise(300 * 4_096, 3),
  '/few/one': Buffer.from('1'),
  '/links/short': { link: '/few/one' },
  '/links/long': { link: 'x/'.repeat(400) },
});
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guest-xfs-'));
  await writeTree(tree, join(folder, 'tree'));
  await writeTree(small, join(folder, 'small'));
});
afterAll(() => rm(folder, { recursive: true }));

async function made(name: string, args: readonly string[], of: 'tree' | 'small' = 'tree'): Promise<string> {
  const disk = join(folder, `${name}.raw`);
  const files = of === 'tree' ? tree : small;
  await makeXfs({
    disk,
    sizeBytes: smallestXfsBytes,
    label: name,
    folder: join(folder, of),
    tree: files,
    args,
  });
  return disk;
}

describe('reads the whole tree, byte for byte', () => {
  test.each([
    ['v5', []],
    ['v5-1k', ['-b', 'size=1024', '-m', 'rmapbt=1,reflink=1,bigtime=1', '-i', 'nrext64=1']],
    ['v5-16k-dirs', ['-n', 'size=16384', '-i', 'size=1024']],
    ['v4', ['-m', 'crc=0', '-n', 'ftype=0']],
    ['v4-ftype', ['-m', 'crc=0', '-n', 'ftype=1', '-b', 'size=512']],
  ] as const)('%s', async (name, args) => {
    const disk = await made(name, args);
    const source = cachedSource(await fileSource(disk));
    const files = await openXfs(source);
    // mkfs.xfs 6.1 writes long links of version 5 without their header; they have their own test
    const skip = name.startsWith('v5') ? ['/links/to-900'] : [];
    const expected = new Map([...tree].filter(([path]) => !skip.includes(path)));
    for (const path of skip) await expect(files.readLink(path)).rejects.toMatchObject({ reason: 'damaged' });
    expect(treeDifferences(expected, await readTree(files, skip))).toEqual([]);
    expect(files).toMatchObject({ kind: 'xfs', label: name, clean: true });
    const said = await runTool('xfs_db', ['-r', '-c', 'sb 0', '-c', 'p uuid fdblocks dblocks blocksize', disk]);
    const field = (key: string): string => new RegExp(`^${key} = (.*)$`, 'm').exec(said)?.[1] ?? '';
    expect(files.uuid).toBe(field('uuid'));
    expect(files.totalBytes).toBe(Number(field('dblocks')) * Number(field('blocksize')));
    expect(files.freeBytes).toBe(Number(field('fdblocks')) * Number(field('blocksize')));
    await source.close();
  });
});

test.each([
  ['torn-v5', 5, []],
  ['torn-v4', 4, ['-m', 'crc=0']],
] as const)(
  '%s: a file in hundreds of pieces and a long link, as xfs_repair approves them',
  async (name, version, args) => {
    const disk = await made(name, args, 'small');
    const inodeOf = async (path: string): Promise<number> => {
      const source = await fileSource(disk);
      try {
        return (await (await openXfs(source)).stat(path, { followLast: false })).id;
      } finally {
        await source.close();
      }
    };
    const content = small.get('/torn') as Buffer;
    const torn = await tearFile(disk, await locate(disk, await inodeOf('/torn')), content, version);
    if (version === 5) await headLink(disk, await locate(disk, await inodeOf('/links/long')), 'x/'.repeat(400));
    await runTool('xfs_repair', ['-n', '-f', disk]);

    const source = await fileSource(disk);
    const files = await openXfs(source);
    expect((await files.read('/torn', { maxBytes: 2 ** 21 })).equals(torn)).toBe(true);
    for (const [offset, length] of [
      [0, 1],
      [4_090, 20],
      [149 * 4_096 - 1, 2],
      [1_000_000, 50_000],
    ] as const)
      expect(await files.readRange('/torn', offset, length)).toEqual(torn.subarray(offset, offset + length));
    expect(await files.readLink('/links/long')).toBe('x/'.repeat(400));
    await source.close();
  },
);

test('a log that does not end in an unmount is told', async () => {
  const disk = await made('dirty', [], 'small');
  const said = await runTool('xfs_db', ['-r', '-c', 'sb 0', '-c', 'p logstart', '-c', 'convert fsblock 1 daddr', disk]);
  const logStart = Number(/logstart = (\d+)/.exec(said)?.[1]);
  const daddr = await runTool('xfs_db', ['-r', '-c', `convert fsblock ${logStart} daddr`, disk]);
  const logAt = Number(/\((\d+)\)/.exec(daddr)?.[1]) * 512;
  // the flags of the one operation in the first record: what unmounting writes becomes a commit
  const state = async (): Promise<boolean | undefined> => {
    const source = await fileSource(disk);
    const { clean } = await openXfs(source);
    await source.close();
    return clean;
  };
  expect(await state()).toBe(true);
  await overwrite(disk, logAt + 512 + 9, Buffer.from([2]));
  expect(await state()).toBe(false);
  await expect(runTool('xfs_repair', ['-n', '-f', disk])).rejects.toThrow('valuable metadata changes in a log');
});

describe('damage is told, whatever it is', () => {
  test.each([
    ['v4', ['-m', 'crc=0']],
    ['v5', []],
  ] as const)(
    '%s',
    async (name, args) => {
      const disk = await made(`fuzz-${name}`, args, 'small');
      const image = await readImage(disk);
      const contents = small.get('/torn') as Buffer;
      const data = new Set(
        Array.from({ length: contents.length / 512 }, (_, n) => contents.toString('latin1', n * 512, n * 512 + 512)),
      );
      // not in what is only data
      const sectors: number[] = [];
      for (const at of image.sectors)
        if (!data.has((await volumeOf(image).read(at, 512)).toString('latin1'))) sectors.push(at);
      const result = await fuzz({ image, open: openXfs, runs: fuzzRuns(150), sectors, often: [0] });
      expect(result.damaged).toBeGreaterThan(10);
      expect(result.opened).toBeGreaterThan(10);
    },
    fuzzTimeoutMs(fuzzRuns(150)),
  );
});
