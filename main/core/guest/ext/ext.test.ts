/** Every kind of ext against the tree it was made of, and what it says of itself against debugfs. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fuzz, fuzzTimeoutMs, readImage } from '../../../../build/test-guests/fuzz.ts';
import { makeExt } from '../../../../build/test-guests/linux.ts';
import { fuzzRuns } from '../../../../build/test-guests/mutate.ts';
import { runTool } from '../../../../build/test-guests/tools.ts';
import { readTree, tortureTree, treeDifferences, treeOf, writeTree } from '../../../../build/test-guests/tree.ts';
import { flipBit, overwrite } from '../../../../build/test-disks.ts';
import { say } from '../../../../contract/said.ts';
import type { BlockSource } from '../../disk/block-source.ts';
import { crc32cRegister } from '../../disk/fields.ts';
import { cachedSource } from '../cached-source.ts';
import { fileSource } from '../file-source.ts';
import type { FileSystem } from '../file-system.ts';
import { subSource } from '../sub-source.ts';
import { openExt } from './ext.ts';

const MiB = 2 ** 20;
const tree = tortureTree();
let folder: string;
const opened: BlockSource[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guest-ext-'));
  await writeTree(tree, join(folder, 'tree'));
});
afterAll(async () => {
  await Promise.all(opened.map((source) => source.close()));
  await rm(folder, { recursive: true });
});

async function made(name: string, kind: 'ext2' | 'ext3' | 'ext4', args: readonly string[] = []): Promise<string> {
  const disk = join(folder, `${name}.raw`);
  // blocks of 64 KiB need more of a disk; most of it is a hole in any case
  const sizeBytes = 192 * MiB;
  await makeExt(kind, {
    disk,
    offset: MiB,
    sizeBytes,
    label: name.slice(0, 16),
    folder: join(folder, 'tree'),
    args,
  });
  return disk;
}

async function open(disk: string): Promise<FileSystem> {
  const source = cachedSource(await fileSource(disk));
  opened.push(source);
  return openExt(subSource(source, MiB, source.size - MiB));
}

const number32 = (value: number): Buffer => Buffer.from(Uint32Array.of(value).buffer);

describe('reads the whole tree, byte for byte', () => {
  test.each([
    ['ext2', 'ext2', ['-b', '1024']],
    ['ext3', 'ext3', ['-b', '4096']],
    ['ext4', 'ext4', []],
    ['ext4-1k-inline', 'ext4', ['-b', '1024', '-O', 'inline_data,64bit,metadata_csum', '-I', '512']],
    ['ext4-inline-256', 'ext4', ['-O', 'inline_data', '-I', '256']],
    ['ext4-meta-bg', 'ext4', ['-b', '1024', '-O', 'meta_bg,^resize_inode,metadata_csum_seed']],
    ['ext4-small-inodes', 'ext4', ['-I', '128', '-O', '^metadata_csum,^64bit']],
    ['ext4-64k', 'ext4', ['-b', '65536', '-O', '^has_journal']],
  ] as const)('%s', async (name, kind, args) => {
    const files = await open(await made(name, kind, args));
    // with inline data, mke2fs 1.47.0 forgets holes at the end of a file (debugfs says so too)
    const skip = args.join().includes('inline_data') ? ['/lost+found', '/ends-in-a-hole'] : ['/lost+found'];
    const expected = new Map([...tree].filter(([path]) => !skip.includes(path)));
    expect(treeDifferences(expected, await readTree(files, skip))).toEqual([]);
    expect(files).toMatchObject({ kind, label: name.slice(0, 16), clean: true });
  });
});

test('a hashed folder is read whose index still ends as the names before it did, and a wrong sum of it is told', async () => {
  const disk = await made('hashed', 'ext4', ['-b', '1024']);
  // makes all folders hashed ones, and says so by 1
  await runTool('sh', ['-c', `e2fsck -fyD '${disk}?offset=${MiB}' || [ $? = 1 ]`]);
  const debugfs = (command: string): Promise<string> => runTool('debugfs', ['-R', command, `${disk}?offset=${MiB}`]);
  const inode = Number(/Inode: (\d+)/.exec(await debugfs('stat /many'))?.[1]);
  const block = Number(await debugfs('bmap /many 0'));
  const superblock = (await readFile(disk)).subarray(MiB + 1_024, MiB + 2_048);
  const at = MiB + block * 1_024;
  const index = Buffer.from((await readFile(disk)).subarray(at, at + 1_024));
  const used = index.readUInt16LE(34);
  index.writeUInt32LE(0xde00000c, 1_016);
  const parts = [
    superblock.subarray(104, 120),
    number32(inode),
    number32(0),
    index.subarray(0, 32 + used * 8),
    index.subarray(1_016, 1_020),
    number32(0),
  ];
  index.writeUInt32LE(
    parts.reduce((sum, part) => crc32cRegister(part, sum), 0xffffffff),
    1_020,
  );
  await overwrite(disk, at, index);
  await runTool('e2fsck', ['-fn', `${disk}?offset=${MiB}`]);
  expect(treeDifferences(tree, await readTree(await open(disk)))).toEqual([]);
  await flipBit(disk, at + 40);
  await expect(readTree(await open(disk))).rejects.toMatchObject({
    reason: 'damaged',
    detail: say('checksum-of-folder'),
  });
});

test('says of itself what debugfs says', async () => {
  const disk = await made('facts', 'ext4');
  const files = await open(disk);
  const said = await runTool('debugfs', ['-R', 'show_super_stats -h', `${disk}?offset=${MiB}`]);
  const field = (name: string): string => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(said)?.[1] ?? '';
  expect(files.uuid).toBe(field('Filesystem UUID'));
  expect([...files.features].sort()).toEqual(field('Filesystem features').split(' ').sort());
  expect(files.freeBytes).toBe(Number(field('Free blocks')) * Number(field('Block size')));
  expect(files.freeInodes).toBe(Number(field('Free inodes')));
  expect(files.totalInodes).toBe(Number(field('Inode count')));
});

describe('paths', () => {
  let files: FileSystem;
  beforeAll(async () => {
    files = await open(await made('paths', 'ext4'));
  });
  const text = async (path: string): Promise<string> => (await files.read(path, { maxBytes: 100 })).toString();

  test('links are followed, and neither they nor .. leave the guest', async () => {
    for (const name of ['absolute', 'relative', 'escaping', '../links/../../links/absolute'])
      expect(await text(`/links/${name}`)).toBe('torture\n');
    expect(await text('/links/folder/../../../etc/hostname')).toBe('torture\n');
    expect(await text('//etc/./hostname')).toBe('torture\n');
    expect((await files.stat('/links/absolute')).kind).toBe('file');
    expect((await files.stat('/links/absolute', { followLast: false })).kind).toBe('link');
  });

  test.each([
    ['not-found', '/etc/none'],
    ['not-found', '/links/to-60'],
    ['not-a-directory', '/etc/hostname/x'],
    ['not-a-file', '/etc'],
    ['too-many-links', '/links/loop'],
    ['too-large', '/large.bin'],
  ])('%s: %s', async (reason, path) => {
    await expect(files.read(path, { maxBytes: 1_000 })).rejects.toMatchObject({ name: 'GuestError', reason });
  });

  test('parts of a file, wherever its runs begin', async () => {
    const combed = tree.get('/combed.bin') as Buffer;
    for (const [offset, length] of [
      [0, 10],
      [4_090, 20],
      [8_192, 4_096],
      [1_000_001, 99_999],
      [4_194_300, 100],
    ] as const)
      expect(await files.readRange('/combed.bin', offset, length)).toEqual(combed.subarray(offset, offset + length));
  });
});

test('an unclean volume and a protected file are told', async () => {
  const disk = await made('dirty', 'ext4');
  const commands = ['set_inode_field /etc/hostname flags 0x80010', 'feature needs_recovery'];
  for (const command of commands) await runTool('debugfs', ['-w', '-R', command, `${disk}?offset=${MiB}`]);
  const files = await open(disk);
  expect(files.clean).toBe(false);
  expect((await files.stat('/etc/hostname')).attributes).toEqual(['immutable']);
});

describe('damage is told, whatever it is', () => {
  const small = treeOf({
    ...Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`/folder/file-${n}`, Buffer.from(`content ${n}`)])),
    '/combed': Buffer.concat(Array.from({ length: 40 }, (_, n) => Buffer.alloc(1_024, n % 2))),
    '/links/fast': { link: '/folder/file-1' },
    '/links/slow': { link: 'x/'.repeat(100) },
  });
  test.each([
    ['ext2', ['-b', '1024', '-N', '128']],
    ['ext4', ['-b', '1024', '-N', '128', '-O', '^metadata_csum,inline_data', '-J', 'size=1']],
    ['ext4', ['-b', '1024', '-N', '128', '-J', 'size=1']],
  ] as const)(
    '%s %j',
    async (kind, args) => {
      const disk = join(folder, `fuzz-${kind}-${args.join('').length}.raw`);
      const from = join(folder, 'small');
      await writeTree(small, from).catch(() => undefined);
      await makeExt(kind, { disk, sizeBytes: 8 * MiB, folder: from, args });
      const image = await readImage(disk);
      const result = await fuzz({ image, open: openExt, runs: fuzzRuns(150), often: [1_024, 1_536] });
      expect(result.damaged).toBeGreaterThan(10);
      expect(result.opened).toBeGreaterThan(10);
    },
    fuzzTimeoutMs(fuzzRuns(150)),
  );
});
