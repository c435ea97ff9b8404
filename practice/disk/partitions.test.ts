import { expect, it } from 'vitest';
import type { Disk } from './disk.ts';
import { readBootFacts } from './partitions.ts';

function diskOf(bytes: Buffer): Disk {
  return {
    format: 'RAW',
    virtualBytes: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

function gptDisk(types: string[]): Buffer {
  const disk = Buffer.alloc(64 * 512);
  disk[450] = 0xee;
  disk.writeUInt32LE(1, 454);
  disk.writeUInt32LE(63, 458);
  disk.writeUInt16BE(0x55aa, 510);
  disk.write('EFI PART', 512, 'latin1');
  disk.writeBigUInt64LE(2n, 512 + 72);
  disk.writeUInt32LE(128, 512 + 80);
  disk.writeUInt32LE(128, 512 + 84);
  for (const [index, type] of types.entries()) disk.write(type, 1024 + index * 128, 'hex');
  return disk;
}
/** As they lie on the disk. */
const efiSystem = '28732ac11ff8d211ba4b00a0c93ec93b';
const linuxData = 'af3dc60f838472478e793d69d8477de4';

it('finds the EFI system partition of a GPT disk', async () => {
  const facts = await readBootFacts(diskOf(gptDisk([efiSystem, linuxData])));
  expect(facts).toMatchObject({ table: 'GPT', partitions: 2, efiSystemPartition: true, bootCode: false });
  expect(await readBootFacts(diskOf(gptDisk([linuxData])))).toMatchObject({
    table: 'GPT',
    efiSystemPartition: false,
  });
});

it('does not take the boot sector of a bare file system for a partition table', async () => {
  const sector = Buffer.alloc(64 * 512, 0x6d);
  sector.writeUInt16BE(0x55aa, 510);
  expect(await readBootFacts(diskOf(sector))).toMatchObject({
    table: 'none',
    bootSignature: true,
    partitions: 0,
  });
});

it('copes with a header that lies and a disk that is too short', async () => {
  const wild = gptDisk([efiSystem]);
  wild.writeUInt32LE(0xffff_ffff, 512 + 80);
  expect((await readBootFacts(diskOf(wild))).table).toBe('GPT');
  expect(await readBootFacts(diskOf(Buffer.alloc(10)))).toMatchObject({
    table: 'none',
    bootSignature: false,
  });
});
