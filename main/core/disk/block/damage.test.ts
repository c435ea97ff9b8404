/** Disks damaged after they were accepted: each read gives the right bytes or `source.corrupt`, soon, and within bounds. */
import { copyFile, mkdtemp, readFile, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDisk, makeRawDisk, noise, overwrite, type DiskKind } from '../../../../build/test-disks.ts';
import { Failure } from '../../../../contract/failure-error.ts';
import type { BlockSource } from '../block-source.ts';
import { inspectDisk, type InspectedDisk } from '../inspect.ts';
import { findQemu } from '../find-qemu.ts';
import type { Qemu } from '../qemu.ts';
import { openBlockSource } from './open-block-source.ts';

const MiB = 2 ** 20;
const diskBytes = 40 * MiB;
const grainBytes = 65_536;
const damaged = ['vmdk-monolithicSparse', 'vmdk-streamOptimized', 'vhd-dynamic'] as const;
type Damaged = (typeof damaged)[number];
let folder: string;
let raw: string;
let bytes: Buffer;
let qemu: Qemu;
const disks = new Map<DiskKind, InspectedDisk>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disk-damage-'));
  qemu = await findQemu();
  raw = await makeRawDisk(join(folder, 'web.raw'), {
    bytes: diskBytes,
    data: [
      { offset: MiB, bytes: 4 * grainBytes },
      { offset: 33 * MiB, bytes: grainBytes },
    ],
  });
  bytes = await readFile(raw);
  for (const kind of damaged) disks.set(kind, await inspectDisk(await makeDisk(raw, kind), qemu));
});
afterAll(() => rm(folder, { recursive: true }));

let count = 0;
/** A copy of an accepted disk, to be damaged. */
async function copyOf(kind: Damaged): Promise<InspectedDisk> {
  const disk = disks.get(kind);
  if (disk === undefined) throw new Error(kind);
  const path = join(folder, `${count++}.img`);
  await copyFile(disk.source.path, path);
  return { ...disk, files: [path], source: { ...disk.source, path } };
}

async function withSource<T>(disk: InspectedDisk, use: (source: BlockSource) => Promise<T>): Promise<T> {
  const source = await openBlockSource(disk, { qemu });
  try {
    return await use(source);
  } finally {
    await source.close();
  }
}

const corrupt = { code: 'source.corrupt' };
async function mapLength(source: BlockSource): Promise<number> {
  let length = 0;
  for await (const extent of source.map()) length += extent.length;
  return length;
}

/** Where the VMDK's grain directory, and the entry of a grain in its table, lie in the file. */
async function vmdkPlaces(path: string, grain: number): Promise<{ directory: number; entry: number; start: number }> {
  const file = await readFile(path);
  const atEnd = file.readBigUInt64LE(56) === 0xffffffffffffffffn;
  const header = atEnd ? file.subarray(file.length - 1_024) : file;
  const directory = Number(header.readBigUInt64LE(56)) * 512;
  const table = file.readUInt32LE(directory + Math.floor(grain / 512) * 4) * 512;
  const entry = table + (grain % 512) * 4;
  return { directory, entry, start: file.readUInt32LE(entry) * 512 };
}
const u32le = (value: number): Buffer => {
  const four = Buffer.alloc(4);
  four.writeUInt32LE(value);
  return four;
};

describe('a VMDK', () => {
  test('with an entry that leads out of the file gives everything but that grain', async () => {
    for (const kind of ['vmdk-monolithicSparse', 'vmdk-streamOptimized'] as const) {
      const disk = await copyOf(kind);
      const { entry } = await vmdkPlaces(disk.source.path, 17);
      await overwrite(disk.source.path, entry, u32le(0xfffffff0));
      await withSource(disk, async (source) => {
        await expect(source.read(17 * grainBytes + 5, 1), kind).rejects.toMatchObject(corrupt);
        await expect(source.read(MiB, 3 * grainBytes), kind).rejects.toMatchObject(corrupt);
        await expect(mapLength(source), kind).rejects.toMatchObject(corrupt);
        expect((await source.read(MiB, grainBytes)).equals(bytes.subarray(MiB, MiB + grainBytes))).toBe(true);
        expect((await source.read(33 * MiB, 9)).equals(bytes.subarray(33 * MiB, 33 * MiB + 9))).toBe(true);
      });
    }
  });

  test('with a grain table outside the file', async () => {
    const disk = await copyOf('vmdk-monolithicSparse');
    const { directory } = await vmdkPlaces(disk.source.path, 0);
    await overwrite(disk.source.path, directory, u32le(0x7fffffff));
    await withSource(disk, async (source) => {
      await expect(source.read(0, 512)).rejects.toMatchObject(corrupt);
      expect(await source.read(33 * MiB, 512)).toEqual(bytes.subarray(33 * MiB, 33 * MiB + 512));
    });
  });

  test.each([
    ['is of another place', (): Buffer => u32le(8), 0],
    ['has no length', (): Buffer => u32le(0), 8],
    ['claims 4 GiB', (): Buffer => u32le(0xffffffff), 8],
    ['leads out of the file', (): Buffer => u32le(grainBytes * 2), 8],
    ['is not packed', (): Buffer => noise(64), 12],
    ['unpacks to more than a grain', (): Buffer => packed(Buffer.alloc(grainBytes * 50)), 8],
    ['unpacks to less than a grain', (): Buffer => packed(Buffer.alloc(grainBytes - 1)), 8],
  ])('with a packed grain that %s', async (_what, damage, at) => {
    const disk = await copyOf('vmdk-streamOptimized');
    // the last grain of the file, so that a longer one reaches the end
    const { start } = await vmdkPlaces(disk.source.path, (33 * MiB) / grainBytes);
    await overwrite(disk.source.path, start + at, damage());
    await withSource(disk, async (source) => {
      await expect(source.read(33 * MiB, 512)).rejects.toMatchObject(corrupt);
      expect(await source.read(MiB, 512)).toEqual(bytes.subarray(MiB, MiB + 512));
    });
  });
  /** A packed grain from its length on. */
  const packed = (grain: Buffer): Buffer => {
    const stream = deflateSync(grain);
    return Buffer.concat([u32le(stream.length), stream]);
  };
});

test('a VHD with a block outside the file, and one with a block size of nothing', async () => {
  const disk = await copyOf('vhd-dynamic');
  const file = await readFile(disk.source.path);
  const header = Number(file.readBigUInt64BE(16));
  const table = Number(file.readBigUInt64BE(header + 16));
  await overwrite(disk.source.path, table, Buffer.from([0x7f, 0xff, 0xff, 0xff]));
  await withSource(disk, async (source) => {
    await expect(source.read(0, 512)).rejects.toMatchObject(corrupt);
    await expect(mapLength(source)).rejects.toMatchObject(corrupt);
    expect(await source.read(33 * MiB, 512)).toEqual(bytes.subarray(33 * MiB, 33 * MiB + 512));
  });
  await overwrite(disk.source.path, header + 32, Buffer.alloc(4));
  await expect(openBlockSource(disk, { qemu })).rejects.toMatchObject(corrupt);
});

test('a disk cut short while it is read is never filled up with zeros', async () => {
  for (const kind of damaged) {
    const disk = await copyOf(kind);
    const { size } = await stat(disk.source.path);
    await withSource(disk, async (source) => {
      await truncate(disk.source.path, Math.floor(size / 2));
      await expect(source.read(0, diskBytes), kind).rejects.toMatchObject(corrupt);
    });
  }
});

test('a header that claims 64 TiB over tables that are not there costs neither time nor memory', async () => {
  const disk = await copyOf('vmdk-monolithicSparse');
  const claimed = 2 ** 46;
  const capacity = Buffer.alloc(8);
  capacity.writeBigUInt64LE(BigInt(claimed / 512));
  await overwrite(disk.source.path, 12, capacity);
  const grown = { ...disk, report: { ...disk.report, virtualSizeBytes: claimed } };
  await withSource(grown, async (source) => {
    await expect(source.read(claimed - 512, 512)).rejects.toMatchObject(corrupt);
    await expect(source.read(0, claimed)).rejects.toMatchObject(corrupt);
    await expect(mapLength(source)).rejects.toMatchObject(corrupt);
  });
});

test.each(damaged)('any damage to the tables of %s ends in bytes or in a reason', async (kind) => {
  const pristine = await copyOf(kind);
  const original = await readFile(pristine.source.path);
  const { entry, directory } =
    kind === 'vhd-dynamic' ? { entry: 1_536, directory: 512 } : await vmdkPlaces(pristine.source.path, 0);
  const places = [
    [0, 128],
    [directory, 16],
    [entry, 2_560],
    [original.length - 1_024, 1_024],
  ] as const;
  const random = noise(6_000, 77);
  const codes = new Set<string>();
  for (let round = 0; round < 150; round++) {
    const [base, span] = places[round % places.length] ?? [0, 1];
    const at = base + (random.readUInt32LE(round * 16) % span);
    const change = random.subarray(round * 16 + 4, round * 16 + 4 + 1 + (round % 8));
    await overwrite(pristine.source.path, at, change);
    try {
      await withSource(pristine, async (source) => {
        for (const offset of [0, MiB, 33 * MiB, diskBytes - 70_000]) {
          expect((await source.read(offset, 70_000)).length).toBe(70_000);
        }
        expect(await mapLength(source)).toBe(diskBytes);
      });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      codes.add(error.code);
    }
    await overwrite(pristine.source.path, at, original.subarray(at, at + change.length));
    await truncate(pristine.source.path, original.length);
  }
  for (const code of codes) expect(code).toMatch(/^source\./);
  expect(codes).toContain('source.corrupt');
  await withSource(pristine, async (source) => {
    expect((await source.read(0, diskBytes)).equals(bytes)).toBe(true);
  });
});
