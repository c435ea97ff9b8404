/** Inspection of real disks in every format: what is said about them, under any name, reading little. */
import { link, mkdir, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diskKinds, gpt, makeDisk, makeRawDisk, mbr, overwrite, type DiskKind } from '../../../build/test-disks.ts';
import { inspectDisk } from './inspect.ts';
import { findQemu } from './find-qemu.ts';
import type { Qemu } from './qemu.ts';

const MiB = 2 ** 20;
/** Over 4 GiB, so that split disks have several pieces; not a round number, so that the last grain is a part of one. */
const diskBytes = 4_500 * MiB + 7 * 512;
let folder: string;
let raw: string;
let qemu: Qemu;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disk-inspect-'));
  qemu = await findQemu();
  raw = await makeRawDisk(join(folder, 'web.raw'), { bytes: diskBytes });
});
afterAll(() => rm(folder, { recursive: true }));

interface Expected {
  readonly format: string;
  readonly subformat?: string;
  readonly files?: number;
}
/** A kind that is not here is expected to be the format its name begins with, in one file. */
const expected: Partial<Record<DiskKind, Expected>> = {
  raw: { format: 'raw' },
  'vmdk-monolithicSparse': { format: 'vmdk', subformat: 'monolithicSparse' },
  'vmdk-monolithicFlat': { format: 'vmdk', subformat: 'monolithicFlat', files: 2 },
  'vmdk-twoGbMaxExtentSparse': { format: 'vmdk', subformat: 'twoGbMaxExtentSparse', files: 4 },
  'vmdk-twoGbMaxExtentFlat': { format: 'vmdk', subformat: 'twoGbMaxExtentFlat', files: 4 },
  'vmdk-streamOptimized': { format: 'vmdk', subformat: 'streamOptimized' },
  'vhd-dynamic': { format: 'vhd', subformat: 'dynamic' },
  'vhd-fixed': { format: 'vhd', subformat: 'fixed' },
  'vhdx-dynamic': { format: 'vhdx', subformat: 'dynamic' },
  'vhdx-fixed': { format: 'vhdx', subformat: 'fixed' },
  qcow2: { format: 'qcow2', subformat: 'version 3' },
  'qcow2-compressed': { format: 'qcow2', subformat: 'version 3' },
  'qcow2-version2': { format: 'qcow2', subformat: 'version 2' },
  'qcow2-extended': { format: 'qcow2', subformat: 'version 3' },
  qcow: { format: 'qcow', subformat: 'version 1' },
  'vdi-dynamic': { format: 'vdi', subformat: 'dynamic' },
  'vdi-fixed': { format: 'vdi', subformat: 'fixed' },
};

describe('every format is recognised by content, not by name', () => {
  test.each(Object.keys(diskKinds) as DiskKind[])('%s', async (kind) => {
    const path = kind === 'raw' ? raw : await makeDisk(raw, kind);
    // the name says nothing; only a descriptor has to keep its own, for its pieces
    const { files: count = 1, ...facts } = expected[kind] ?? { format: kind.split('-')[0] };
    const chosen = count === 1 ? `${path}.bin` : path;
    if (chosen !== path) await link(path, chosen);
    const { report, files } = await inspectDisk(chosen, qemu);
    expect(report).toMatchObject({
      ...facts,
      virtualSizeBytes: diskBytes,
      partitionTable: 'mbr',
      bootMode: 'BIOS',
      bootCertainty: 'certain',
      os: 'linux',
      partitions: [
        {
          number: 1,
          type: 'Linux',
          startBytes: MiB,
          sizeBytes: diskBytes - MiB,
          active: true,
          fileSystem: 'unknown',
        },
      ],
    });
    // the map is coarser in some formats, never finer than the data
    expect(report.allocatedBytes).toBeGreaterThanOrEqual(MiB + 65_536);
    expect(report.allocatedBytes).toBeLessThan(/fixed$|^vhdx/.test(kind) ? Infinity : 64 * MiB);
    expect(files).toHaveLength(count);
    expect(report.files).toHaveLength(count);
    expect(report.storedSizeBytes).toBeGreaterThan(MiB);
    expect(report.storedSizeBytes).toBeLessThan(64 * MiB);
  });
});

describe('a piece leads to its disk', () => {
  test('a piece of a split disk, and the data file of a flat one', async () => {
    const small = await makeRawDisk(join(folder, 'small.raw'), { bytes: 16 * MiB });
    const split = await makeDisk(small, 'vmdk-twoGbMaxExtentSparse', join(folder, 'split.vmdk'));
    const flat = await makeDisk(small, 'vmdk-monolithicFlat', join(folder, 'flat.vmdk'));
    const bySplit = await inspectDisk(join(folder, 'split-s001.vmdk'), qemu);
    expect(bySplit.files).toEqual([split, join(folder, 'split-s001.vmdk')]);
    const byFlat = await inspectDisk(join(folder, 'flat-flat.vmdk'), qemu);
    expect(byFlat.files).toEqual([flat, join(folder, 'flat-flat.vmdk')]);
    expect(byFlat.source.path).toBe(flat);
  });
});

test.each([
  'web 01, copy: "a" 100%.vmdk',
  '服务器 🖥.vmdk',
  'nbd:localhost.vmdk',
  'line\nbreak.vmdk',
  '-f.vmdk',
  "it's{}[]?*.vmdk",
])('the name %j works, for whole and for split disks', async (name) => {
  const place = join(folder, `odd ${name}`);
  await mkdir(place);
  const small = await makeRawDisk(join(folder, 'named.raw'), { bytes: 8 * MiB });
  const plain = await makeDisk(small, 'vmdk-monolithicSparse', join(place, 'plain.vmdk'));
  await rename(plain, join(place, name));
  expect((await inspectDisk(join(place, name), qemu)).report).toMatchObject({
    name,
    virtualSizeBytes: 8 * MiB,
  });
  if (/["\n]/.test(name)) return; // no descriptor can name such a piece
  const split = await makeDisk(small, 'vmdk-twoGbMaxExtentSparse', join(place, `split ${name}`));
  expect((await inspectDisk(split, qemu)).files).toHaveLength(2);
});

test('follows a link to the file itself', async () => {
  const small = await makeRawDisk(join(folder, 'target.raw'), { bytes: 8 * MiB });
  await symlink(small, join(folder, 'link.raw'));
  expect((await inspectDisk(join(folder, 'link.raw'), qemu)).files).toEqual([small]);
});

test('a VHD whose maker does not count in cylinders keeps its last megabyte', async () => {
  const bytes = 100 * MiB + 512;
  const small = await makeRawDisk(join(folder, 'vbox.raw'), { bytes });
  const path = await makeDisk(small, 'vhd-fixed');
  const creator = Buffer.from('vbox');
  await overwrite(path, bytes + 28, creator);
  // the checksum covers the name
  const sum = (text: string): number => Buffer.from(text).reduce((total, byte) => total + byte, 0);
  const footer = (await readFile(path)).subarray(bytes);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE((footer.readUInt32BE(64) + sum('qem2') - sum('vbox')) >>> 0);
  await overwrite(path, bytes + 64, checksum);
  expect((await inspectDisk(path, qemu)).report.virtualSizeBytes).toBe(bytes);
});

describe('partition tables', () => {
  const efi = 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b';
  const bios = '21686148-6449-6e6f-744e-656564454649';
  const linux = '0fc63daf-8483-4772-8e79-3d69d8477de4';
  const bytes = 64 * MiB;
  const inspectHead = async (head: Buffer, ...more: { at: number; bytes: Buffer }[]) => {
    const path = await makeRawDisk(join(folder, 'table.raw'), { bytes, data: [], head });
    for (const piece of more) await overwrite(path, piece.at, piece.bytes);
    return (await inspectDisk(await makeDisk(path, 'qcow2', join(folder, 'table.qcow2')), qemu)).report;
  };
  const part = (type: string, start: number) => ({ type, start, sectors: 4_096 });

  test.each([
    ['UEFI', [part(efi, 2_048), part(linux, 8_192)]],
    ['BIOS', [part(bios, 2_048), part(linux, 8_192)]],
    ['unknown', [part(bios, 2_048), part(efi, 8_192), part(linux, 16_384)]],
  ])('GPT that boots %s', async (bootMode, partitions) => {
    const report = await inspectHead(gpt(bytes, partitions));
    expect(report).toMatchObject({ partitionTable: 'gpt', bootMode });
    expect(report.partitions.map((one) => one.startBytes)).toEqual(partitions.map((one) => one.start * 512));
  });

  test('a damaged GPT is called unreadable, not empty', async () => {
    const head = gpt(bytes, [part(linux, 2_048)]);
    head.writeUInt8(1, 1_024);
    expect(await inspectHead(head)).toMatchObject({ partitionTable: 'unreadable', partitions: [] });
  });

  test('logical partitions are followed, and a loop among them ends', async () => {
    const head = mbr([
      { type: 0x83, start: 2_048, sectors: 2_048, active: true },
      { type: 0x05, start: 8_192, sectors: 65_536 },
    ]);
    const first = mbr(
      [
        { type: 0x82, start: 2_048, sectors: 2_048 },
        { type: 0x05, start: 8_192, sectors: 8_192 },
      ],
      false,
    );
    const second = mbr(
      [
        { type: 0x8e, start: 2_048, sectors: 2_048 },
        { type: 0x05, start: 0, sectors: 8_192 },
      ],
      false,
    );
    const report = await inspectHead(head, { at: 8_192 * 512, bytes: first }, { at: 16_384 * 512, bytes: second });
    expect(report.partitions).toMatchObject([
      { number: 1, type: 'Linux', startBytes: MiB },
      { number: 5, type: 'Linux swap', startBytes: 10_240 * 512 },
      { number: 6, type: 'Linux LVM', startBytes: 18_432 * 512 },
    ]);
  });

  test('an MBR with an EFI partition boots UEFI; a partition beyond the disk is unreadable', async () => {
    expect(await inspectHead(mbr([{ type: 0xef, start: 2_048, sectors: 2_048 }]))).toMatchObject({
      bootMode: 'UEFI',
    });
    const beyond = await inspectHead(mbr([{ type: 0x83, start: 2_048, sectors: 2 ** 30 }]));
    expect(beyond).toMatchObject({ partitionTable: 'unreadable' });
  });
});

test('where qemu-img came without qemu-nbd, that is said; a VMDK does without', async () => {
  const alone = { ...qemu, program: join(folder, 'qemu-img') };
  await symlink(qemu.program, alone.program);
  const small = await makeRawDisk(join(folder, 'alone.raw'), { bytes: 8 * MiB });
  await expect(inspectDisk(await makeDisk(small, 'qcow2'), alone)).rejects.toMatchObject({
    code: 'machine.qemu-missing',
    facts: { program: 'qemu-nbd' },
  });
  const { report } = await inspectDisk(await makeDisk(small, 'vmdk-monolithicSparse'), alone);
  expect(report.partitions).toHaveLength(1);
});

test('a 40 GiB disk is inspected through a small part of its file', async () => {
  const data = Array.from({ length: 40 }, (_, n) => ({ offset: n * 1_024 * MiB + MiB, bytes: 4 * MiB }));
  const big = await makeRawDisk(join(folder, 'big.raw'), { bytes: 40 * 1_024 * MiB, data });
  const vmdk = await makeDisk(big, 'vmdk-monolithicSparse', join(folder, 'big.vmdk'));
  const before = await bytesReadSoFar();
  const { report } = await inspectDisk(vmdk, qemu);
  expect(report).toMatchObject({ virtualSizeBytes: 40 * 1_024 * MiB, bootMode: 'BIOS' });
  // its grain tables alone are 2.5 MiB; under one part in a hundred of a disk with 1 GiB in it
  expect((await bytesReadSoFar()) - before).toBeLessThan(10 * MiB);
});

/** By this process and the programs it ran, where the system counts it; elsewhere 0. */
async function bytesReadSoFar(): Promise<number> {
  const counted = await readFile('/proc/self/io', 'utf8').catch(() => '');
  return Number(/rchar: (\d+)/.exec(counted)?.[1] ?? 0);
}
