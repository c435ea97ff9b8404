/** Walks the B-trees of Btrfs: the items from one key to another, in order. */
import { crc32c } from '../../disk/fields.ts';
import { StepLimit } from '../damage.ts';
import { piece, u64le } from '../fields.ts';
import { type BtrfsVolume, damaged, placeOf } from './superblock.ts';

const headerBytes = 101;
const itemBytes = 25;
const pointerBytes = 33;
/** BTRFS_MAX_LEVEL. */
const deepest = 7;
/** The nodes of a folder with a million names, or of a file of 256 MiB torn into sectors. */
const mostNodes = 40_000;

/** At most 16 MiB: looking up a path goes through the same few nodes again and again. */
const mostKept = 256;

export interface Key {
  readonly id: number;
  readonly type: number;
  readonly offset: number;
}

export interface Item extends Key {
  readonly data: Buffer;
}

/** Offsets of keys may use all 64 bits, as hashes do not; the largest stand for "no limit". */
export const lastOffset = Number.MAX_SAFE_INTEGER;

const compare = (one: Key, other: Key): number =>
  one.id - other.id || one.type - other.type || one.offset - other.offset;

/** The items with keys from `from` to `to`, both included, of the tree whose root is at `root`. */
export async function* items(
  btrfs: BtrfsVolume,
  root: number,
  from: Key,
  to: Key,
  signal?: AbortSignal,
): AsyncGenerator<Item> {
  const limit = new StepLimit('btrfs tree', mostNodes);
  yield* below(btrfs, root, undefined, { from, to, limit, signal });
}

interface Walk {
  readonly from: Key;
  readonly to: Key;
  readonly limit: StepLimit;
  readonly signal: AbortSignal | undefined;
}

async function* below(
  btrfs: BtrfsVolume,
  address: number,
  expected: number | undefined,
  walk: Walk,
): AsyncGenerator<Item> {
  walk.limit.step();
  const node = await readNode(btrfs, address, walk.signal);
  const level = node.readUInt8(100);
  const count = node.readUInt32LE(96);
  if (level > deepest || level !== (expected ?? level)) throw damaged('node-level', address, level);
  const each = level === 0 ? itemBytes : pointerBytes;
  const table = piece(node, headerBytes, count * each, 'btrfs node');
  let previous: Key | undefined;
  for (let n = 0; n < count; n++) {
    const key = keyAt(table, n * each);
    if (previous && compare(previous, key) > 0) throw damaged('node-order', address);
    previous = key;
    if (compare(key, walk.to) > 0) return;
    if (level === 0) {
      if (compare(key, walk.from) < 0) continue;
      const [at, size] = [table.readUInt32LE(n * each + 17), table.readUInt32LE(n * each + 21)];
      yield { ...key, data: piece(node, headerBytes + at, size, 'btrfs node') };
    } else if (n + 1 >= count || compare(keyAt(table, (n + 1) * each), walk.from) >= 0) {
      yield* below(btrfs, u64le(table, n * each + 17, 'btrfs'), level - 1, walk);
    }
  }
}

/** Numbers too large to be exact (-1 for what has no parent) are the largest; their order stays right. */
function keyAt(bytes: Buffer, at: number): Key {
  const number = (from: number): number =>
    Math.min(lastOffset, bytes.readUInt32LE(from + 4) * 2 ** 32 + bytes.readUInt32LE(from));
  return { id: number(at), type: bytes.readUInt8(at + 8), offset: number(at + 9) };
}

async function readNode(btrfs: BtrfsVolume, address: number, signal?: AbortSignal): Promise<Buffer> {
  const { nodeBytes, volume, nodes } = btrfs;
  const known = nodes.get(address);
  if (known) {
    nodes.delete(address);
    nodes.set(address, known);
    return known;
  }
  const node = await volume.read(placeOf(btrfs, address, nodeBytes), nodeBytes, signal);
  if (btrfs.crc && crc32c(node.subarray(32)) !== node.readUInt32LE(0)) throw damaged('checksum-of-node', address);
  if (u64le(node, 48, 'btrfs') !== address || !node.subarray(32, 48).equals(btrfs.fsid))
    throw damaged('no-node', address);
  nodes.set(address, node);
  for (const oldest of nodes.keys()) {
    if (nodes.size <= mostKept) break;
    nodes.delete(oldest);
  }
  return node;
}
