/** Reads partition tables (MBR with logical partitions, GPT of UEFI 2.10 §5) and says from them how the disk boots. */
import type { z } from '../../../contract/schema.ts';
import type { DiskReport, partition } from '../../../contract/views.ts';
import { crc32 } from 'node:zlib';
import { guidText } from './guid.ts';
import type { ByteReader } from './source-file.ts';

type Partition = z.infer<typeof partition>;
export type PartitionFacts = Pick<DiskReport, 'partitionTable' | 'partitions' | 'bootMode'>;

const mbrTypes = new Map([
  [0x01, 'FAT12'], [0x04, 'FAT16'], [0x06, 'FAT16'], [0x07, 'NTFS'], [0x0b, 'FAT32'], [0x0c, 'FAT32'], [0x0e, 'FAT16'],
  [0x27, 'Windows recovery'], [0x42, 'Windows dynamic disk'], [0x82, 'Linux swap'], [0x83, 'Linux'], [0x8e, 'Linux LVM'],
  [0xa5, 'FreeBSD'], [0xef, 'EFI system'], [0xfd, 'Linux RAID'],
]); // prettier-ignore
const gptTypes = new Map([
  ['c12a7328-f81f-11d2-ba4b-00a0c93ec93b', 'EFI system'],
  ['21686148-6449-6e6f-744e-656564454649', 'BIOS boot'],
  ['0fc63daf-8483-4772-8e79-3d69d8477de4', 'Linux'],
  ['4f68bce3-e8cd-4db1-96e7-fbcaf984b709', 'Linux root'],
  ['0657fd6d-a4ab-43c4-84e5-0933c84b4f4f', 'Linux swap'],
  ['e6d6d379-f507-44c2-a23c-238f2a3df928', 'Linux LVM'],
  ['a19d880f-05fc-4d3b-a006-743f0f84911e', 'Linux RAID'],
  ['bc13c2ff-59e6-4262-a352-b275fd6f7172', 'Linux boot'],
  ['ebd0a0a2-b9e5-4433-87c0-68b6b72699c7', 'Windows data'],
  ['e3c9e316-0b5c-4db8-817d-f92df00215ae', 'Microsoft reserved'],
  ['de94bba4-06d1-4d40-a16a-bfd50179d6ac', 'Windows recovery'],
]);
const extendedTypes = new Set([0x05, 0x0f, 0x85]);
const protective = 0xee;
const sectorBytes = 512;
const mostLogical = 60;
const mostGptEntries = 1_024;

interface MbrEntry {
  readonly type: number;
  readonly active: boolean;
  readonly start: number;
  readonly sectors: number;
}

/** Everything the tables say; a table that contradicts itself is `unreadable`. */
export async function readPartitions(disk: ByteReader, diskBytes: number): Promise<PartitionFacts> {
  if (diskBytes < 2 * sectorBytes) return none;
  const first = await disk.read(0, sectorBytes);
  if (!hasSignature(first)) return none;
  // file systems put the same signature into their own first sector
  if (startsFileSystem(first)) return none;
  const entries = mbrEntries(first);
  if (entries.length === 0) return { partitionTable: 'mbr', partitions: [], bootMode: 'unknown' };
  if (entries.some((entry) => entry.type === protective)) return readGpt(disk, diskBytes);
  return readMbr(disk, diskBytes, first, entries);
}

/** Where the disk must at least end for its own tables to be right; 0 when they say nothing. */
export async function tablesEndBytes(disk: ByteReader, diskBytes: number): Promise<number> {
  const first = await disk.read(0, sectorBytes);
  if (!hasSignature(first) || startsFileSystem(first)) return 0;
  const entries = mbrEntries(first);
  if (!entries.some((entry) => entry.type === protective)) {
    return Math.max(0, ...entries.map((entry) => (entry.start + entry.sectors) * sectorBytes));
  }
  if (diskBytes < 2 * sectorBytes) return 0;
  const header = await disk.read(sectorBytes, sectorBytes);
  // the copy of the header is the last sector
  return isGpt(header) ? (Number(header.readBigUInt64LE(32)) + 1) * sectorBytes : 0;
}

const isGpt = (sector: Buffer): boolean => sector.toString('latin1', 0, 8) === 'EFI PART';

const none: PartitionFacts = { partitionTable: 'none', partitions: [], bootMode: 'unknown' };
const unreadable: PartitionFacts = { partitionTable: 'unreadable', partitions: [], bootMode: 'unknown' };

const hasSignature = (sector: Buffer): boolean => sector.readUInt16BE(510) === 0x55aa;

/** NTFS and FAT boot sectors: a name or file system label where an MBR has code. */
export const startsFileSystem = (sector: Buffer): boolean =>
  ['NTFS    ', 'EXFAT   '].includes(sector.toString('latin1', 3, 11)) ||
  sector.toString('latin1', 54, 57) === 'FAT' ||
  sector.toString('latin1', 82, 87) === 'FAT32';

function mbrEntries(sector: Buffer): MbrEntry[] {
  return [0, 1, 2, 3]
    .map((n) => sector.subarray(446 + n * 16, 462 + n * 16))
    .map((entry) => ({
      type: entry[4] ?? 0,
      active: entry[0] === 0x80,
      start: entry.readUInt32LE(8),
      sectors: entry.readUInt32LE(12),
    }))
    .filter((entry) => entry.type !== 0 && entry.sectors !== 0);
}

async function readMbr(
  disk: ByteReader,
  diskBytes: number,
  first: Buffer,
  entries: MbrEntry[],
): Promise<PartitionFacts> {
  const partitions: Partition[] = [];
  for (const [index, entry] of entries.entries()) {
    if ((entry.start + entry.sectors) * sectorBytes > diskBytes || entry.start === 0) return unreadable;
    if (!extendedTypes.has(entry.type)) partitions.push(mbrPartition(index + 1, entry, 0));
  }
  const extended = entries.find((entry) => extendedTypes.has(entry.type));
  if (extended) partitions.push(...(await logicalPartitions(disk, diskBytes, extended.start)));
  const efi = partitions.some((one) => one.type === 'EFI system');
  const bootable = partitions.some((one) => one.active) || first.subarray(0, 440).some((byte) => byte !== 0);
  return { partitionTable: 'mbr', partitions, bootMode: efi ? 'UEFI' : bootable ? 'BIOS' : 'unknown' };
}

const mbrPartition = (number: number, entry: MbrEntry, base: number): Partition => ({
  number,
  type: mbrTypes.get(entry.type) ?? `0x${entry.type.toString(16).padStart(2, '0')}`,
  startBytes: (base + entry.start) * sectorBytes,
  sizeBytes: entry.sectors * sectorBytes,
  active: entry.active,
});

/** A chain of sectors, each with one partition and the place of the next, relative to the first of them. */
async function logicalPartitions(
  disk: ByteReader,
  diskBytes: number,
  extendedStart: number,
): Promise<Partition[]> {
  const partitions: Partition[] = [];
  const seen = new Set<number>();
  let at = extendedStart;
  while (partitions.length < mostLogical && !seen.has(at) && (at + 1) * sectorBytes <= diskBytes) {
    seen.add(at);
    const sector = await disk.read(at * sectorBytes, sectorBytes);
    if (!hasSignature(sector)) break;
    const entries = mbrEntries(sector);
    const own = entries.find((entry) => !extendedTypes.has(entry.type));
    if (own) partitions.push(mbrPartition(5 + partitions.length, own, at));
    const next = entries.find((entry) => extendedTypes.has(entry.type));
    if (!next) break;
    at = extendedStart + next.start;
  }
  return partitions;
}

async function readGpt(disk: ByteReader, diskBytes: number): Promise<PartitionFacts> {
  // on disks with sectors of 4 KiB everything is counted in those
  for (const unit of [512, 4_096]) {
    if (diskBytes < 3 * unit) continue;
    const header = await disk.read(unit, sectorBytes);
    if (!isGpt(header)) continue;
    const stored = header.readUInt32LE(16);
    const headerBytes = header.readUInt32LE(12);
    header.writeUInt32LE(0, 16);
    if (headerBytes < 92 || headerBytes > 512 || crc32(header.subarray(0, headerBytes)) !== stored)
      return unreadable;
    const entriesAt = Number(header.readBigUInt64LE(72)) * unit;
    const count = header.readUInt32LE(80);
    const entryBytes = header.readUInt32LE(84);
    if (
      count > mostGptEntries ||
      entryBytes < 128 ||
      entryBytes > 1_024 ||
      entriesAt + count * entryBytes > diskBytes
    ) {
      return unreadable;
    }
    const table = await disk.read(entriesAt, count * entryBytes);
    if (crc32(table) !== header.readUInt32LE(88)) return unreadable;
    return gptFacts(table, entryBytes, unit, diskBytes);
  }
  return unreadable;
}

function gptFacts(table: Buffer, entryBytes: number, unit: number, diskBytes: number): PartitionFacts {
  const partitions: Partition[] = [];
  for (let n = 0; n * entryBytes < table.length; n++) {
    const entry = table.subarray(n * entryBytes, (n + 1) * entryBytes);
    const type = guidText(entry);
    if (/^[0-]+$/.test(type)) continue;
    const start = Number(entry.readBigUInt64LE(32));
    const end = Number(entry.readBigUInt64LE(40)) + 1;
    if (end <= start || end * unit > diskBytes) return unreadable;
    partitions.push({
      number: n + 1,
      type: gptTypes.get(type) ?? type,
      startBytes: start * unit,
      sizeBytes: (end - start) * unit,
      active: (entry.readBigUInt64LE(48) & 4n) !== 0n,
    });
  }
  const has = (type: string): boolean => partitions.some((one) => one.type === type);
  const [efi, bios] = [has('EFI system'), has('BIOS boot')];
  // with both it starts either way, so the person has to say
  return { partitionTable: 'gpt', partitions, bootMode: efi === bios ? 'unknown' : efi ? 'UEFI' : 'BIOS' };
}
