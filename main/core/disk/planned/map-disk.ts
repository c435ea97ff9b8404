/** Finds which units of a disk a planned file has to store: from the disk's own tables, and by reading where that pays. */
import type { BlockSource, Extent } from '../block-source.ts';
import type { ReadableDisk } from '../block/open-block-source.ts';
import { eachDataRange, type Qemu } from '../qemu.ts';
import { touchedUnits, type UnitRun } from './stored-units.ts';

export interface MapRequest {
  readonly disk: BlockSource;
  readonly inspected: ReadableDisk;
  readonly unitBytes: number;
  readonly qemu: Qemu;
  readonly signal: AbortSignal;
  /** Bytes looked at, when the disk has to be read. */
  readonly onProgress: (progress: { done: number; total: number }) => void;
}

/** So many places of what is stored are looked at before all of it is read. */
const samples = 64;
/** From so many of them with nothing but zeros on: then a disk read once more costs less than zeros sent. */
const zeroSamplesThatPay = 4;
const readBytes = 2 ** 20;

/** In order, joined where they touch. Fails as reading the disk does. */
export async function mapDisk(request: MapRequest): Promise<UnitRun[]> {
  const runs = await storedByTables(request);
  return (await holdsZeros(request, runs)) ? withoutZeros(request, runs) : runs;
}

/** A bare disk has no tables; which of it are holes only the file system knows, and qemu-img asks it. */
async function storedByTables({ disk, inspected, unitBytes, qemu, signal }: MapRequest): Promise<UnitRun[]> {
  const runs = await touchedUnits(disk.map(signal), unitBytes);
  const [only] = runs;
  if (runs.length > 1 || only === undefined || only.count < Math.ceil(disk.size / unitBytes)) return runs;
  const extents: Extent[] = [];
  const note = (offset: number, length: number): void => void extents.push({ offset, length, data: true });
  await eachDataRange(qemu, inspected.source, note, signal);
  return touchedUnits(extents, unitBytes);
}

async function holdsZeros({ disk, unitBytes, signal }: MapRequest, runs: readonly UnitRun[]): Promise<boolean> {
  const stored = runs.reduce((sum, { count }) => sum + count, 0);
  const every = Math.max(1, Math.floor(stored / samples));
  let zeros = 0;
  let before = 0;
  let next = 0;
  for (const { first, count } of runs) {
    for (; next < before + count; next += every) {
      const at = (first + next - before) * unitBytes;
      const bytes = await disk.read(at, Math.min(unitBytes, readBytes, disk.size - at), signal);
      if (isZero(bytes)) zeros++;
    }
    before += count;
  }
  return zeros >= zeroSamplesThatPay;
}

async function withoutZeros(request: MapRequest, runs: readonly UnitRun[]): Promise<UnitRun[]> {
  const { disk, unitBytes, signal, onProgress } = request;
  const total = runs.reduce((sum, { count }) => sum + count * unitBytes, 0);
  let done = 0;
  const kept: Extent[] = [];
  for (const { first, count } of runs) {
    const end = Math.min(disk.size, (first + count) * unitBytes);
    for (let at = first * unitBytes; at < end; at += readBytes) {
      signal.throwIfAborted();
      const bytes = await disk.read(at, Math.min(readBytes, end - at), signal);
      for (let within = 0; within < bytes.length; within += Math.min(unitBytes, readBytes)) {
        const piece = bytes.subarray(within, within + Math.min(unitBytes, readBytes));
        if (!isZero(piece)) kept.push({ offset: at + within, length: piece.length, data: true });
      }
      onProgress({ done: (done += bytes.length), total });
    }
  }
  return touchedUnits(kept, unitBytes);
}

const nothing = Buffer.alloc(readBytes);
const isZero = (bytes: Buffer): boolean => bytes.equals(nothing.subarray(0, bytes.length));
