/** What the volume's own files say of it: label, version, whether it was left in order, and how much is free. */
import { GuestCorrupt, guarded, isGuestError } from '../damage.ts';
import type { NtfsGeometry } from './boot-sector.ts';
import type { FileTable } from './file-table.ts';
import { applyFixups, attributeTypes } from './record.ts';

/** Fixed records of the file table. */
export const records = {
  logFile: 2,
  volume: 3,
  root: 5,
  bitmap: 6,
  capitals: 10,
  firstOrdinary: 16,
} as const;

export interface VolumeState {
  readonly label: string;
  readonly version: string;
  /** Windows wants it checked. */
  readonly dirty: boolean;
}

/** Reads the volume's record. */
export async function readVolumeState(table: FileTable): Promise<VolumeState> {
  const file = await table.file(records.volume);
  const information = file.value(attributeTypes.volumeInformation);
  if (information === undefined) throw new GuestCorrupt('NTFS volume', 'no-version');
  return {
    label: file.value(attributeTypes.volumeName)?.toString('utf16le') ?? '',
    version: `${information.readUInt8(8)}.${information.readUInt8(9)}`,
    dirty: (information.readUInt16LE(10) & 1) !== 0,
  };
}

/**
 * Whether the log was closed: an empty one, one without clients, or one that says so. Undefined when it cannot be read.
 */
export async function isLogClosed(table: FileTable): Promise<boolean | undefined> {
  try {
    return await guarded('NTFS log', async () => {
      const log = (await table.file(records.logFile)).stream(attributeTypes.data, '');
      if (log === undefined || log.sizeBytes < 8_192) return undefined;
      const page = await log.read(0, 4_096);
      // as formatted, or as left by a check
      if (page.every((byte) => byte === 0xff) || page.toString('latin1', 0, 4) === 'CHKD') return true;
      applyFixups(page, 'RSTR', 'NTFS log');
      const area = page.readUInt16LE(24);
      const noClients = page.readUInt16LE(area + 12) === 0xffff;
      return noClients || (page.readUInt16LE(area + 14) & 2) !== 0;
    });
  } catch (error) {
    // the log says nothing then, the rest of the volume can be read all the same
    if (isGuestError(error)) return undefined;
    throw error;
  }
}

/** One bit a cluster: 64 MiB tell of 2 TiB, and no more is read for one number. */
const mostBitmapBytes = 64 * 2 ** 20;
const pieceBytes = 2 ** 20;

/** Bytes in free clusters; undefined when the bitmap cannot be read or is very large. */
export async function countFree(
  table: FileTable,
  { clusters, clusterBytes }: NtfsGeometry,
  signal?: AbortSignal,
): Promise<number | undefined> {
  const bytes = Math.ceil(clusters / 8);
  if (bytes > mostBitmapBytes) return undefined;
  try {
    const bitmap = (await table.file(records.bitmap, signal)).stream(attributeTypes.data, '');
    if (bitmap === undefined || bitmap.sizeBytes < bytes) return undefined;
    let used = 0;
    for (let at = 0; at < bytes; at += pieceBytes) {
      const part = await bitmap.read(at, Math.min(pieceBytes, bytes - at), signal);
      // clusters behind the last count as used there, and are not ours
      const spare = at + part.length === bytes ? bytes * 8 - clusters : 0;
      if (spare > 0) part[part.length - 1] = (part.at(-1) ?? 0) & (0xff >> spare);
      for (const byte of part) used += bitsSet[byte] ?? 0;
    }
    return (clusters - used) * clusterBytes;
  } catch (error) {
    // a volume without a readable bitmap still has readable files
    if (isGuestError(error)) return undefined;
    throw error;
  }
}

const bitsSet = Uint8Array.from({ length: 256 }, (_, byte) => {
  let count = 0;
  for (let rest = byte; rest > 0; rest >>= 1) count += rest & 1;
  return count;
});

/** Capitals as this volume has them, from its own table of 65,536 units; letter by letter when it cannot be read. */
export async function readCapitals(table: FileTable): Promise<(text: string) => string> {
  let units: Buffer;
  try {
    const stream = (await table.file(records.capitals)).stream(attributeTypes.data, '');
    if (stream?.sizeBytes !== 131_072) return (text) => text.toUpperCase();
    units = await stream.read(0, 131_072);
  } catch (error) {
    // looking up names without accents works just as well
    if (isGuestError(error)) return (text) => text.toUpperCase();
    throw error;
  }
  return (text) => {
    let capitals = '';
    for (let index = 0; index < text.length; index++) {
      capitals += String.fromCharCode(units.readUInt16LE(text.charCodeAt(index) * 2));
    }
    return capitals;
  };
}
