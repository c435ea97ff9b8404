/**
 * Places the grains of one sparse VMDK file (VMware, Virtual Disk Format 5.0): where the grain directory and the grain
 * tables say, each place checked against the file; packed grains by their markers as well.
 */
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { readSparseHeader, type SparseHeader } from '../formats/vmdk-sparse.ts';
import { corrupt, u64le } from '../source-file.ts';
import type { BlockFile } from './block-file.ts';
import type { Placer } from './placed-source.ts';
import { keepRecent } from './recent.ts';
import { tablesOf, type Entries } from './table.ts';

const sectorBytes = 512;
/** Entries of a grain table that are no sector: 0 is "not there", 1 is "zeros". */
const isZeros = (entry: number): boolean => entry <= 1;
const isAbsent = (entry: number): boolean => entry === 0;
/** Before each packed grain: its first sector on the disk (8 bytes) and its packed length (4). */
const markerBytes = 12;
const keptUnpackedBytes = 2 ** 22;
const inflated = promisify(inflate) as (
  packed: Buffer,
  options: { maxOutputLength: number; chunkSize: number },
) => Promise<Buffer>;

/** Fails as `readSparseHeader` does. */
export async function placeGrains(file: BlockFile): Promise<Placer> {
  const header = await readSparseHeader(file);
  const { virtualSizeBytes: size, grainBytes, entriesPerTable, directoryOffset } = header;
  const tables = tablesOf(file, 'little');
  const unpacker = grainUnpacker(file, header);
  const tableSpan = grainBytes * entriesPerTable;
  const directoryEntries = Math.ceil(size / tableSpan);

  return {
    size,
    async place(offset, most) {
      const table = Math.floor(offset / tableSpan);
      const directory = await tables.entries(directoryOffset, table, directoryEntries - table);
      const absent = leading(directory, isAbsent, Math.ceil((most + (offset % tableSpan)) / tableSpan));
      if (absent > 0) {
        return { kind: 'zeros', length: Math.min(most, (table + absent) * tableSpan - offset) };
      }
      const grain = Math.floor((offset % tableSpan) / grainBytes);
      const within = offset % grainBytes;
      const entries = await tables.entries(directory.at(0) * sectorBytes, grain, entriesPerTable - grain);
      const wanted = Math.ceil((most + within) / grainBytes);
      const spanOf = (grains: number): number => Math.min(most, grains * grainBytes - within);

      const zeros = leading(entries, isZeros, wanted);
      if (zeros > 0) return { kind: 'zeros', length: spanOf(zeros) };
      const start = entries.at(0) * sectorBytes;
      if (header.compressed) {
        const length = spanOf(1);
        assertInFile(file, start, markerBytes);
        return { kind: 'packed', length, skip: within, unpack: () => unpacker(start, offset - within) };
      }
      // grains that lie one after the other are one run
      let count = 1;
      while (
        count < Math.min(wanted, entries.count) &&
        entries.at(count) * sectorBytes === start + count * grainBytes
      ) {
        count++;
      }
      const length = spanOf(count);
      assertInFile(file, start + within, length);
      return { kind: 'stored', length, file, at: start + within };
    },
  };
}

function leading(entries: Entries, is: (entry: number) => boolean, most: number): number {
  const last = Math.min(entries.count, most);
  let count = 0;
  while (count < last && is(entries.at(count))) count++;
  return count;
}

function assertInFile(file: BlockFile, at: number, length: number): void {
  if (at + length > file.bytes) {
    throw corrupt(file, 'outside-file', length, at, file.bytes);
  }
}

/** Gives the unpacked grain that begins at `guest` on the disk and at `start` in the file. */
function grainUnpacker(
  file: BlockFile,
  { grainBytes, virtualSizeBytes }: SparseHeader,
): (start: number, guest: number) => Promise<Buffer> {
  const kept = keepRecent<Buffer>(Math.floor(keptUnpackedBytes / grainBytes));
  // with room for all of it at once it is not put together from pieces, which takes longer than the unpacking
  const unpacking = { maxOutputLength: grainBytes, chunkSize: grainBytes + 1_024 };
  const unpack = async (start: number, guest: number): Promise<Buffer> => {
    // most packed grains are shorter than they were, so one reading is enough
    const head = Buffer.allocUnsafe(Math.min(markerBytes + grainBytes, file.bytes - start));
    await file.fill(head, start);
    const length = head.readUInt32LE(8);
    if (u64le(head, 0, file.path) * sectorBytes !== guest || length === 0 || length > grainBytes * 2) {
      throw corrupt(file, 'no-packed-grain', start, guest);
    }
    let packed = head.subarray(markerBytes, markerBytes + length);
    if (packed.length < length) {
      packed = Buffer.allocUnsafe(length);
      await file.fill(packed, start + markerBytes);
    }
    const grain = await inflated(packed, unpacking).catch((error: unknown) => {
      const { code } = error as NodeJS.ErrnoException;
      throw corrupt(file, 'grain-not-unpacked', start, String(code));
    });
    if (grain.length < Math.min(grainBytes, virtualSizeBytes - guest)) {
      throw corrupt(file, 'grain-short', start, grain.length);
    }
    return grain;
  };
  return (start, guest) => kept.get(guest, () => unpack(start, guest));
}
