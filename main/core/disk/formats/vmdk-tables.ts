/**
 * Holds the grain tables of one sparse VMDK file against the file and against their copy: refuses a file shorter than they
 * promise, because qemu-img reads the missing grains as zeros, and tables that show one grain twice or have lost some.
 */
import { corrupt, tablePieces, truncated, type SourceFile } from '../source-file.ts';
import { mostPlaces, placesTaken, type PlacesTaken } from './places-taken.ts';
import type { SparseHeader } from './vmdk-sparse.ts';

const sectorBytes = 512;
/** Neighbouring tables are read together. */
const mostTablesAtOnce = 256;
/** Entries of a grain table that are no sector: 0 is "not there", 1 is "zeros". */
const lastEntryWithoutGrain = 1;
/** So many places without an owner are searched for data. */
const mostSearched = 64;

interface Run {
  readonly offset: number;
  readonly copy: number;
  readonly firstTable: number;
  count: number;
}

/** Resolves to the bytes of the disk that grains hold. Fails with `source.truncated`, `source.corrupt`. */
export async function checkGrains(file: SourceFile, header: SparseHeader): Promise<number> {
  // packed grains begin at any sector; the others are of one length and, but for a few writers, in step with each other
  const { allocatedBytes, askew } = await followTables(
    file,
    header,
    header.compressed ? 1 : header.grainBytes / sectorBytes,
  );
  return askew ? (await followTables(file, header, 1)).allocatedBytes : allocatedBytes;
}

/** `unitSectors`: in which units places are held against each other. */
async function followTables(
  file: SourceFile,
  header: SparseHeader,
  unitSectors: number,
): Promise<{ allocatedBytes: number; askew: boolean }> {
  const { virtualSizeBytes, grainBytes, entriesPerTable, compressed, dataOffset } = header;
  const tables = Math.ceil(virtualSizeBytes / grainBytes / entriesPerTable);
  const tableBytes = entriesPerTable * 4;
  const unitBytes = unitSectors * sectorBytes;
  const unitsPerGrain = compressed ? 1 : grainBytes / unitBytes;
  const taken = placesTaken(file, unitBytes);
  const tooMany = file.bytes / unitBytes > mostPlaces;
  let phase: number | undefined;
  let askew = false;
  let lastCompressed = 0;
  let allocatedBytes = 0;
  let zeroed = 0;

  const takeGrain = (sector: number, guest: number): void => {
    const start = sector * sectorBytes;
    const there = Math.max(0, Math.min(grainBytes, virtualSizeBytes - guest));
    const end = compressed ? start + 12 : start + there;
    if (end > file.bytes) throw truncated(file.path, file.name, end, file.bytes);
    if (compressed) lastCompressed = Math.max(lastCompressed, start);
    allocatedBytes += there;
    phase ??= start % unitBytes;
    askew ||= start % unitBytes !== phase;
    if (askew || tooMany) return;
    const first = Math.floor(start / unitBytes);
    for (let unit = first; unit < first + unitsPerGrain; unit++) taken.take(unit);
  };

  const checkRun = async ({ offset, copy, firstTable, count }: Run): Promise<void> => {
    const bytes = await file.read(offset, count * tableBytes);
    for (let n = 0; n < count * entriesPerTable; n++) {
      const sector = bytes.readUInt32LE(n * 4);
      if (sector > lastEntryWithoutGrain) takeGrain(sector, (firstTable * entriesPerTable + n) * grainBytes);
      else if (sector !== 0) zeroed++;
    }
    if (copy !== 0 && !bytes.equals(await file.read(copy, count * tableBytes))) throw corrupt(file, 'tables-differ');
  };

  const seen = new Set<number>();
  let run: Run | undefined;
  for await (const { table, offset, copy } of directoryOf(file, header, tables)) {
    if (seen.has(offset)) throw corrupt(file, 'table-used-twice');
    seen.add(offset);
    // most lie before the first grain
    for (const at of [offset, copy]) if (at >= dataOffset) taken.share(Math.floor(at / unitBytes));
    const follows =
      run !== undefined &&
      offset === run.offset + run.count * tableBytes &&
      (copy === 0 ? run.copy === 0 : copy === run.copy + run.count * tableBytes) &&
      table === run.firstTable + run.count &&
      run.count < mostTablesAtOnce;
    if (run !== undefined && follows) run.count++;
    else {
      if (run !== undefined) await checkRun(run);
      run = { offset, copy, firstTable: table, count: 1 };
    }
  }
  if (run !== undefined) await checkRun(run);
  if (lastCompressed > 0) await checkLastCompressed(file, lastCompressed);
  if (unitBytes === grainBytes && !askew && dataOffset > 0)
    await checkUnclaimed(file, { dataOffset, grainBytes, phase: phase ?? 0, zeroed }, taken);
  return { allocatedBytes, askew };
}

/** The tables that are there, by both directories: each names as many, and for the same parts of the disk. */
async function* directoryOf(
  file: SourceFile,
  { directoryOffset, copyOffset }: SparseHeader,
  tables: number,
): AsyncGenerator<{ table: number; offset: number; copy: number }> {
  for await (const { piece, start } of tablePieces(file, directoryOffset, tables * 4)) {
    const copies = copyOffset === undefined ? undefined : await file.read(copyOffset + start, piece.length);
    for (let at = 0; at < piece.length; at += 4) {
      const offset = piece.readUInt32LE(at) * sectorBytes;
      const copy = (copies?.readUInt32LE(at) ?? 0) * sectorBytes;
      if (copies !== undefined && (offset === 0) !== (copy === 0)) throw corrupt(file, 'tables-differ');
      if (offset !== 0) yield { table: (start + at) / 4, offset, copy };
    }
  }
}

/** A compressed grain begins with its place on the disk and its length. */
async function checkLastCompressed(file: SourceFile, start: number): Promise<void> {
  const marker = await file.read(start, 12);
  const end = start + 12 + marker.readUInt32LE(8);
  if (end > file.bytes) throw truncated(file.path, file.name, end, file.bytes);
}

/**
 * A grain that holds data and belongs to no part of the disk was lost from the tables. One that was overwritten with zeros
 * keeps its place and its old data.
 */
async function checkUnclaimed(
  file: SourceFile,
  { dataOffset, grainBytes, phase, zeroed }: { dataOffset: number; grainBytes: number; phase: number; zeroed: number },
  taken: PlacesTaken,
): Promise<void> {
  const first = Math.ceil((dataOffset - phase) / grainBytes);
  const behind = Math.floor((file.bytes - phase) / grainBytes);
  if (behind - first - taken.count() <= zeroed) return;
  let searched = 0;
  let withData = 0;
  for (let unit = first; unit < behind && searched < mostSearched + zeroed; unit++) {
    if (taken.has(unit)) continue;
    searched++;
    const at = unit * grainBytes + phase;
    for await (const { piece } of tablePieces(file, at, grainBytes)) {
      if (piece.some((byte) => byte !== 0)) {
        withData++;
        break;
      }
    }
    if (withData > zeroed) throw corrupt(file, 'data-unclaimed', at);
  }
}
