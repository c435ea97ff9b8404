/** Reads exFAT: its boot sector, chains of clusters that may do without a chain, and its sets of entries. */
import type { Damage } from '../../../../contract/said.ts';
import { serial32 } from '../../disk/content.ts';
import { GuestCorrupt, guarded } from '../damage.ts';
import { piece, u64le } from '../fields.ts';
import type { FileSystem, FileSystemFacts, GuestStat } from '../file-system.ts';
import type { NodeEntry, NodeStore } from '../node-store.ts';
import { fileSystemOf } from '../path-walk.ts';
import { readRuns, type Run } from '../runs.ts';
import type { Volume } from '../sub-source.ts';
import { dosTimeMs } from './fat.ts';

const entryBytes = 32;
/** As the specification of exFAT has it (7.4.1): 256 MiB. */
const mostFolderBytes = 256 * 2 ** 20;
/** Clusters have up to 32 MiB. */
const folderPieceBytes = 65_536;
const attributeNames = [
  [0x01, 'read-only'],
  [0x02, 'hidden'],
  [0x04, 'system'],
] as const;
const isFolder = 0x10;
/** First byte of an entry that is in use: end, label, file, and the two that follow a file. */
const types = { end: 0, label: 0x83, file: 0x85, stream: 0xc0, name: 0xc1 } as const;
const noChain = 2;

interface ExfatVolume {
  readonly volume: Volume;
  readonly facts: FileSystemFacts;
  readonly clusterBytes: number;
  readonly clusters: number;
  readonly tableAt: number;
  readonly dataAt: number;
  readonly rootCluster: number;
}

interface ExfatNode {
  readonly stat: GuestStat;
  readonly cluster: number;
  /** Bytes that the clusters hold. */
  readonly length: number;
  /** What was written; the rest of the file reads as zeros. */
  readonly validBytes: number;
  readonly chained: boolean;
}

/** Fails with `damaged`. */
export async function openExfat(volume: Volume, signal?: AbortSignal): Promise<FileSystem> {
  return guarded('exfat', async () => {
    const exfat = await readBoot(volume, signal);
    const label = await labelOf(exfat, signal);
    return fileSystemOf(exfatStore({ ...exfat, facts: { ...exfat.facts, label } }));
  });
}

async function readBoot(volume: Volume, signal?: AbortSignal): Promise<ExfatVolume> {
  const boot = await volume.read(0, 512, signal);
  if (boot.toString('latin1', 3, 11) !== 'EXFAT   ') throw damaged('no-signature');
  const [sectorLog, clusterLog] = [boot.readUInt8(108), boot.readUInt8(109)];
  if (sectorLog < 9 || sectorLog > 12 || clusterLog > 25 - sectorLog)
    throw damaged('sectors-and-clusters', sectorLog, clusterLog);
  const sector = 2 ** sectorLog;
  const clusterBytes = sector * 2 ** clusterLog;
  const clusters = boot.readUInt32LE(92);
  const tableAt = boot.readUInt32LE(80) * sector;
  const dataAt = boot.readUInt32LE(88) * sector;
  const totalBytes = u64le(boot, 72, 'exfat') * sector;
  const tableBytes = boot.readUInt32LE(84) * sector;
  if (
    totalBytes > volume.size ||
    dataAt + clusters * clusterBytes > totalBytes ||
    tableBytes < (clusters + 2) * 4 ||
    tableAt + tableBytes > dataAt
  )
    throw damaged('clusters-on-bytes', clusters, totalBytes);
  return {
    volume,
    facts: {
      kind: 'exfat',
      label: '',
      uuid: serial32(boot, 100),
      clean: (boot.readUInt16LE(106) & 2) === 0,
      features: [],
      totalBytes: clusters * clusterBytes,
    },
    clusterBytes,
    clusters,
    tableAt,
    dataAt,
    rootCluster: boot.readUInt32LE(96),
  };
}

/** The first folder says its size nowhere: it ends with its chain. */
const root = ({ rootCluster }: ExfatVolume): ExfatNode => ({
  stat: { kind: 'directory', sizeBytes: 0, id: rootCluster, attributes: [] },
  cluster: rootCluster,
  length: mostFolderBytes,
  validBytes: mostFolderBytes,
  chained: true,
});

function exfatStore(exfat: ExfatVolume): NodeStore<ExfatNode> {
  return {
    facts: exfat.facts,
    foldsCase: true,
    root: () => Promise.resolve(root(exfat)),
    stat: (node) => node.stat,
    entries: (folder, signal) => entries(exfat, folder, signal),
    async read(node, offset, length, signal) {
      const end = Math.min(offset + length, node.validBytes);
      return readRuns(exfat.volume, validRuns(exfat, node, end, signal), offset, length, signal);
    },
    target: () => Promise.reject(damaged('no-links')),
  };
}

async function* validRuns(exfat: ExfatVolume, node: ExfatNode, end: number, signal?: AbortSignal): AsyncGenerator<Run> {
  for await (const run of runs(exfat, node, end, true, signal))
    yield { ...run, length: Math.min(run.length, end - run.at) };
}

/** The runs of the first `length` bytes; a loop in the table goes round no longer than that. */
async function* runs(
  exfat: ExfatVolume,
  node: ExfatNode,
  length: number,
  whole: boolean,
  signal?: AbortSignal,
): AsyncGenerator<Run> {
  const { clusterBytes, clusters, dataAt, tableAt, volume } = exfat;
  const inside = (cluster: number): boolean => cluster >= 2 && cluster < clusters + 2;
  if (length <= 0) return;
  if (!node.chained) {
    const count = Math.ceil(length / clusterBytes);
    if (!inside(node.cluster) || !inside(node.cluster + count - 1)) throw damaged('no-cluster', node.cluster);
    yield { at: 0, from: dataAt + (node.cluster - 2) * clusterBytes, length: count * clusterBytes };
    return;
  }
  let cluster = node.cluster;
  for (let at = 0; at < length; at += clusterBytes) {
    if (!inside(cluster)) {
      if (whole || cluster !== 0xffffffff) throw damaged('chain-leads-to', node.cluster, cluster);
      return;
    }
    yield { at, from: dataAt + (cluster - 2) * clusterBytes, length: clusterBytes };
    cluster = (await volume.read(tableAt + cluster * 4, 4, signal)).readUInt32LE(0);
  }
}

async function* raw(exfat: ExfatVolume, folder: ExfatNode, signal?: AbortSignal): AsyncGenerator<Buffer> {
  // a chain longer than the volume is a loop
  const length = Math.min(folder.length, mostFolderBytes, exfat.clusters * exfat.clusterBytes);
  for await (const run of runs(exfat, folder, length, false, signal)) {
    const bytes = Math.min(run.length, length - run.at);
    for (let at = 0; at < bytes; at += folderPieceBytes) {
      const some = await exfat.volume.read((run.from ?? 0) + at, Math.min(folderPieceBytes, bytes - at), signal);
      for (let from = 0; from + entryBytes <= some.length; from += entryBytes) {
        if (some[from] === types.end) return;
        yield some.subarray(from, from + entryBytes);
      }
    }
  }
}

/** A file is an entry, the entry of its stream, and entries of its name; the first says how many follow. */
async function* entries(
  exfat: ExfatVolume,
  folder: ExfatNode,
  signal?: AbortSignal,
): AsyncGenerator<NodeEntry<ExfatNode>> {
  let set: Buffer[] = [];
  let left = 0;
  for await (const entry of raw(exfat, folder, signal)) {
    if (entry[0] === types.file) {
      set = [entry];
      left = entry.readUInt8(1);
    } else if (left > 0) {
      set.push(entry);
      left--;
      if (left > 0) continue;
      const found = fileOf(set);
      if (found) yield { name: found.name, kind: found.node.stat.kind, open: () => Promise.resolve(found.node) };
    }
  }
}

/** Undefined when the checksum over the set is wrong: then it is left over from something else. */
function fileOf(set: readonly Buffer[]): { name: string; node: ExfatNode } | undefined {
  const [file, stream, ...rest] = set;
  if (!file || stream?.[0] !== types.stream || setChecksum(set) !== file.readUInt16LE(2)) return undefined;
  const names = rest.filter((entry) => entry[0] === types.name).map((entry) => entry.subarray(2));
  const text = piece(Buffer.concat(names), 0, stream.readUInt8(3) * 2, 'exfat name').toString('utf16le');
  const attributes = file.readUInt16LE(4);
  const length = u64le(stream, 24, 'exfat');
  const folder = (attributes & isFolder) !== 0;
  const cluster = stream.readUInt32LE(20);
  const node: ExfatNode = {
    cluster,
    length,
    validBytes: Math.min(length, u64le(stream, 8, 'exfat')),
    chained: (stream.readUInt8(1) & noChain) === 0,
    stat: {
      kind: folder ? 'directory' : 'file',
      sizeBytes: folder ? 0 : length,
      id: cluster,
      modifiedMs: dosTimeMs(file.readUInt16LE(14), file.readUInt16LE(12)),
      attributes: attributeNames.filter(([bit]) => (attributes & bit) !== 0).map(([, name]) => name),
    },
  };
  return { name: text, node };
}

function setChecksum(set: readonly Buffer[]): number {
  let sum = 0;
  set.forEach((entry, index) => {
    for (let at = 0; at < entryBytes; at++) {
      // the sum itself does not count
      if (index === 0 && (at === 2 || at === 3)) continue;
      sum = (((sum & 1) << 15) + (sum >>> 1) + entry.readUInt8(at)) & 0xffff;
    }
  });
  return sum;
}

async function labelOf(exfat: ExfatVolume, signal?: AbortSignal): Promise<string> {
  for await (const entry of raw(exfat, root(exfat), signal))
    if (entry[0] === types.label) return entry.toString('utf16le', 2, 2 + Math.min(11, entry.readUInt8(1)) * 2);
  return '';
}

const damaged = (...what: Damage): GuestCorrupt => new GuestCorrupt('exfat', ...what);
