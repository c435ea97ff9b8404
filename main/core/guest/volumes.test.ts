/** Finding every volume of a guest: tables whole and damaged, LVM over several disks, and what lies on each. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fuzz, readImage, volumeOf } from '../../../build/test-guests/fuzz.ts';
import { growTo, makeExt, makeXfs, place, smallestXfsBytes } from '../../../build/test-guests/linux.ts';
import { lvmExtentAt, lvmExtentBytes, lvmStripeBytes, makeLvm } from '../../../build/test-guests/lvm.ts';
import { damager, fuzzRuns } from '../../../build/test-guests/mutate.ts';
import { runTool } from '../../../build/test-guests/tools.ts';
import { say } from '../../../contract/said.ts';
import { gpt, mbr, noise, overwrite } from '../../../build/test-disks.ts';
import type { BlockSource } from '../disk/block-source.ts';
import { fileSource } from './file-source.ts';
import { openExt } from './ext/ext.ts';
import { GuestError } from './damage.ts';
import { parseMetadata } from './lvm/metadata-text.ts';
import { openFileSystem } from './open-file-system.ts';
import { findVolumes, type GuestVolumes } from './volumes.ts';

const MiB = 2 ** 20;
const linux = '0fc63daf-8483-4772-8e79-3d69d8477de4';
const lvmType = 'e6d6d379-f507-44c2-a23c-238f2a3df928';
let folder: string;
let opened: BlockSource[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guest-volumes-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  opened = [];
});
afterEach(() => Promise.all(opened.map((source) => source.close())));

const at = (name: string): string => join(folder, name);

async function look(...disks: string[]): Promise<GuestVolumes> {
  for (const disk of disks) opened.push(await fileSource(disk));
  return findVolumes(opened);
}

const brief = ({ volumes }: GuestVolumes): string[] => volumes.map(({ name, content }) => `${name}: ${content.kind}`);

test('partitions of an MBR, logical ones too, with what is on them and what Linux calls them', async () => {
  const disk = at('mbr.raw');
  const sector = (mib: number): number => mib * 2_048;
  const first = mbr([
    { type: 0x83, start: sector(1), sectors: sector(16), active: true },
    { type: 0x05, start: sector(20), sectors: sector(40) },
  ]);
  first.writeUInt32LE(0xdec0de01, 440);
  await growTo(disk, 64 * MiB);
  await overwrite(disk, 0, first);
  await overwrite(
    disk,
    20 * MiB,
    mbr(
      [
        { type: 0x82, start: sector(1), sectors: sector(4) },
        { type: 0x05, start: sector(10), sectors: sector(10) },
      ],
      false,
    ),
  );
  await overwrite(disk, 30 * MiB, mbr([{ type: 0x83, start: sector(1), sectors: sector(4) }], false));
  await makeExt('ext4', {
    disk,
    offset: MiB,
    sizeBytes: 16 * MiB,
    label: 'root',
    uuid: '5eed0000-ec51-4a9e-8d15-000000000001',
  });
  await growTo(at('swap'), 4 * MiB);
  await runTool('mkswap', ['-q', '-U', '5eed0000-ec51-4a9e-8d15-000000000002', '-L', 'page', at('swap')]);
  await place(at('swap'), disk, 21 * MiB, 4 * MiB);

  const found = await look(disk);
  expect(found.tables).toMatchObject([{ kind: 'mbr', diskId: 'dec0de01' }]);
  expect(found.volumes).toMatchObject([
    {
      name: 'disk 1 partition 1',
      content: { kind: 'ext', label: 'root', uuid: '5eed0000-ec51-4a9e-8d15-000000000001' },
      place: { partition: { uuid: 'dec0de01-01' } },
    },
    {
      name: 'disk 1 partition 5',
      content: { kind: 'swap', label: 'page', uuid: '5eed0000-ec51-4a9e-8d15-000000000002' },
      place: { partition: { uuid: 'dec0de01-05' } },
    },
    { name: 'disk 1 partition 6', content: { kind: 'empty' } },
  ]);
  const root = found.volumes[0]?.source;
  expect(root && (await openExt(root)).label).toBe('root');
});

test('a GPT whose start is damaged is read from its copy, and a disk with neither says so', async () => {
  const disk = at('gpt.raw');
  const bytes = 32 * MiB;
  const head = gpt(bytes, [{ type: linux, start: 2_048, sectors: 16_384 }]);
  await growTo(disk, bytes);
  await overwrite(disk, 0, head);
  await overwrite(disk, bytes - 33 * 512, head.subarray(1_024, 1_024 + 32 * 512));
  const copy = Buffer.from(head.subarray(512, 1_024));
  copy.writeBigUInt64LE(BigInt(bytes / 512 - 1), 24);
  copy.writeBigUInt64LE(1n, 32);
  copy.writeBigUInt64LE(BigInt(bytes / 512 - 33), 72);
  copy.writeUInt32LE(0, 16);
  const { crc32 } = await import('node:zlib');
  copy.writeUInt32LE(crc32(copy.subarray(0, 92)), 16);
  await overwrite(disk, bytes - 512, copy);
  const whole = await look(disk);
  expect(whole.tables).toMatchObject([{ kind: 'gpt', gptCopy: 'there' }]);
  await overwrite(disk, 512, noise(512));
  const damaged = await look(disk);
  expect(damaged.tables[1]).toMatchObject({
    kind: 'gpt',
    gptCopy: 'used',
    partitions: [{ startBytes: MiB }],
  });
  await overwrite(disk, bytes - 512, noise(512));
  const lost = await look(disk);
  expect(lost.tables[2]).toBeInstanceOf(GuestError);
});

describe('LVM', () => {
  const ids = ['first', 'second'].map((name) => name.padEnd(32, '0'));
  const pvBytes = 64 * MiB;
  const physical = (...disks: string[]) =>
    disks.map((disk, n) => ({ disk, offset: n * MiB, sizeBytes: pvBytes, id: ids[n] ?? '' }));

  test('linear, torn, striped and spanning volumes hold what was laid out; others are named', async () => {
    const disks = [at('lvm-1.raw'), at('lvm-2.raw')];
    const parts = physical(...disks);
    await makeLvm({
      name: 'vg-0',
      physical: parts,
      textAt: 2 ** 20 - 4_096 - 200,
      volumes: {
        torn: [
          { extents: 1, on: [[0, 3]] },
          { extents: 2, on: [[1, 5]] },
          { extents: 1, on: [[0, 0]], type: 'linear' },
        ],
        striped: [
          {
            extents: 2,
            on: [
              [0, 6],
              [1, 2],
            ],
          },
        ],
        pool: [{ extents: 1, on: [], type: 'thin-pool' }],
      },
    });
    await overwrite(disks[1] ?? '', 0, mbr([{ type: 0x8e, start: 2_048, sectors: pvBytes / 512 }]));
    const content = noise(4 * lvmExtentBytes, 9);
    const extent = (n: number): Buffer => content.subarray(n * lvmExtentBytes, (n + 1) * lvmExtentBytes);
    const write = (pv: number, index: number, bytes: Buffer): Promise<void> =>
      overwrite(disks[pv] ?? '', pv * MiB + lvmExtentAt(index), bytes);
    await write(0, 3, extent(0));
    await write(1, 5, extent(1));
    await write(1, 6, extent(2));
    await write(0, 0, extent(3));
    const pieces = (odd: number): Buffer =>
      Buffer.concat(
        Array.from({ length: lvmExtentBytes / lvmStripeBytes }, (_, n) =>
          content.subarray((2 * n + odd) * lvmStripeBytes, (2 * n + odd + 1) * lvmStripeBytes),
        ),
      );
    await write(0, 6, pieces(0));
    await write(1, 2, pieces(1));

    const found = await look(...disks);
    expect(brief(found)).toEqual([
      'disk 1: lvm',
      'disk 2 partition 1: lvm',
      'vg-0/torn: unknown',
      'vg-0/striped: unknown',
      'vg-0/pool: unknown',
    ]);
    const [, , torn, striped, pool] = found.volumes;
    expect((await torn?.source?.read(0, content.length))?.equals(content)).toBe(true);
    expect(await torn?.source?.read(lvmExtentBytes - 5, 10)).toEqual(
      content.subarray(lvmExtentBytes - 5, lvmExtentBytes + 5),
    );
    expect((await striped?.source?.read(0, 2 * lvmExtentBytes))?.equals(content.subarray(0, 2 * lvmExtentBytes))).toBe(
      true,
    );
    expect(await striped?.source?.read(lvmStripeBytes - 3, 6)).toEqual(
      content.subarray(lvmStripeBytes - 3, lvmStripeBytes + 3),
    );
    expect(pool?.problem).toMatchObject({
      reason: 'unsupported',
      detail: say('segment-type', 'thin-pool'),
    });
    expect(pool?.source).toBeUndefined();

    // without the second disk only what needs it is missing, and it is said which
    const half = await findVolumes(opened.slice(0, 1));
    expect(half.volumes.map(({ problem }) => problem?.reason)).toEqual([
      undefined,
      'not-found',
      'not-found',
      'unsupported',
    ]);
  });

  test('as LVM itself reads it, and a root on XFS in it', async () => {
    const disk = at('centos.raw');
    const sizeBytes = 400 * MiB;
    await growTo(disk, 512 * MiB);
    await overwrite(disk, 0, gpt(512 * MiB, [{ type: lvmType, start: 2_048, sectors: sizeBytes / 512 }]));
    const offset = MiB;
    await makeLvm({
      name: 'centos',
      physical: [{ disk, offset, sizeBytes, id: ids[0] ?? '' }],
      volumes: { root: [{ extents: 75, on: [[0, 10]] }] },
    });
    await makeXfs({ disk: at('root.xfs'), sizeBytes: smallestXfsBytes, label: 'sysroot' });
    await place(at('root.xfs'), disk, offset + lvmExtentAt(10), smallestXfsBytes);
    const found = await look(disk);
    const root = found.volumes.at(-1);
    expect(root).toMatchObject({ name: 'centos/root', content: { kind: 'xfs', label: 'sysroot' } });
    const files = root?.source && (await openFileSystem(root.content.kind, root.source));
    expect(files).toMatchObject({ kind: 'xfs', label: 'sysroot', clean: true });
    const lvm = found.volumes[0];
    await expect(lvm?.source && openFileSystem(lvm.content.kind, lvm.source)).rejects.toMatchObject({
      reason: 'unsupported',
    });
    const pv = at('pv.raw');
    await makeLvm({
      name: 'centos',
      physical: [{ disk: pv, offset: 0, sizeBytes, id: ids[0] ?? '' }],
      volumes: { root: [{ extents: 75, on: [[0, 10]] }] },
    });
    const said = await runTool('pvck', ['--dump', 'metadata', pv]);
    expect(said).toContain('centos {');
    expect(said).not.toContain('CHECK');
  });

  test('a text that is damaged, or made to be slow, is read or refused at once', () => {
    const text = Buffer.from('# a "comment" {\nvg {\nid = "a\\"b"\nn = [ "x", [1, 2], -3 ]\nlvs {\nroot { }\n}\n}\n');
    expect(parseMetadata(text.toString())).toEqual({
      vg: { id: 'a"b', n: ['x', [1, 2], -3], lvs: { root: {} } },
    });
    for (const hostile of [
      '#'.repeat(1e6),
      '"'.repeat(1e6 + 1),
      '['.repeat(1e6),
      'a {'.repeat(1e5),
      'a = ['.padEnd(1e6, '#'),
    ])
      expect(() => parseMetadata(`x = ${hostile}`)).toThrow(GuestError);
    const random = damager(3);
    for (let n = 0; n < fuzzRuns(2_000); n++) {
      try {
        parseMetadata(random.damage(text).toString());
      } catch (error) {
        expect(error).toBeInstanceOf(GuestError);
      }
    }
  });

  test('damage is told, whatever it is', async () => {
    const disk = at('lvm-fuzz.raw');
    await makeLvm({
      name: 'vg',
      physical: [{ disk, offset: 0, sizeBytes: 32 * MiB, id: ids[0] ?? '' }],
      volumes: { a: [{ extents: 2, on: [[0, 0]] }], b: [{ extents: 1, on: [[0, 4]] }] },
    });
    const image = await readImage(disk);
    const result = await fuzz({
      image,
      runs: fuzzRuns(300),
      open: async (volume) => {
        const source = {
          ...volume,
          read: volume.read.bind(volume),
          map: () => {
            throw new Error('not asked for');
          },
          close: () => Promise.resolve(),
        };
        const { volumes } = await findVolumes([source]);
        const problem = volumes.find((one) => one.problem)?.problem;
        throw problem ?? new GuestError('unsupported', 'volume', 'content-not-read');
      },
    });
    expect(result.damaged).toBe(fuzzRuns(300));
    expect(volumeOf(image).size).toBe(32 * MiB);
  });
});

test.each([
  ['LUKS', 'luks', [[0, 'LUKS\xba\xbe\0\x02']]],
  ['BitLocker', 'bitlocker', [[0, '\xeb\x58\x90-FVE-FS-']]],
  ['RAID 1.2', 'md', [[4_096, '\xfc\x4e\x2b\xa9\x01\0\0\0']]],
  [
    'RAID 0.90 over ext',
    'md',
    [
      [4 * MiB - 65_536, '\xfc\x4e\x2b\xa9\0\0\0\0'],
      [1_080, '\x53\xef'],
    ],
  ],
  ['a CD', 'iso9660', [[32_769, 'CD001']]],
  ['Btrfs', 'btrfs', [[65_536 + 64, '_BHRfS_M']]],
  ['NTFS', 'ntfs', [[3, 'NTFS    ']]],
  ['nothing', 'empty', []],
  ['anything', 'unknown', [[100, 'x']]],
] as const)('%s is recognised', async (name, kind, marks) => {
  const disk = at(`mark-${name}.raw`);
  await growTo(disk, 4 * MiB);
  for (const [offset, text] of marks) await overwrite(disk, offset, Buffer.from(text, 'latin1'));
  expect(brief(await look(disk))).toEqual([`disk 1: ${kind}`]);
});
