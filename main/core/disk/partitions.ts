/** Reads partition tables: MBR with logical partitions, GPT of UEFI 2.10 §5, and both at once. */
import type { DiskReport, Partition } from '../../../contract/disks.ts';
import { crc32 } from 'node:zlib';
import { guidText } from './guid.ts';
import type { ByteReader } from './source-file.ts';

/** One partition with what its table alone says of it. */
export interface TableRow extends Omit<Partition, 'fileSystem'> {
  /** As the table spells it: `0x83`, or the type's GUID. */
  readonly typeId: string;
  /** What systems call PARTUUID. */
  readonly uuid: string;
  /** GPT only; else empty. */
  readonly name: string;
}
export interface PartitionTable {
  readonly partitionTable: DiskReport['partitionTable'];
  readonly partitions: TableRow[];
  /** The first sector holds code that a BIOS would run. */
  readonly bootCode: boolean;
  /** Of a GPT: whether its copy at the end of the disk is there; `used` when the first one is not. */
  readonly gptCopy?: 'there' | 'missing' | 'used';
  /** A GPT counts in sectors of so many bytes, when not in the usual 512. */
  readonly longSectorBytes?: number;
  /** The code in the first sector hands over to the active partition, by its own messages; GRUB and others do without. */
  readonly needsActive?: boolean;
}
type TableFacts = Omit<PartitionTable, 'bootCode'>;

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
export async function readPartitionTable(disk: ByteReader, diskBytes: number): Promise<PartitionTable> {
  if (diskBytes < 2 * sectorBytes) return none;
  const first = await disk.read(0, sectorBytes);
  if (!hasSignature(first)) return none;
  // file systems put the same signature into their own first sector
  if (startsFileSystem(first)) return none;
  const entries = mbrEntries(first);
  const bootCode = first.subarray(0, 440).some((byte) => byte !== 0);
  if (entries.length === 0) return { partitionTable: 'mbr', partitions: [], bootCode };
  if (!entries.some((entry) => entry.type === protective)) {
    const needsActive = /Missing operating system|Invalid partition table/.test(first.toString('latin1', 0, 440));
    return { ...(await readMbr(disk, diskBytes, first, entries)), bootCode, needsActive };
  }
  const facts = await readGpt(disk, diskBytes);
  const hybrid = facts.partitionTable === 'gpt' && entries.some((entry) => entry.type !== protective);
  return { ...facts, bootCode, ...(hybrid ? { partitionTable: 'hybrid' } : {}) };
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

const none: PartitionTable = { partitionTable: 'none', partitions: [], bootCode: false };
const unreadable: TableFacts = { partitionTable: 'unreadable', partitions: [] };

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

async function readMbr(disk: ByteReader, diskBytes: number, first: Buffer, entries: MbrEntry[]): Promise<TableFacts> {
  const diskId = first.readUInt32LE(440).toString(16).padStart(8, '0');
  const partitions: TableRow[] = [];
  for (const [index, entry] of entries.entries()) {
    if ((entry.start + entry.sectors) * sectorBytes > diskBytes || entry.start === 0) return unreadable;
    if (!extendedTypes.has(entry.type)) partitions.push(mbrPartition(diskId, index + 1, entry, 0));
  }
  const extended = entries.find((entry) => extendedTypes.has(entry.type));
  if (extended) partitions.push(...(await logicalPartitions(disk, diskBytes, diskId, extended.start)));
  return { partitionTable: 'mbr', partitions };
}

const hexByte = (value: number): string => value.toString(16).padStart(2, '0');

const mbrPartition = (diskId: string, number: number, entry: MbrEntry, base: number): TableRow => ({
  number,
  type: mbrTypes.get(entry.type) ?? `0x${hexByte(entry.type)}`,
  typeId: `0x${hexByte(entry.type)}`,
  uuid: `${diskId}-${hexByte(number)}`,
  name: '',
  startBytes: (base + entry.start) * sectorBytes,
  sizeBytes: entry.sectors * sectorBytes,
  active: entry.active,
});

/** A chain of sectors, each with one partition and the place of the next, relative to the first of them. */
async function logicalPartitions(
  disk: ByteReader,
  diskBytes: number,
  diskId: string,
  extendedStart: number,
): Promise<TableRow[]> {
  const partitions: TableRow[] = [];
  const seen = new Set<number>();
  let at = extendedStart;
  while (partitions.length < mostLogical && !seen.has(at) && (at + 1) * sectorBytes <= diskBytes) {
    seen.add(at);
    const sector = await disk.read(at * sectorBytes, sectorBytes);
    if (!hasSignature(sector)) break;
    const entries = mbrEntries(sector);
    const own = entries.find((entry) => !extendedTypes.has(entry.type));
    if (own) partitions.push(mbrPartition(diskId, 5 + partitions.length, own, at));
    const next = entries.find((entry) => extendedTypes.has(entry.type));
    if (!next) break;
    at = extendedStart + next.start;
  }
  return partitions;
}

/** The table behind the first header, or the copy behind the last one (UEFI 2.10 §5.3.2). */
async function readGpt(disk: ByteReader, diskBytes: number): Promise<TableFacts> {
  // on disks with sectors of 4 KiB everything is counted in those
  const units = [512, 4_096].filter((unit) => diskBytes >= 3 * unit);
  const copyAt = (unit: number): number => (Math.floor(diskBytes / unit) - 1) * unit;
  for (const unit of units) {
    const rows = await readGptAt(disk, diskBytes, unit, unit);
    if (rows === undefined) continue;
    const copy = isGpt(await disk.read(copyAt(unit), sectorBytes));
    return { partitionTable: 'gpt', partitions: rows, gptCopy: copy ? 'there' : 'missing', ...longSectors(unit) };
  }
  for (const unit of units) {
    const rows = await readGptAt(disk, diskBytes, copyAt(unit), unit);
    if (rows !== undefined) return { partitionTable: 'gpt', partitions: rows, gptCopy: 'used', ...longSectors(unit) };
  }
  return unreadable;
}

const longSectors = (unit: number): { longSectorBytes?: number } =>
  unit === sectorBytes ? {} : { longSectorBytes: unit };

/** Undefined when there is no header, or a wrong one. */
async function readGptAt(
  disk: ByteReader,
  diskBytes: number,
  at: number,
  unit: number,
): Promise<TableRow[] | undefined> {
  const header = await disk.read(at, sectorBytes);
  if (!isGpt(header)) return undefined;
  const stored = header.readUInt32LE(16);
  const headerBytes = header.readUInt32LE(12);
  header.writeUInt32LE(0, 16);
  if (headerBytes < 92 || headerBytes > 512 || crc32(header.subarray(0, headerBytes)) !== stored) return undefined;
  const entriesAt = Number(header.readBigUInt64LE(72)) * unit;
  const count = header.readUInt32LE(80);
  const entryBytes = header.readUInt32LE(84);
  const bounded = count <= mostGptEntries && entryBytes >= 128 && entryBytes <= 1_024;
  if (!bounded || entriesAt + count * entryBytes > diskBytes) return undefined;
  const table = await disk.read(entriesAt, count * entryBytes);
  if (crc32(table) !== header.readUInt32LE(88)) return undefined;
  return gptRows(table, entryBytes, unit, diskBytes);
}

function gptRows(table: Buffer, entryBytes: number, unit: number, diskBytes: number): TableRow[] | undefined {
  const rows: TableRow[] = [];
  for (let n = 0; n * entryBytes < table.length; n++) {
    const entry = table.subarray(n * entryBytes, (n + 1) * entryBytes);
    const typeId = guidText(entry);
    if (/^[0-]+$/.test(typeId)) continue;
    const start = Number(entry.readBigUInt64LE(32));
    const end = Number(entry.readBigUInt64LE(40)) + 1;
    if (end <= start || end * unit > diskBytes) return undefined;
    rows.push({
      number: n + 1,
      type: gptTypes.get(typeId) ?? typeId,
      typeId,
      uuid: guidText(entry.subarray(16)),
      name: entry.toString('utf16le', 56, 128).split('\0', 1)[0] ?? '',
      startBytes: start * unit,
      sizeBytes: (end - start) * unit,
      active: (entry.readBigUInt64LE(48) & 4n) !== 0n,
    });
  }
  return rows;
}
