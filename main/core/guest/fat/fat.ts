/** Reads FAT12, FAT16 and FAT32 with long names, as EFI system partitions have them. */
import { guarded } from '../damage.ts';
import type { FileSystem, GuestStat } from '../file-system.ts';
import type { NodeEntry, NodeStore } from '../node-store.ts';
import { fileSystemOf } from '../path-walk.ts';
import { readRuns } from '../runs.ts';
import type { Volume } from '../sub-source.ts';
import { chainRuns, damaged, type FatVolume, readFatVolume } from './fat-volume.ts';
import { longName, longPart, shortChecksum, shortName } from './names.ts';

const entryBytes = 32;
const isLong = 0x0f;
const attributeNames = [
  [0x01, 'read-only'],
  [0x02, 'hidden'],
  [0x04, 'system'],
] as const;
const volumeLabel = 0x08;
const isFolder = 0x10;
/** A folder has at most 65,536 entries (Microsoft's FAT specification). */
const mostFolderBytes = 65_536 * entryBytes;
/** 255 letters. */
const mostParts = 20;

interface FatNode {
  readonly stat: GuestStat;
  /** Absent for the root of FAT12 and FAT16. */
  readonly cluster: number | undefined;
}

/** Fails with `damaged`. */
export async function openFat(volume: Volume, signal?: AbortSignal): Promise<FileSystem> {
  return guarded('fat', async () => {
    return fileSystemOf(fatStore(await readFatVolume(volume, signal)));
  });
}

function fatStore(fat: FatVolume): NodeStore<FatNode> {
  return {
    facts: fat.facts,
    foldsCase: true,
    root: () =>
      Promise.resolve({
        stat: { kind: 'directory', sizeBytes: 0, id: fat.rootCluster, attributes: [] },
        cluster: fat.rootArea ? undefined : fat.rootCluster,
      }),
    stat: (node) => node.stat,
    entries: (folder, signal) => entries(fat, folder, signal),
    async read({ cluster = 0 }, offset, length, signal) {
      const end = offset + length;
      return readRuns(fat.volume, chainRuns(fat, cluster, end, true, signal), offset, length, signal);
    },
    target: () => Promise.reject(damaged('no-links')),
  };
}

/** A folder's size is said nowhere: it ends with its chain, or at an entry that starts with zero. */
async function* pieces(fat: FatVolume, { cluster }: FatNode, signal?: AbortSignal): AsyncGenerator<Buffer> {
  if (cluster === undefined) {
    if (fat.rootArea) yield await fat.volume.read(fat.rootArea.at, fat.rootArea.length, signal);
    return;
  }
  // in the folders just below, the one above is cluster 0
  const most = Math.min(mostFolderBytes, fat.clusters * fat.clusterBytes);
  for await (const run of chainRuns(fat, cluster || fat.rootCluster, most, false, signal)) {
    for (let at = 0; at < run.length; at += fat.clusterBytes)
      yield await fat.volume.read((run.from ?? 0) + at, fat.clusterBytes, signal);
  }
}

async function* entries(fat: FatVolume, folder: FatNode, signal?: AbortSignal): AsyncGenerator<NodeEntry<FatNode>> {
  let long: Long | undefined;
  for await (const piece of pieces(fat, folder, signal)) {
    for (let at = 0; at + entryBytes <= piece.length; at += entryBytes) {
      const entry = piece.subarray(at, at + entryBytes);
      const [first, attributes] = [entry.readUInt8(0), entry.readUInt8(11)];
      if (first === 0) return;
      if (first === 0xe5) long = undefined;
      else if ((attributes & 0x3f) === isLong) long = collect(long, entry);
      else {
        const whole = long?.left === 0 && long.sum === shortChecksum(entry) ? long.parts : undefined;
        const name = whole ? longName(whole) : shortName(entry);
        long = undefined;
        if ((attributes & volumeLabel) !== 0) continue;
        const node = nodeOf(fat, entry, attributes);
        yield { name, kind: node.stat.kind, open: () => Promise.resolve(node) };
      }
    }
  }
}

interface Long {
  readonly parts: Buffer[];
  readonly left: number;
  readonly sum: number;
}

/** The last part comes first and says how many there are; a part out of order spoils the name, not the file. */
function collect(long: Long | undefined, entry: Buffer): Long | undefined {
  const order = entry.readUInt8(0);
  const sum = entry.readUInt8(13);
  const part = longPart(entry);
  if (order & 0x40) {
    const count = order & 0x3f;
    return count >= 1 && count <= mostParts ? { parts: [part], left: count - 1, sum } : undefined;
  }
  if (!long || order !== long.left || sum !== long.sum) return undefined;
  return { parts: [part, ...long.parts], left: long.left - 1, sum };
}

function nodeOf(fat: FatVolume, entry: Buffer, attributes: number): FatNode {
  const high = fat.bits === 32 ? entry.readUInt16LE(20) : 0;
  const cluster = high * 2 ** 16 + entry.readUInt16LE(26);
  const folder = (attributes & isFolder) !== 0;
  return {
    cluster,
    stat: {
      kind: folder ? 'directory' : 'file',
      sizeBytes: folder ? 0 : entry.readUInt32LE(28),
      id: cluster,
      modifiedMs: dosTimeMs(entry.readUInt16LE(24), entry.readUInt16LE(22)),
      attributes: attributeNames.filter(([bit]) => (attributes & bit) !== 0).map(([, name]) => name),
    },
  };
}

/** Local time of wherever it was written; taken as UTC. */
export function dosTimeMs(date: number, time: number): number {
  const [year, month, day] = [1_980 + (date >>> 9), ((date >>> 5) & 15) - 1, date & 31];
  return Date.UTC(year, month, day, time >>> 11, (time >>> 5) & 63, (time & 31) * 2);
}
