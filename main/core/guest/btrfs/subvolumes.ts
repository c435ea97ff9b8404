/** Finds the subvolumes of a Btrfs, snapshots among them, by number and by their path from the top. */
import { GuestError } from '../damage.ts';
import { piece, u64le } from '../fields.ts';
import type { Subvolume } from '../file-system.ts';
import { type BtrfsVolume, damaged } from './superblock.ts';
import { items, lastOffset } from './tree.ts';

const types = { inodeName: 12, root: 132, rootName: 144 } as const;
export const topSubvolume = 5;
export const topFolder = 256;
/** A server that keeps its snapshots of every hour for a month has fewer. */
const mostSubvolumes = 2_000;
const deepestPath = 64;

/** Where a subvolume hangs: in which other one, in which folder of it, and under which name. */
interface Hook {
  readonly parent: number;
  readonly folder: number;
  readonly name: string;
}

/** The top of all comes first; one whose path does not lead there is left out. */
export async function listSubvolumes(btrfs: BtrfsVolume, signal?: AbortSignal): Promise<Subvolume[]> {
  const hooks = new Map<number, Hook>();
  const first = { id: topFolder, type: types.rootName, offset: 0 };
  for await (const { id, type, offset, data } of items(
    btrfs,
    btrfs.root,
    first,
    { ...first, id: lastOffset },
    signal,
  )) {
    if (type !== types.rootName) continue;
    const name = piece(data, 18, data.readUInt16LE(16), 'btrfs').toString();
    hooks.set(id, { parent: offset, folder: u64le(data, 0, 'btrfs'), name });
    if (hooks.size === mostSubvolumes) break;
  }
  const found: Subvolume[] = [{ id: topSubvolume, path: '' }];
  for (const id of hooks.keys()) {
    const names: string[] = [];
    let at = id;
    while (at !== topSubvolume && names.length < deepestPath) {
      const hook = hooks.get(at);
      if (hook === undefined) break;
      names.unshift(...(await folderNames(btrfs, hook, signal)), hook.name);
      at = hook.parent;
    }
    if (at === topSubvolume) found.push({ id, path: names.join('/') });
  }
  return found;
}

/** The names of the folders from the top of the parent down to where the subvolume hangs. */
async function folderNames(btrfs: BtrfsVolume, hook: Hook, signal?: AbortSignal): Promise<string[]> {
  const names: string[] = [];
  if (hook.folder === topFolder) return names;
  const root = await rootOf(btrfs, hook.parent, signal);
  for (let id = hook.folder; id !== topFolder;) {
    const from = { id, type: types.inodeName, offset: 0 };
    let above: number | undefined;
    for await (const { offset, data } of items(btrfs, root, from, { ...from, offset: lastOffset }, signal)) {
      names.unshift(piece(data, 10, data.readUInt16LE(8), 'btrfs').toString());
      above = offset;
      break;
    }
    if (above === undefined || names.length === deepestPath) throw damaged('no-inode', id);
    id = above;
  }
  return names;
}

/** Address of the root of the tree that holds a subvolume. */
export async function rootOf(btrfs: BtrfsVolume, tree: number, signal?: AbortSignal): Promise<number> {
  const from = { id: tree, type: types.root, offset: 0 };
  let root: number | undefined;
  // of snapshots, the newest has the largest offset
  for await (const { data } of items(btrfs, btrfs.root, from, { ...from, offset: lastOffset }, signal))
    root = u64le(data, 176, 'btrfs');
  if (root === undefined) throw new GuestError('not-found', 'btrfs', 'no-subvolume', tree);
  return root;
}
