/** What the first sectors of a disk say about starting from it: MBR, GPT, active partition, EFI system partition. */
import type { Disk } from './disk.ts';

export interface BootFacts {
  readonly table: 'MBR' | 'GPT' | 'none';
  /** 55 AA at the end of the first sector. */
  readonly bootSignature: boolean;
  /** The first sector holds code. */
  readonly bootCode: boolean;
  readonly activePartition: boolean;
  readonly efiSystemPartition: boolean;
  readonly partitions: number;
}

const sector = 512;
const protective = 0xee;
const efiType = 0xef;
const efiSystemGuid = 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b';
const bootCodeBytes = 440;
/** More than any system writes; bounds what a damaged header can make us read. */
const mostEntries = 1024;

export async function readBootFacts(disk: Disk): Promise<BootFacts> {
  const first = await disk.read(0, sector);
  const bootSignature = first.length === sector && first.readUInt16BE(510) === 0x55aa;
  const bootCode = first.subarray(0, bootCodeBytes).some((byte) => byte !== 0);
  const gpt = await readGpt(disk);
  const entries = bootSignature
    ? [0, 1, 2, 3].map((index) => first.subarray(446 + index * 16, 462 + index * 16)).filter(isPartition)
    : [];
  const activePartition = entries.some((entry) => entry[0] === 0x80);
  if (gpt !== undefined && (entries.length === 0 || entries.some((entry) => entry[4] === protective))) {
    return {
      table: 'GPT',
      bootSignature,
      bootCode,
      activePartition,
      efiSystemPartition: gpt.includes(efiSystemGuid),
      partitions: gpt.length,
    };
  }
  return {
    table: entries.length > 0 ? 'MBR' : 'none',
    bootSignature,
    bootCode,
    activePartition,
    efiSystemPartition: entries.some((entry) => entry[4] === efiType),
    partitions: entries.length,
  };
}

/** A boot sector of a bare file system has other bytes here: a status is 00 or 80, a partition has a type, a start and a length. */
const isPartition = (entry: Buffer): boolean =>
  (entry[0] === 0 || entry[0] === 0x80) && entry[4] !== 0 && entry.readUInt32LE(8) > 0 && entry.readUInt32LE(12) > 0;

/** The type of each partition, or undefined where there is no GPT. */
async function readGpt(disk: Disk): Promise<string[] | undefined> {
  const header = await disk.read(sector, sector);
  if (header.length < sector || header.subarray(0, 8).toString('latin1') !== 'EFI PART') return undefined;
  const count = Math.min(mostEntries, header.readUInt32LE(80));
  const size = header.readUInt32LE(84);
  if (size < 128 || size > 4096) return undefined;
  const table = await disk.read(Number(header.readBigUInt64LE(72)) * sector, count * size);
  const types: string[] = [];
  for (let at = 0; at + size <= table.length; at += size) {
    const type = guid(table.subarray(at, at + 16));
    if (type !== '00000000-0000-0000-0000-000000000000') types.push(type);
  }
  return types;
}

/** The first three fields are little-endian. */
function guid(bytes: Buffer): string {
  const turned = (from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).reverse().toString('hex');
  const plain = (from: number, to: number): string => bytes.subarray(from, to).toString('hex');
  return [turned(0, 4), turned(4, 6), turned(6, 8), plain(8, 10), plain(10, 16)].join('-');
}
