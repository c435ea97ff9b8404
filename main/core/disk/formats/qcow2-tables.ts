/**
 * Follows the tables of a QCOW2 (qemu, docs/interop/qcow2.txt) to their end: each cluster within the file, and none two
 * things at once. How often each is referred to is counted in the file as well; `qemu-img check` compares that.
 */
import { corrupt, tablePieces, truncated, u64be, type SourceFile } from '../source-file.ts';
import { placesTaken, type PlacesTaken } from './places-taken.ts';

/** qemu refuses larger ones as well (QCOW_MAX_L1_SIZE, QCOW_MAX_REFTABLE_SIZE). */
const largestL1Bytes = 32 * 2 ** 20;
const largestCountTableBytes = 8 * 2 ** 20;

export interface Geometry {
  readonly clusterBits: number;
  readonly clusterBytes: number;
  readonly entryBytes: number;
  readonly virtualSizeBytes: number;
}

interface Followed {
  readonly taken: PlacesTaken;
  /** Clusters with packed data, which several parts of the disk share. */
  readonly packed: PlacesTaken;
  allocatedBytes: number;
  compressed: boolean;
}

/** Fails with `source.corrupt`, `source.truncated`. */
export async function followTables(
  file: SourceFile,
  header: Buffer,
  geometry: Geometry,
): Promise<{ compressed: boolean; allocatedBytes: number }> {
  const { clusterBytes, entryBytes, virtualSizeBytes } = geometry;
  const l1Entries = header.readUInt32BE(36);
  const l1Offset = u64be(header, 40, file.path);
  const bytesPerL2 = clusterBytes * (clusterBytes / entryBytes);
  const needed = Math.ceil(virtualSizeBytes / bytesPerL2);
  if (l1Entries < needed || l1Entries * 8 > largestL1Bytes) throw corrupt(file, 'first-table-entries', l1Entries);
  const taken = placesTaken(file, clusterBytes);
  const found: Followed = { taken, packed: placesTaken(file, clusterBytes), allocatedBytes: 0, compressed: false };
  taken.take(0);
  takeTable(file, taken, { at: l1Offset, bytes: l1Entries * 8, clusterBytes });
  await takeCounts(file, header, taken, clusterBytes);
  for await (const { piece, start } of tablePieces(file, l1Offset, needed * 8)) {
    for (let at = 0; at < piece.length; at += 8) {
      const l2Offset = clusterOf(piece, at);
      if (l2Offset === 0) continue;
      if (l2Offset % clusterBytes !== 0) throw corrupt(file, 'cluster-askew', l2Offset);
      taken.take(l2Offset / clusterBytes);
      await followL2(file, l2Offset, ((start + at) / 8) * bytesPerL2, geometry, found);
    }
  }
  return found;
}

function takeTable(
  file: SourceFile,
  taken: PlacesTaken,
  { at, bytes, clusterBytes }: { at: number; bytes: number; clusterBytes: number },
): void {
  if (at % clusterBytes !== 0) throw corrupt(file, 'cluster-askew', at);
  for (let cluster = at; cluster < at + bytes; cluster += clusterBytes) taken.take(cluster / clusterBytes);
}

/** The clusters that hold the counts of references. */
async function takeCounts(file: SourceFile, header: Buffer, taken: PlacesTaken, clusterBytes: number): Promise<void> {
  const at = u64be(header, 48, file.path);
  const bytes = header.readUInt32BE(56) * clusterBytes;
  if (bytes > largestCountTableBytes || at + bytes > file.bytes) throw corrupt(file, 'counts-outside', at);
  takeTable(file, taken, { at, bytes, clusterBytes });
  for await (const { piece } of tablePieces(file, at, bytes)) {
    for (let entry = 0; entry < piece.length; entry += 8) {
      const block = clusterOf(piece, entry);
      if (block !== 0) takeTable(file, taken, { at: block, bytes: 1, clusterBytes });
    }
  }
}

async function followL2(
  file: SourceFile,
  offset: number,
  guestStart: number,
  geometry: Geometry,
  found: Followed,
): Promise<void> {
  const { clusterBits, clusterBytes, entryBytes, virtualSizeBytes } = geometry;
  const { taken, packed } = found;
  const inSectors = Math.ceil(file.bytes / 512) * 512;
  for await (const { piece, start } of tablePieces(file, offset, clusterBytes)) {
    for (let at = 0; at < piece.length; at += entryBytes) {
      const guest = guestStart + ((start + at) / entryBytes) * clusterBytes;
      if (guest >= virtualSizeBytes) return;
      const high = piece.readUInt32BE(at);
      if (high === 0 && piece.readUInt32BE(at + 4) === 0) continue;
      const there = Math.min(clusterBytes, virtualSizeBytes - guest);
      if ((high & 0x40000000) !== 0) {
        found.compressed = true;
        found.allocatedBytes += there;
        // host offset in the low bits, length in sectors above (bits 62 - (clusterBits - 8) and up)
        const highBits = 62 - (clusterBits - 8) - 32;
        const hostOffset = (high & (2 ** highBits - 1)) * 2 ** 32 + piece.readUInt32BE(at + 4);
        const sectors = ((high & 0x3fffffff) >>> highBits) + 1;
        const end = Math.floor(hostOffset / 512) * 512 + sectors * 512;
        // the last one need not fill its last sector
        if (end > inSectors) throw truncated(file.path, file.name, end, file.bytes);
        for (let unit = Math.floor(hostOffset / clusterBytes); unit * clusterBytes < end; unit++) {
          if (taken.has(unit)) throw corrupt(file, 'place-used-twice', hostOffset);
          packed.share(unit);
        }
        continue;
      }
      const hostOffset = clusterOf(piece, at);
      if (hostOffset === 0) continue;
      if (hostOffset % clusterBytes !== 0) throw corrupt(file, 'cluster-askew', hostOffset);
      const end = hostOffset + there;
      const readsAsZeros = entryBytes === 8 && ((piece[at + 7] ?? 0) & 1) !== 0;
      if (end > inSectors && !readsAsZeros) throw truncated(file.path, file.name, end, file.bytes);
      const unit = hostOffset / clusterBytes;
      if (packed.has(unit)) throw corrupt(file, 'place-used-twice', hostOffset);
      taken.take(unit);
      if (!readsAsZeros) found.allocatedBytes += entryBytes === 8 ? there : partsOf(piece.readUInt32BE(at + 12), there);
    }
  }
}

/** Of an entry of the long kind, a bit for each 32nd part of the cluster that is data. */
function partsOf(bits: number, clusterBytes: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return Math.ceil((clusterBytes * count) / 32);
}

/** Bits 9 to 55 of an L1 or L2 entry: where its cluster lies, 0 for nowhere. */
const clusterOf = (table: Buffer, at: number): number =>
  (table.readUInt32BE(at) & 0x00ffffff) * 2 ** 32 + ((table.readUInt32BE(at + 4) & 0xfffffe00) >>> 0);
