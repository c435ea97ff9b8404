/** Reads Btrfs on one device: its default subvolume, or a named one, and the subvolumes within. */
import { guarded } from '../damage.ts';
import { piece, u64le } from '../fields.ts';
import type { EntryKind, FileSystem, GuestStat, Subvolume } from '../file-system.ts';
import type { NodeEntry, NodeStore } from '../node-store.ts';
import { fileSystemOf } from '../path-walk.ts';
import type { Volume } from '../sub-source.ts';
import { readData } from './file-data.ts';
import { addChunk, type BtrfsVolume, damaged, readSuperblock } from './superblock.ts';
import { listSubvolumes, rootOf, topFolder, topSubvolume } from './subvolumes.ts';
import { items, type Item, lastOffset } from './tree.ts';

const types = { inode: 1, dirItem: 84, dirIndex: 96, root: 132, chunk: 228 } as const;
/** The folder of the root tree, always by this number. */
const rootFolder = 6;
const longestLinkBytes = 4_096;
const kinds = new Map<number, EntryKind>([[1, 'file'], [2, 'directory'], [3, 'other'], [4, 'other'], [5, 'other'], [6, 'other'], [7, 'link']]); // prettier-ignore
const modes = new Map<number, EntryKind>([
  [4, 'directory'],
  [8, 'file'],
  [10, 'link'],
]);
const immutable = 0x40;
const appendOnly = 0x80;

interface BtrfsNode {
  readonly tree: number;
  /** Address of the root of that tree. */
  readonly root: number;
  readonly id: number;
  readonly stat: GuestStat;
}

export interface BtrfsOptions {
  /** Number of a subvolume; absent means the default one, as a mount without options takes. */
  readonly subvolume?: number;
  readonly signal?: AbortSignal;
}

/** Fails with `damaged` and `unsupported`, and with `not-found` when there is no such subvolume. */
export async function openBtrfs(volume: Volume, options: BtrfsOptions = {}): Promise<FileSystem> {
  const { signal } = options;
  return guarded('btrfs', async () => {
    const btrfs = await readSuperblock(volume, signal);
    const all = { id: topFolder, type: types.chunk, offset: 0 };
    for await (const { type, offset, data } of items(
      btrfs,
      btrfs.chunkRoot,
      all,
      { ...all, offset: lastOffset },
      signal,
    ))
      if (type === types.chunk) addChunk(btrfs.chunks, offset, data);
    const usual = await defaultSubvolume(btrfs, signal);
    let known: Promise<Subvolume[]> | undefined;
    const list = (within?: AbortSignal): Promise<Subvolume[]> =>
      (known ??= guarded('btrfs', () => listSubvolumes(btrfs, within)));
    const show = (shown: number): FileSystem => ({
      ...fileSystemOf(btrfsStore(btrfs, shown)),
      subvolumes: { shown, usual, list, show },
    });
    return show(options.subvolume ?? usual);
  });
}

async function defaultSubvolume(btrfs: BtrfsVolume, signal?: AbortSignal): Promise<number> {
  const from = { id: rootFolder, type: types.dirItem, offset: 0 };
  for await (const item of items(btrfs, btrfs.root, from, { ...from, offset: lastOffset }, signal)) {
    const entry = entriesIn(item).find(({ name }) => name === 'default');
    if (entry) return entry.id;
  }
  return topSubvolume;
}

async function nodeOf(
  btrfs: BtrfsVolume,
  tree: number,
  root: number,
  id: number,
  signal?: AbortSignal,
): Promise<BtrfsNode> {
  const key = { id, type: types.inode, offset: 0 };
  for await (const { data } of items(btrfs, root, key, key, signal))
    return { tree, root, id, stat: statOf(tree, id, data) };
  throw damaged('no-inode', id);
}

function statOf(tree: number, id: number, data: Buffer): GuestStat {
  const mode = data.readUInt32LE(52);
  const flags = data.readUInt32LE(64);
  return {
    kind: modes.get(mode >>> 12) ?? 'other',
    sizeBytes: u64le(data, 16, 'btrfs'),
    // inodes of different subvolumes share numbers
    id: tree * 2 ** 32 + id,
    mode: mode & 0o7777,
    uid: data.readUInt32LE(44),
    gid: data.readUInt32LE(48),
    modifiedMs: Number(data.readBigInt64LE(136)) * 1_000 + Math.floor(data.readUInt32LE(144) / 1e6),
    attributes: [...(flags & immutable ? ['immutable'] : []), ...(flags & appendOnly ? ['append-only'] : [])],
  };
}

interface FoundEntry {
  readonly id: number;
  readonly type: number;
  readonly name: string;
  readonly kind: number;
}

/** Names whose hashes are equal share an item. */
function entriesIn({ data }: Item): FoundEntry[] {
  const found: FoundEntry[] = [];
  for (let at = 0; at < data.length;) {
    const nameBytes = data.readUInt16LE(at + 27);
    const name = piece(data, at + 30, nameBytes, 'btrfs folder').toString();
    found.push({
      id: u64le(data, at, 'btrfs'),
      type: data.readUInt8(at + 8),
      name,
      kind: data.readUInt8(at + 29),
    });
    at += 30 + nameBytes + data.readUInt16LE(at + 25);
  }
  return found;
}

function btrfsStore(btrfs: BtrfsVolume, subvolume: number): NodeStore<BtrfsNode> {
  const top = async (tree: number, signal?: AbortSignal): Promise<BtrfsNode> =>
    nodeOf(btrfs, tree, await rootOf(btrfs, tree, signal), topFolder, signal);
  const read = (node: BtrfsNode, offset: number, length: number, signal?: AbortSignal): Promise<Buffer> =>
    readData(btrfs, node.root, node.id, offset, length, signal);
  return {
    facts: btrfs.facts,
    foldsCase: false,
    root: (signal) => top(subvolume, signal),
    stat: (node) => node.stat,
    async *entries({ tree, root, id }, signal) {
      const from = { id, type: types.dirIndex, offset: 0 };
      for await (const item of items(btrfs, root, from, { ...from, offset: lastOffset }, signal)) {
        for (const { id: child, type, name, kind: stored } of entriesIn(item)) {
          const kind = kinds.get(stored);
          const open = (later?: AbortSignal): Promise<BtrfsNode> =>
            // a subvolume looks like a folder, and is the top of a tree of its own
            type === types.root ? top(child, later) : nodeOf(btrfs, tree, root, child, later);
          yield { name, ...(kind ? { kind } : {}), open } satisfies NodeEntry<BtrfsNode>;
        }
      }
    },
    read,
    async target(node, signal) {
      const { sizeBytes } = node.stat;
      if (sizeBytes > longestLinkBytes) throw damaged('inode-bytes', node.id, sizeBytes);
      return (await read(node, 0, sizeBytes, signal)).toString();
    },
  };
}
