/** Every container gives the guest's own bytes and a true map through every reader, and nothing is left behind. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  diskKinds,
  makeDisk,
  makeRawDisk,
  mbr,
  noise,
  overwrite,
  runQemuImg,
  sha256Of,
  type DiskKind,
} from '../../../../build/test-disks.ts';
import type { BlockSource, Extent } from '../block-source.ts';
import { inspectDisk, type InspectedDisk } from '../inspect.ts';
import { findQemu } from '../find-qemu.ts';
import type { Qemu } from '../qemu.ts';
import { findQemuNbd } from './nbd-server.ts';
import { openNbdSource } from './nbd-source.ts';
import { openBlockSource } from './open-block-source.ts';

const MiB = 2 ** 20;
/** Not a round number: the last grain, block and cluster are parts of one. */
const diskBytes = 34 * MiB + 7 * 512;
const kinds = Object.keys(diskKinds) as DiskKind[];
/** Stored byte for byte: our readers do not ask the file system for holes. */
const isFlat = (kind: DiskKind): boolean => /^raw$|Flat$|^vhd-fixed$/.test(kind);
const isOwn = (kind: DiskKind): boolean => /^(raw|vmdk|vhd-)/.test(kind);
let folder: string;
let raw: string;
let bytes: Buffer;
let qemu: Qemu;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disk-block-'));
  qemu = await findQemu();
  raw = await makeRawDisk(join(folder, 'web.raw'), {
    bytes: diskBytes,
    data: [
      { offset: MiB, bytes: 3 * MiB + 512 },
      // alone in its grain, at the border of two grain tables, and a part of a last grain
      { offset: 9 * MiB + 4_096, bytes: 1_024 },
      { offset: 32 * MiB - 65_536, bytes: 131_072 },
      { offset: diskBytes - 512, bytes: 512 },
    ],
  });
  bytes = await readFile(raw);
});
afterAll(() => rm(folder, { recursive: true }));

/** Made and accepted once; who changes one makes it anew. */
const accepted = new Map<DiskKind, Promise<InspectedDisk>>();
function inspected(kind: DiskKind): Promise<InspectedDisk> {
  const disk = accepted.get(kind) ?? make(kind);
  accepted.set(kind, disk);
  return disk;
}
async function make(kind: DiskKind): Promise<InspectedDisk> {
  if (kind === 'raw') return inspectDisk(raw, qemu);
  const place = join(folder, kind);
  await mkdir(place, { recursive: true });
  return inspectDisk(await makeDisk(raw, kind, join(place, `web.${diskKinds[kind].ending}`)), qemu);
}

async function digestOf(source: BlockSource, step = 4 * MiB): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < source.size; at += step) {
    hash.update(await source.read(at, Math.min(step, source.size - at)));
  }
  return hash.digest('hex');
}

async function mapOf(source: BlockSource): Promise<Extent[]> {
  const extents: Extent[] = [];
  for await (const extent of source.map()) extents.push(extent);
  return extents;
}

/** What qemu-img takes for data, neighbours joined. */
async function mapByQemu({ source }: InspectedDisk): Promise<Extent[]> {
  const driver = source.format === 'vhd' ? 'vpc' : source.format;
  const answer = JSON.parse(await runQemuImg(['map', '--output=json', '-f', driver, source.path])) as {
    start: number;
    length: number;
    zero: boolean;
  }[];
  const joined: Extent[] = [];
  for (const { start, length, zero } of answer) {
    const last = joined.at(-1);
    if (last?.data === !zero) joined.splice(-1, 1, { ...last, length: last.length + length });
    else joined.push({ offset: start, length, data: !zero });
  }
  return joined;
}

/** Where borders lie: of sectors, grains, blocks and tables; and across everything. */
const oddRanges = [
  [0, 0],
  [0, 1],
  [511, 2],
  [MiB - 3, 70_001],
  [4 * MiB + 511, 3],
  [9 * MiB + 4_095, 1_027],
  [2 * MiB - 1, 2 * MiB + 2],
  [32 * MiB - 65_537, 131_075],
  [31 * MiB, 3 * MiB],
  [diskBytes - 1, 1],
  [diskBytes - 513, 513],
  [diskBytes, 0],
] as const;

async function expectGuestBytes(source: BlockSource): Promise<void> {
  expect(source.size).toBe(diskBytes);
  expect(await digestOf(source)).toBe(createHash('sha256').update(bytes).digest('hex'));
  for (const [offset, length] of oddRanges) {
    const found = await source.read(offset, length);
    expect(found.equals(bytes.subarray(offset, offset + length)), `${length} at ${offset}`).toBe(true);
  }
}

describe('the same bytes and the same map from', () => {
  test.each(kinds)('%s', async (kind) => {
    const disk = await inspected(kind);
    const source = await openBlockSource(disk, { qemu });
    try {
      await expectGuestBytes(source);
      const map = await mapOf(source);
      expect(map).toEqual(isFlat(kind) ? [{ offset: 0, length: diskBytes, data: true }] : await mapByQemu(disk));
    } finally {
      await source.close();
    }
    if (!isOwn(kind)) return;
    const served = await openNbdSource(disk.source, diskBytes, await findQemuNbd(qemu));
    try {
      expect(await digestOf(served)).toBe(createHash('sha256').update(bytes).digest('hex'));
      expect(await mapOf(served)).toEqual(await mapByQemu(disk));
    } finally {
      await served.close();
    }
  });
});

test('what qemu-img converts is what we read, also of a split disk of several pieces', async () => {
  const size = 4_100 * MiB;
  const edges = [2_047 * MiB - 65_536, 2_048 * MiB - 512, 4_094 * MiB - 4_096, size - MiB];
  const big = await makeRawDisk(join(folder, 'big.raw'), {
    bytes: size,
    data: edges.map((offset) => ({ offset, bytes: 131_072 })),
  });
  for (const kind of ['vmdk-twoGbMaxExtentSparse', 'vmdk-twoGbMaxExtentFlat'] as const) {
    const disk = await inspectDisk(await makeDisk(big, kind, join(folder, `${kind}-big.vmdk`)), qemu);
    expect(disk.files.length).toBeGreaterThan(3);
    const source = await openBlockSource(disk, { qemu });
    for (const offset of edges) {
      const found = await source.read(offset - 4_096, 131_072 + 4_096);
      expect(found.subarray(0, 4_096).equals(Buffer.alloc(4_096)), `before ${offset}`).toBe(true);
      expect(found.subarray(4_096).equals(noise(131_072, 1 + ((edges.indexOf(offset) * 31) % 250)))).toBe(true);
    }
    if (kind === 'vmdk-twoGbMaxExtentSparse') expect(await mapOf(source)).toEqual(await mapByQemu(disk));
    await source.close();
  }
});

describe('disks whose files lie otherwise', () => {
  test('flat extents that begin within their file, two of them in one', async () => {
    const place = join(folder, 'offsets');
    await mkdir(place);
    const data = await makeRawDisk(join(place, 'd.bin'), { bytes: 4 * MiB, head: Buffer.alloc(512) });
    await overwrite(data, 2 * MiB, mbr([{ type: 0x83, start: 2_048, sectors: 4_096, active: true }]));
    const path = join(place, 'd.vmdk');
    const lines = [
      '# Disk DescriptorFile',
      'version=1',
      'CID=12345678',
      'parentCID=ffffffff',
      'createType="monolithicFlat"',
      'RW 4096 FLAT "d.bin" 4096',
      'RW 2048 FLAT "d.bin" 1024',
      '',
    ];
    await writeFile(path, lines.join('\n'));
    const source = await openBlockSource(await inspectDisk(path, qemu), { qemu });
    await runQemuImg(['convert', '-f', 'vmdk', '-O', 'raw', path, join(place, 'd.raw')]);
    expect(await digestOf(source, 65_536)).toBe(await sha256Of(join(place, 'd.raw')));
    await source.close();
  });

  test.each(['raw', 'vmdk-streamOptimized', 'vhd-dynamic', 'qcow2'] as const)(
    '%s in the middle of another file',
    async (kind) => {
      const disk = await inspected(kind);
      const member = await readFile(disk.source.path);
      const path = join(folder, `${kind}.ova`);
      await writeFile(path, Buffer.concat([noise(1_536), member, noise(2_048)]));
      const laid = { ...disk.source, path, range: { offsetBytes: 1_536, sizeBytes: member.length } };
      const source = await openBlockSource({ ...disk, source: laid }, { qemu });
      await expectGuestBytes(source);
      await source.close();
      await truncate(path, 1_536 + member.length - 1);
      await expect(openBlockSource({ ...disk, source: laid }, { qemu })).rejects.toMatchObject({
        code: 'source.truncated',
      });
    },
  );

  test('pieces without their descriptor', async () => {
    const disk = await make('vmdk-twoGbMaxExtentSparse');
    const [path = '', piece = ''] = disk.files;
    await rm(path);
    const pieces = [{ path: piece, kind: 'sparse' as const, bytes: diskBytes, offsetBytes: 0 }];
    const source = await openBlockSource({ ...disk, source: { ...disk.source, pieces } }, { qemu });
    await expectGuestBytes(source);
    await source.close();
  });
});

describe('refuses', () => {
  test('ranges that are not on the disk, and a disk that became another one', async () => {
    const disk = await make('vmdk-monolithicSparse');
    const source = await openBlockSource(disk, { qemu });
    for (const [offset, length] of [
      [-1, 1],
      [diskBytes, 1],
      [0, diskBytes + 1],
      [0.5, 1],
      [NaN, 1],
      [0, -1],
      [2 ** 53, 1],
    ] as const) {
      await expect(source.read(offset, length), `${length} at ${offset}`).rejects.toMatchObject({
        code: 'source.corrupt',
      });
    }
    await source.close();
    const smaller = await makeRawDisk(join(folder, 'smaller.raw'), { bytes: 8 * MiB });
    await makeDisk(smaller, 'vmdk-monolithicSparse', disk.source.path);
    await expect(openBlockSource(disk, { qemu })).rejects.toMatchObject({ code: 'source.changed' });
  });

  test('to go on when asked to stop', async () => {
    const source = await openBlockSource(await inspected('vmdk-streamOptimized'), { qemu });
    const stop = new AbortController();
    const reading = source.read(0, diskBytes, stop.signal);
    const reason = new Error('asked');
    stop.abort(reason);
    await expect(reading).rejects.toBe(reason);
    await expect(source.map(stop.signal)[Symbol.asyncIterator]().next()).rejects.toBe(reason);
    await expectGuestBytes(source);
    await source.close();
  });
});
