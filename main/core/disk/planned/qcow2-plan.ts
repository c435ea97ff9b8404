/**
 * Plans a QCOW2 (version 3, clusters of 64 KiB, no feature bits) after qemu's docs/interop/qcow2.txt: header, refcount
 * table and blocks, L1 table, L2 tables, then the stored clusters in the disk's order.
 */
import { madeRun, type PlannedFile } from './planned-file.ts';
import type { StoredUnits } from './stored-units.ts';

export const qcow2ClusterBytes = 65_536;
/** Entries of eight bytes: of L1, L2 and the refcount table. */
const entriesPerCluster = qcow2ClusterBytes / 8;
/** Refcounts of two bytes. */
const countsPerCluster = qcow2ClusterBytes / 2;
const headerBytes = 104;
/** In the upper half of an entry of L1 and L2: nothing else uses this cluster. */
const usedOnce = 0x8000_0000;

/** Where each part of the file begins, in clusters. */
interface Layout {
  readonly countTable: number;
  readonly countBlocks: number;
  readonly l1: number;
  readonly l2: number;
  readonly data: number;
  readonly end: number;
}

/** `units`: of `qcow2ClusterBytes`. */
export function planQcow2(sizeBytes: number, units: StoredUnits): PlannedFile {
  const l1Entries = Math.ceil(units.diskUnits / entriesPerCluster);
  const tables = neededTables(units, l1Entries);
  const layout = layOut(Math.ceil(l1Entries / entriesPerCluster), tables.length, units.stored);
  const make = makeTables(sizeBytes, units, { layout, l1Entries, tables });
  return {
    byteLength: layout.end * qcow2ClusterBytes,
    run(at, most) {
      const dataAt = layout.data * qcow2ClusterBytes;
      if (at < dataAt) return madeRun(at, Math.min(most, dataAt - at), qcow2ClusterBytes, make);
      const into = at - dataAt;
      const { unit, inRow } = units.unitAt(Math.floor(into / qcow2ClusterBytes));
      const within = into % qcow2ClusterBytes;
      return {
        kind: 'disk',
        offset: unit * qcow2ClusterBytes + within,
        length: Math.min(most, inRow * qcow2ClusterBytes - within),
      };
    },
  };
}

/** The L2 tables that have an entry, by their place in L1. */
function neededTables({ nextStored }: StoredUnits, l1Entries: number): number[] {
  const tables: number[] = [];
  for (let table = 0; table < l1Entries; table++) {
    const next = Math.floor(nextStored(table * entriesPerCluster) / entriesPerCluster);
    if (next === table) tables.push(table);
    else table = next - 1;
  }
  return tables;
}

/** The refcounts count themselves, so that their number is found by trying. */
function layOut(l1Clusters: number, l2Clusters: number, dataClusters: number): Layout {
  const countTable = 1;
  for (let blocks = 1; ; blocks++) {
    const countBlocks = countTable + Math.ceil(blocks / entriesPerCluster);
    const l1 = countBlocks + blocks;
    const l2 = l1 + Math.max(1, l1Clusters);
    const data = l2 + l2Clusters;
    const end = data + dataClusters;
    const needed = Math.ceil(end / countsPerCluster);
    if (needed <= blocks) return { countTable, countBlocks, l1, l2, data, end };
    blocks = needed - 1;
  }
}

/** Makes any cluster before the data. */
function makeTables(
  sizeBytes: number,
  units: StoredUnits,
  { layout, l1Entries, tables }: { layout: Layout; l1Entries: number; tables: readonly number[] },
): (cluster: number) => Buffer {
  const placeInL2 = new Map(tables.map((table, index) => [table, layout.l2 + index]));
  /** Fills entries `first` and following, up to `count` in all, with the clusters that `at` says. */
  const entries = (first: number, count: number, flag: number, at: (entry: number) => number | undefined): Buffer => {
    const bytes = Buffer.alloc(qcow2ClusterBytes);
    for (let index = 0; index < entriesPerCluster && first + index < count; index++) {
      const cluster = at(first + index);
      if (cluster === undefined) continue;
      const offset = cluster * qcow2ClusterBytes;
      bytes.writeUInt32BE((Math.floor(offset / 2 ** 32) | flag) >>> 0, index * 8);
      bytes.writeUInt32BE(offset % 2 ** 32, index * 8 + 4);
    }
    return bytes;
  };
  const countBlocks = layout.l1 - layout.countBlocks;
  return (cluster) => {
    if (cluster < layout.countTable) return header(sizeBytes, l1Entries, layout);
    if (cluster < layout.countBlocks) {
      const first = (cluster - layout.countTable) * entriesPerCluster;
      return entries(first, countBlocks, 0, (block) => layout.countBlocks + block);
    }
    if (cluster < layout.l1) {
      const first = (cluster - layout.countBlocks) * countsPerCluster;
      const bytes = Buffer.alloc(qcow2ClusterBytes);
      for (let index = 0; index < countsPerCluster && first + index < layout.end; index++) bytes[index * 2 + 1] = 1;
      return bytes;
    }
    if (cluster < layout.l2) {
      const first = (cluster - layout.l1) * entriesPerCluster;
      return entries(first, l1Entries, usedOnce, (table) => placeInL2.get(table));
    }
    const first = (tables[cluster - layout.l2] ?? 0) * entriesPerCluster;
    return entries(first, units.diskUnits, usedOnce, (unit) => {
      const index = units.indexOf(unit);
      return index < 0 ? undefined : layout.data + index;
    });
  };
}

function header(sizeBytes: number, l1Entries: number, layout: Layout): Buffer {
  const bytes = Buffer.alloc(qcow2ClusterBytes);
  bytes.write('QFI\xfb', 'latin1');
  bytes.writeUInt32BE(3, 4); // version
  bytes.writeUInt32BE(Math.log2(qcow2ClusterBytes), 20);
  bytes.writeBigUInt64BE(BigInt(Math.ceil(sizeBytes / 512) * 512), 24);
  bytes.writeUInt32BE(l1Entries, 36);
  bytes.writeBigUInt64BE(BigInt(layout.l1 * qcow2ClusterBytes), 40);
  bytes.writeBigUInt64BE(BigInt(layout.countTable * qcow2ClusterBytes), 48);
  bytes.writeUInt32BE(layout.countBlocks - layout.countTable, 56);
  bytes.writeUInt32BE(4, 96); // a refcount has 2^4 bits
  bytes.writeUInt32BE(headerBytes, 100);
  return bytes;
}
