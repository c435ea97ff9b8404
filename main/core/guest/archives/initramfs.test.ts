/** Initramfs as distributions pack them, against cpio and the packers themselves; damaged ones are said to be damaged. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { damager, fuzzRuns, memoryVolume } from '../../../../build/test-guests/mutate.ts';
import { ask, hasTool } from '../../../../build/test-guests/oracle.ts';
import { noise } from '../../../../build/test-disks.ts';
import { say } from '../../../../contract/said.ts';
import { isGuestError } from '../damage.ts';
import { type KnownCompression, unpack } from './compression.ts';
import { openFeed } from './feed.ts';
import { listInitramfs } from './initramfs.ts';

/** How each is packed, as the distributions do. */
const packers: readonly (readonly [string, KnownCompression, string, readonly string[]])[] = [
  ['gzip', 'gzip', 'gzip', ['-9', '-n']],
  ['xz as dracut', 'xz', 'xz', ['--check=crc32', '--lzma2=dict=1MiB', '-T1']],
  ['xz in blocks', 'xz', 'xz', ['--check=crc64', '--block-size=300000', '-T1']],
  ['xz -0 with SHA-256', 'xz', 'xz', ['-0', '--check=sha256']],
  ['zstd', 'zstd', 'zstd', ['-q', '-1', '-T1', '--no-check']],
  ['zstd -19 with a checksum', 'zstd', 'zstd', ['-q', '-19', '--check', '-T1']],
  ['lz4 of the kernel', 'lz4', 'lz4', ['-q', '-l', '-9']],
  ['lz4 frames', 'lz4', 'lz4', ['-q', '-1', '-BD', '-B4', '--content-size']],
  ['lz4 frames with checks', 'lz4', 'lz4', ['-q', '-9', '-BX', '-B7']],
  ['lzma', 'lzma', 'xz', ['--format=lzma', '-6']],
  ['lzma with lc=1 lp=2 pb=1', 'lzma', 'xz', ['--format=lzma', '--lzma1=dict=64KiB,lc=1,lp=2,pb=1']],
];
const tools = new Set(['cpio', 'sh', ...packers.map(([, , tool]) => tool)]);
const canMake = [...tools].every((tool) => tool === 'sh' || hasTool(tool));

const mixed = Buffer.concat([
  Buffer.from('the same text again and again\n'.repeat(20_000)),
  noise(150_000, 9),
  Buffer.alloc(400_000),
  Buffer.from(Array.from({ length: 100_000 }, (_, n) => (n * n) % 253)),
  Buffer.from('aaaa'.repeat(70_000)),
]);

describe.skipIf(!canMake)('listing an initramfs', () => {
  let folder = '';
  let early: Buffer;
  let main: Buffer;
  const pack = (tool: string, args: readonly string[], bytes: Buffer): Buffer => ask(tool, [...args, '-c'], bytes);
  const archive = (from: string): Buffer =>
    ask('sh', ['-c', 'cd "$1" && find . | LC_ALL=C sort | cpio -o -H newc --quiet', 'sh', from]);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'initramfs-'));
    const file = async (path: string, content: Buffer | string): Promise<void> => {
      await mkdir(join(folder, path, '..'), { recursive: true });
      await writeFile(join(folder, path), content);
    };
    await file('early/kernel/x86/microcode/GenuineIntel.bin', noise(30_001, 2));
    await file('main/usr/lib/modules/6.1.0/kernel/drivers/block/virtio_blk.ko.xz', mixed);
    await file('main/usr/lib/modules/6.1.0/kernel/drivers/nvme/host/nvme.ko', noise(5_003, 3));
    await file('main/usr/lib/modules/6.1.0/modules.dep', 'kernel/drivers/block/virtio_blk.ko.xz:\n');
    await file('main/etc/größe.conf', 'x');
    await file('main/empty', '');
    await symlink('usr/lib', join(folder, 'main/lib'));
    early = archive(join(folder, 'early'));
    main = archive(join(folder, 'main'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const names = (bytes: Buffer): string[] =>
    ask('cpio', ['-t', '--quiet'], bytes)
      .toString()
      .trim()
      .split('\n')
      .map((name) => name.replace(/^\.\//, ''));

  it.each(packers)('reads %s behind microcode', async (_, compression, tool, args) => {
    const source = memoryVolume(Buffer.concat([early, Buffer.alloc(512), pack(tool, args, main)]));
    const found = await listInitramfs(source, { keep: (name) => /modules\.dep$|virtio_blk/.test(name) });
    expect(found.stoppedBy).toBeUndefined();
    expect(found.segments.map((segment) => segment.compression)).toEqual(['none', compression]);
    expect(found.entries.map(({ name }) => name)).toEqual([...names(early), ...names(main)]);
    expect(found.entries.find(({ name }) => name === 'lib')?.target).toBe('usr/lib');
    const driver = 'usr/lib/modules/6.1.0/kernel/drivers/block/virtio_blk.ko.xz';
    expect(found.entries.find(({ name }) => name === driver)?.sizeBytes).toBe(mixed.length);
    expect(found.contents.get('usr/lib/modules/6.1.0/modules.dep')?.toString()).toContain('virtio_blk');
  });

  it.each(packers)('unpacks %s to the byte', async (_, compression, tool, args) => {
    for (const content of [Buffer.alloc(0), Buffer.from('x'), mixed, Buffer.concat(Array<Buffer>(2).fill(mixed))]) {
      const pieces: Buffer[] = [];
      const feed = openFeed(memoryVolume(pack(tool, args, content)), 0);
      for await (const piece of unpack(feed, compression)) pieces.push(piece);
      expect(Buffer.concat(pieces).equals(content)).toBe(true);
    }
  });

  it('lists two packed archives in a row, and archives that are not packed at all', async () => {
    for (const [, compression, tool, args] of packers) {
      const source = memoryVolume(Buffer.concat([pack(tool, args, early), pack(tool, args, main)]));
      const found = await listInitramfs(source);
      // packers whose streams may follow each other make one of both
      expect([1, 2]).toContain(found.segments.length);
      if (found.segments.length === 2) expect(found.entries.length).toBe(names(early).length + names(main).length);
      expect(found.segments[0]?.compression).toBe(compression);
    }
    const plain = await listInitramfs(memoryVolume(Buffer.concat([early, main])));
    expect(plain.entries.map(({ name }) => name)).toEqual([...names(early), ...names(main)]);
  });

  it('lists what it can of a cut file, and says where it stopped', async () => {
    const packed = pack('gzip', [], main);
    const cut = await listInitramfs(memoryVolume(Buffer.concat([early, packed.subarray(0, packed.length - 60_000)])));
    expect(cut.segments).toHaveLength(2);
    expect(cut.entries.length).toBeGreaterThan(names(early).length);
    expect(isGuestError(cut.stoppedBy, 'damaged')).toBe(true);
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(5_000), Buffer.from('not an archive at all')]) {
      expect((await listInitramfs(memoryVolume(bytes))).stoppedBy).toBeDefined();
    }
  });

  it('names a packing that it does not read, and keeps what comes before', async () => {
    for (const [mark, name] of [
      ['BZh9', 'bzip2'],
      ['\x89LZO\0\r\n\x1a\n', 'LZO'],
    ] as const) {
      const packed = Buffer.concat([Buffer.from(mark, 'latin1'), noise(5_000, 5)]);
      for (const before of [early, Buffer.alloc(0)]) {
        const found = await listInitramfs(memoryVolume(Buffer.concat([before, packed])));
        expect(found.segments.at(-1)).toMatchObject({ compression: name, files: 0 });
        expect(found.entries).toHaveLength(before.length === 0 ? 0 : names(early).length);
        expect(isGuestError(found.stoppedBy, 'unsupported')).toBe(true);
        expect(found.stoppedBy?.detail).toEqual(say('packed-with', name));
      }
    }
  });

  it('does not unpack a bomb', async () => {
    const bomb = pack('gzip', [], Buffer.concat([main, Buffer.alloc(20 * 2 ** 20)]));
    const found = await listInitramfs(memoryVolume(bomb), { mostUnpackedBytes: 2 ** 20 });
    expect(isGuestError(found.stoppedBy, 'too-large')).toBe(true);
  });

  it('survives damage of everything packed, never with a crash or a long search', async () => {
    const small = Buffer.concat([main.subarray(0, 20_000), noise(3_000, 4), Buffer.from('text '.repeat(2_000))]);
    const { damage } = damager(12);
    let whole = 0;
    for (const [, compression, tool, args] of packers) {
      const packed = pack(tool, args, small);
      for (let run = fuzzRuns(60); run > 0; run--) {
        const source = memoryVolume(damage(packed));
        let bytes = 0;
        try {
          for await (const piece of unpack(openFeed(source, 0), compression)) {
            bytes += piece.length;
            if (bytes > 2 ** 26) break;
          }
          whole += 1;
        } catch (error) {
          if (!isGuestError(error)) throw error;
        }
      }
      const archives = Buffer.concat([early, packed]);
      for (let run = fuzzRuns(10); run > 0; run--) await listInitramfs(memoryVolume(damage(archives)));
    }
    expect(whole).toBeGreaterThan(0);
  });
});
