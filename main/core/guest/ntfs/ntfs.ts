/** NTFS, read-only: a volume's files by path, letter case ignored, as Windows finds them. */
import { GuestCorrupt, GuestError, guarded } from '../damage.ts';
import type { EntryKind, FileSystem, FileSystemFacts, GuestStat } from '../file-system.ts';
import type { NodeStore } from '../node-store.ts';
import { fileSystemOf } from '../path-walk.ts';
import type { Volume } from '../sub-source.ts';
import { type NtfsGeometry, readBootSector } from './boot-sector.ts';
import { entriesOf, findEntry, type IndexEntry } from './directory.ts';
import { type FileTable, type NtfsFile, openFileTable } from './file-table.ts';
import { attributeTypes } from './record.ts';
import { pathOfTarget, readReparsePoint, type ReparsePoint } from './reparse.ts';
import { attributeFlags, type Stream } from './stream.ts';
import { countFree, isLogClosed, readCapitals, records, readVolumeState } from './volume-state.ts';

interface Node {
  readonly file: NtfsFile;
  readonly stat: GuestStat;
  readonly reparse: ReparsePoint | undefined;
}

const structure = 'ntfs';
/** Bits of a file's attributes, by the words of the Windows `attrib` command. */
const attributeWords: readonly (readonly [number, string])[] = [
  [0x1, 'read-only'],
  [0x2, 'hidden'],
  [0x4, 'system'],
  [0x200, 'sparse'],
  [0x800, 'compressed'],
  [0x1000, 'offline'],
  [0x4000, 'encrypted'],
];

/** Opens the volume; fails with GuestCorrupt when its file table, its root or its own record cannot be read. */
export function openNtfs(volume: Volume, signal?: AbortSignal): Promise<FileSystem> {
  return guarded(structure, async () => {
    const sector = await volume.read(0, Math.min(512, volume.size), signal);
    const geometry = readBootSector(sector, volume.size);
    const table = await openFileTable(volume, geometry, signal);
    const facts = await readFacts(table, geometry, signal);
    return fileSystemOf(nodeStore(table, geometry, facts));
  });
}

async function readFacts(table: FileTable, geometry: NtfsGeometry, signal?: AbortSignal): Promise<FileSystemFacts> {
  const { label, version, dirty } = await readVolumeState(table);
  const logClosed = await isLogClosed(table);
  const freeBytes = await countFree(table, geometry, signal);
  return {
    kind: 'ntfs',
    label,
    uuid: geometry.serial,
    clean: dirty ? false : logClosed,
    features: [`version ${version}`, ...(dirty ? ['dirty'] : [])],
    totalBytes: geometry.clusters * geometry.clusterBytes,
    ...(freeBytes === undefined ? {} : { freeBytes }),
  };
}

function nodeStore(table: FileTable, geometry: NtfsGeometry, facts: FileSystemFacts): NodeStore<Node> {
  let capitals: Promise<(text: string) => string> | undefined;
  const open = async (record: number, sequence: number | undefined, signal?: AbortSignal): Promise<Node> => {
    const file = await table.file(record, signal);
    if (sequence !== undefined && sequence !== 0 && sequence !== file.sequence) {
      throw new GuestCorrupt(`NTFS record ${record}`, 'name-of-gone-file');
    }
    return nodeOf(file);
  };
  const openEntry = (entry: IndexEntry, signal?: AbortSignal): Promise<Node> =>
    open(entry.record, entry.sequence, signal);

  return {
    facts,
    foldsCase: true,
    root: (signal) => open(records.root, undefined, signal),
    stat: ({ stat }) => stat,
    async *entries({ file }, signal) {
      for await (const entry of entriesOf(file, geometry, signal)) {
        // hides the volume's own files, such as `$MFT`
        if (entry.isDosName || entry.record < records.firstOrdinary) continue;
        const kind = kindOf(entry);
        yield { name: entry.name, ...(kind ? { kind } : {}), open: () => openEntry(entry) };
      }
    },
    async find({ file }, name, signal) {
      capitals ??= readCapitals(table);
      const entry = await findEntry(file, geometry, name, await capitals, signal);
      return entry && openEntry(entry, signal);
    },
    async read({ file, reparse }, offset, length, signal) {
      if (reparse?.kind === 'foreign')
        throw new GuestError('unsupported', `NTFS record ${file.number}`, ...reparse.what);
      const data = dataOf(file);
      if (data === undefined) return Buffer.alloc(0);
      if ((data.flags & attributeFlags.encrypted) !== 0) {
        throw new GuestError('unsupported', `NTFS record ${file.number}`, 'encrypted-efs');
      }
      return data.read(offset, length, signal);
    },
    async target({ reparse }) {
      if (reparse?.kind !== 'link') throw new GuestError('not-a-link', structure, 'no-link');
      return pathOfTarget(reparse.target);
    },
  };
}

/** Undefined where only the file itself can tell. */
function kindOf({ isReparsePoint, isDirectory }: IndexEntry): EntryKind | undefined {
  if (isReparsePoint) return undefined;
  return isDirectory ? 'directory' : 'file';
}

const dataOf = (file: NtfsFile): Stream | undefined => file.stream(attributeTypes.data, '');

function nodeOf(file: NtfsFile): Node {
  const reparseValue = file.has(attributeTypes.reparsePoint, '') ? file.value(attributeTypes.reparsePoint) : undefined;
  const reparse = reparseValue && readReparsePoint(reparseValue);
  const standard = file.value(attributeTypes.standardInformation);
  const bits = standard?.readUInt32LE(32) ?? 0;
  const kind = reparse?.kind === 'link' ? 'link' : file.isDirectory ? 'directory' : 'file';
  const attributes = attributeWords.filter(([bit]) => (bits & bit) !== 0).map(([, word]) => word);
  return {
    file,
    reparse,
    stat: {
      kind,
      sizeBytes: kind === 'file' ? (dataOf(file)?.sizeBytes ?? 0) : 0,
      id: file.number,
      ...(standard ? { modifiedMs: windowsTimeMs(standard.readBigUInt64LE(8)) } : {}),
      attributes: reparse?.kind === 'foreign' ? [...attributes, reparse.what[0]] : attributes,
    },
  };
}

/** Windows counts 100 ns since 1601. */
const windowsTimeMs = (ticks: bigint): number => Number(ticks / 10_000n) - 11_644_473_600_000;
