/** Planned files, written out and judged by the real qemu-img: sound, the same disk, the same bytes each time. */
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRawDisk, runQemuImg } from '../../../../build/test-disks.ts';
import type { TargetFormat, TargetVariant } from '../../../../contract/plan.ts';
import type { BlockSource } from '../block-source.ts';
import { openBlockFile } from '../block/block-file.ts';
import { flatPlacer, placedSource } from '../block/placed-source.ts';
import { isZeroRange, readPlanned, readWhole, type PlannedFile } from './planned-file.ts';
import { planFile, plannerFor } from './plan-target.ts';
import { storedUnits, touchedUnits } from './stored-units.ts';

const KiB = 2 ** 10;
const MiB = 2 ** 20;
const GiB = 2 ** 30;
let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'planned-file-'));
});
afterAll(() => rm(folder, { recursive: true }));

type Pieces = readonly { offset: number; bytes: number }[];
interface Target {
  readonly format: TargetFormat;
  readonly variant?: TargetVariant;
}
const targets: readonly Target[] = [
  { format: 'qcow2' },
  { format: 'vhd' },
  { format: 'vhd', variant: 'fixed' },
  { format: 'raw' },
];
const driver = { qcow2: 'qcow2', vhd: 'vpc', raw: 'raw' } as const;

/** A disk that lies in a bare file, with exactly those extents as its map. */
async function diskOf(path: string, size: number, pieces: Pieces): Promise<BlockSource> {
  const file = await openBlockFile(path);
  const source = placedSource(flatPlacer(file, 0, size), [file]);
  return {
    ...source,
    async *map() {
      await Promise.resolve();
      for (const { offset, bytes } of pieces) yield { offset, length: bytes, data: true };
    },
  };
}

async function planOf(disk: BlockSource, { format, variant }: Target): Promise<PlannedFile> {
  const planner = plannerFor(format, variant);
  if (planner === undefined) throw new Error('it can be planned');
  return planFile(planner, disk.size, await touchedUnits(disk.map(), planner.unitBytes));
}

/** Writes it out in pieces of an odd size, holes where zeros are known. */
async function writeOut(file: PlannedFile, disk: BlockSource, format: TargetFormat): Promise<string> {
  const path = join(folder, `out-${count++}.${format}`);
  const out = await open(path, 'w');
  const step = 1_299_709;
  for (let start = 0; start < file.byteLength;) {
    const run = file.run(start, file.byteLength - start);
    const length = run.kind === 'zeros' ? run.length : Math.min(step, file.byteLength - start);
    let at = start;
    if (run.kind !== 'zeros')
      for await (const chunk of readPlanned(file, disk, { start, length }, 300_001)) {
        await out.write(chunk, 0, chunk.length, at);
        at += chunk.length;
      }
    start += length;
  }
  await out.truncate(file.byteLength);
  await out.close();
  return path;
}

const disks: readonly { name: string; bytes: number; pieces: Pieces }[] = [
  { name: 'a single sector', bytes: 512, pieces: [{ offset: 0, bytes: 512 }] },
  { name: 'a cluster and a sector', bytes: 64 * KiB + 512, pieces: [{ offset: 64 * KiB, bytes: 512 }] },
  { name: 'nothing stored', bytes: 8 * MiB, pieces: [] },
  { name: 'a block of VHD less a sector', bytes: 2 * MiB - 512, pieces: [{ offset: 0, bytes: 2 * MiB - 512 }] },
  {
    name: 'pieces around the borders of clusters, blocks and tables',
    bytes: 1_025 * MiB + 512,
    pieces: [
      { offset: 0, bytes: 512 },
      { offset: 64 * KiB - 512, bytes: 1_024 },
      { offset: 2 * MiB - 512, bytes: 512 },
      { offset: 4 * MiB, bytes: 3 * MiB + 512 },
      { offset: 512 * MiB - 512, bytes: 1_024 },
      { offset: 1_025 * MiB, bytes: 512 },
    ],
  },
  {
    name: 'far apart on a large disk',
    bytes: 130 * GiB + 512,
    pieces: [
      { offset: 512, bytes: 64 * KiB },
      { offset: 65 * GiB + 512, bytes: 512 },
      { offset: 130 * GiB, bytes: 512 },
    ],
  },
];

describe.each(disks)('$name', ({ name, bytes, pieces }) => {
  let path: string;
  let disk: BlockSource;
  beforeAll(async () => {
    path = await makeRawDisk(join(folder, `${name}.raw`), { bytes, data: pieces, head: Buffer.alloc(0) });
    disk = await diskOf(path, bytes, pieces);
  });
  afterAll(() => disk.close());

  test.each(targets)('as $format $variant is the same disk to qemu-img', async (target) => {
    const { format } = target;
    const out = await writeOut(await planOf(disk, target), disk, format);
    if (format === 'qcow2') await runQemuImg(['check', '-f', 'qcow2', out]);
    const info = await runQemuImg(['info', '--output=json', '-f', driver[format], out]);
    expect(JSON.parse(info)).toMatchObject({ 'virtual-size': bytes });
    const said = await runQemuImg(['compare', '-f', 'raw', '-F', driver[format], path, out]);
    expect(said).toContain('Images are identical.');
    await rm(out);
  });

  test.each(targets)('as $format $variant any range is made alike, alone or with its neighbours', async (target) => {
    const file = await planOf(disk, target);
    const most = Math.min(file.byteLength, 5 * MiB);
    for (const start of [0, file.byteLength - most]) {
      const whole = await readWhole(file, disk, { start, length: most });
      for (const [from, to] of [
        [0, 511],
        [511, 66_049],
        [Math.floor(most / 3), most],
      ] as const) {
        const range = { start: start + Math.min(from, most), length: Math.min(to, most) - Math.min(from, most) };
        const again = await readWhole(file, disk, range);
        expect(again.equals(whole.subarray(range.start - start, range.start - start + range.length))).toBe(true);
      }
    }
  });
});

test('what is not stored in a bare disk is known to be zeros, and only that', async () => {
  const bytes = 4 * MiB;
  const pieces = [{ offset: MiB, bytes: 512 }];
  const path = await makeRawDisk(join(folder, 'zeros.raw'), { bytes, data: pieces, head: Buffer.alloc(0) });
  const disk = await diskOf(path, bytes, pieces);
  const file = await planOf(disk, { format: 'raw' });
  expect(isZeroRange(file, { start: 0, length: MiB })).toBe(true);
  expect(isZeroRange(file, { start: 0, length: MiB + 1 })).toBe(false);
  expect(isZeroRange(file, { start: 2 * MiB, length: 2 * MiB })).toBe(true);
  await disk.close();
});

test('one disk with other contents is another VHD, to itself always the same', () => {
  const identity = (first: number): string => {
    const file = planFile(plannerFor('vhd', undefined) ?? expect.fail(), 64 * MiB, [{ first, count: 1 }]);
    const run = file.run(0, 512);
    return run.kind === 'made' ? run.make().toString('hex', 68, 84) : '';
  };
  expect(identity(3)).toBe(identity(3));
  expect(identity(3)).not.toBe(identity(4));
});

test('units that extents touch are joined; a map of a million runs is looked up', async () => {
  const extents = async function* () {
    await Promise.resolve();
    yield { offset: 0, length: 10, data: true };
    yield { offset: 10, length: 80, data: false };
    yield { offset: 90, length: 15, data: true };
    yield { offset: 105, length: 95, data: true };
    yield { offset: 300, length: 1, data: true };
  };
  expect(await touchedUnits(extents(), 100)).toEqual([
    { first: 0, count: 2 },
    { first: 3, count: 1 },
  ]);
  const runs = Array.from({ length: 1_000_000 }, (_, index) => ({ first: index * 3, count: 2 }));
  const units = storedUnits(3_000_000 * 512, 512, runs);
  expect(units.stored).toBe(2_000_000);
  expect([units.indexOf(2_999_998), units.indexOf(2_999_999), units.nextStored(2)]).toEqual([1_999_999, -1, 3]);
  expect(units.unitAt(1_999_998)).toEqual({ unit: 2_999_997, inRow: 2 });
});

test('a disk that cannot be read ends the reading with its own reason', async () => {
  const path = join(folder, 'short.raw');
  await writeFile(path, Buffer.alloc(MiB));
  const disk = await diskOf(path, 2 * MiB, [{ offset: 0, bytes: 2 * MiB }]);
  const file = await planOf(disk, { format: 'raw' });
  const reading = async (): Promise<void> => {
    for await (const _ of readPlanned(file, disk, { start: 0, length: 2 * MiB }, 256 * KiB));
  };
  await expect(reading()).rejects.toMatchObject({ code: 'source.corrupt' });
  await disk.close();
});
