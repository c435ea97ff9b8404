/** The bytes of an attribute: in its record, in runs of clusters, with holes, or compressed. */
import { GuestCorrupt } from '../damage.ts';
import { readRuns, type Run } from '../runs.ts';
import type { Volume } from '../sub-source.ts';
import type { NtfsGeometry } from './boot-sector.ts';
import { unpackLznt1 } from './lznt1.ts';
import type { Attribute, NonResidentAttribute } from './record.ts';

/** Clusters that lie together; `lcn` is absent for a hole. */
export interface ClusterRun {
  readonly vcn: number;
  readonly lcn: number | undefined;
  readonly clusters: number;
}

export interface Stream {
  readonly sizeBytes: number;
  readonly flags: number;
  /** Exactly these bytes, within the size. */
  read(offset: number, length: number, signal?: AbortSignal): Promise<Buffer>;
}

export const attributeFlags = { compressed: 0x00ff, encrypted: 0x4000 } as const;
/** NTFS compresses only with clusters of 4 KiB or less, 16 at a time; a little more is read, nothing absurd. */
const mostUnitBytes = 2 ** 20;
const structure = 'NTFS runs';

/**
 * The stream that these attributes of one type and name make up; undefined for none. `asFarAsKnown`: it may be longer
 * than its parts, and is cut where the first one is missing.
 */
export function openStream(
  volume: Volume,
  geometry: NtfsGeometry,
  parts: readonly Attribute[],
  { asFarAsKnown = false } = {},
): Stream | undefined {
  const resident = parts.find((part) => part.value !== undefined);
  if (resident?.value !== undefined) {
    const { value } = resident;
    return {
      sizeBytes: value.length,
      flags: resident.flags,
      read: async (offset, length) => Buffer.from(value.subarray(offset, offset + length)),
    };
  }
  const extents = parts.filter((part) => part.value === undefined);
  extents.sort((one, other) => one.firstVcn - other.firstVcn);
  const [first] = extents;
  if (first === undefined) return undefined;
  const all = extents.flatMap((part) => [...decodeRuns(part, geometry.clusters)]);
  const { runs, reach } = gapless(all);
  const { clusterBytes } = geometry;
  const sizeBytes = Math.min(first.dataBytes, reach * clusterBytes);
  if (!asFarAsKnown && (runs.length < all.length || sizeBytes < first.dataBytes)) {
    throw new GuestCorrupt(structure, 'stream-parts');
  }
  const plain = (offset: number, length: number, signal?: AbortSignal): Promise<Buffer> =>
    readRuns(volume, byteRuns(runs, clusterBytes, offset), offset, length, signal);
  const isCompressed = (first.flags & attributeFlags.compressed) !== 0 && first.compressionUnit !== 0;
  const read = isCompressed ? compressedReader(first, runs, clusterBytes, plain) : plain;
  return {
    sizeBytes,
    flags: first.flags,
    async read(offset, length, signal) {
      // behind what was written, clusters may hold anything: it reads as zeros
      const written = Math.max(0, Math.min(length, first.initializedBytes - offset));
      if (written === length) return read(offset, length, signal);
      const bytes = Buffer.alloc(length);
      if (written > 0) (await read(offset, written, signal)).copy(bytes);
      return bytes;
    },
  };
}

/** Mapping pairs: a byte with two lengths, then the count and the distance from the run before, both signed. */
export function* decodeRuns(part: NonResidentAttribute, clusters: number): Generator<ClusterRun> {
  const { runs } = part;
  let vcn = part.firstVcn;
  let lcn = 0;
  for (let at = 0; at < runs.length && runs[at] !== 0;) {
    const head = runs.readUInt8(at);
    const countBytes = head & 15;
    const distanceBytes = head >> 4;
    const count = signed(runs, at + 1, countBytes);
    const isHole = distanceBytes === 0;
    if (!isHole) lcn += signed(runs, at + 1 + countBytes, distanceBytes);
    at += 1 + countBytes + distanceBytes;
    if (count < 1 || !Number.isSafeInteger(vcn + count)) throw new GuestCorrupt(structure, 'run-length', count);
    if (!isHole && (lcn < 0 || lcn + count > clusters)) throw new GuestCorrupt(structure, 'run-outside');
    yield { vcn, lcn: isHole ? undefined : lcn, clusters: count };
    vcn += count;
  }
}

function signed(bytes: Buffer, at: number, width: number): number {
  if (width < 1 || width > 8 || at + width > bytes.length) throw new GuestCorrupt(structure, 'run-cut');
  if (width <= 6) return bytes.readIntLE(at, width);
  return Number(
    BigInt.asIntN(
      width * 8,
      BigInt(
        `0x${Buffer.from(bytes.subarray(at, at + width))
          .reverse()
          .toString('hex')}`,
      ),
    ),
  );
}

/** The runs up to the first gap, and the cluster behind them. */
function gapless(all: readonly ClusterRun[]): { runs: readonly ClusterRun[]; reach: number } {
  let reach = 0;
  for (const [index, run] of all.entries()) {
    if (run.vcn !== reach) return { runs: all.slice(0, index), reach };
    reach += run.clusters;
  }
  return { runs: all, reach };
}

/** The runs from the one that holds `offset`, in bytes. */
async function* byteRuns(runs: readonly ClusterRun[], clusterBytes: number, offset: number): AsyncGenerator<Run> {
  for (let index = firstRun(runs, Math.floor(offset / clusterBytes)); index < runs.length; index++) {
    const run = runs[index];
    if (run === undefined) return;
    yield {
      at: run.vcn * clusterBytes,
      from: run.lcn === undefined ? undefined : run.lcn * clusterBytes,
      length: run.clusters * clusterBytes,
    };
  }
}

/** Index of the run that holds the cluster. */
function firstRun(runs: readonly ClusterRun[], vcn: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const run = runs[middle];
    if (run !== undefined && run.vcn + run.clusters <= vcn) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whole units: stored plainly when all their clusters are there, empty when none, else compressed into the first ones. */
function compressedReader(
  first: NonResidentAttribute,
  runs: readonly ClusterRun[],
  clusterBytes: number,
  plain: Stream['read'],
): Stream['read'] {
  const unitClusters = 2 ** first.compressionUnit;
  const unitBytes = unitClusters * clusterBytes;
  if (unitBytes > mostUnitBytes) throw new GuestCorrupt(structure, 'compression-unit', unitBytes);

  async function unit(number: number, signal?: AbortSignal): Promise<Buffer> {
    const start = number * unitClusters;
    const stored = storedClusters(runs, start, unitClusters);
    if (stored === 0) return Buffer.alloc(unitBytes);
    const bytes = await plain(number * unitBytes, stored * clusterBytes, signal);
    return stored === unitClusters ? bytes : unpackLznt1(bytes, unitBytes);
  }

  return async (offset, length, signal) => {
    const out = Buffer.alloc(length);
    for (let number = Math.floor(offset / unitBytes); number * unitBytes < offset + length; number++) {
      const bytes = await unit(number, signal);
      const from = Math.max(offset, number * unitBytes);
      bytes.copy(out, from - offset, from - number * unitBytes);
    }
    return out;
  };
}

/** How many clusters of a unit are there before its hole. */
function storedClusters(runs: readonly ClusterRun[], start: number, count: number): number {
  let stored = 0;
  for (let index = firstRun(runs, start); index < runs.length; index++) {
    const run = runs[index];
    if (run === undefined || run.vcn >= start + count || run.lcn === undefined) break;
    stored = Math.min(run.vcn + run.clusters, start + count) - start;
  }
  return stored;
}
