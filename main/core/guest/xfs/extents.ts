/** Finds where the data of an XFS file lies: a list of extents in the inode, or a B-tree of them. */
import { StepLimit } from '../damage.ts';
import { piece, u64be } from '../fields.ts';
import type { Run } from '../runs.ts';
import type { XfsInode } from './inode.ts';
import { assertChecksum, damaged, type XfsVolume } from './superblock.ts';

const recordBytes = 16;
/** As the kernel has it (XFS_BM_MAXLEVELS stays below this). */
const deepestTree = 9;
/** A file of 256 MiB torn into single blocks of 512 bytes needs fewer. */
const mostNodes = 40_000;
const lastFileBlock = 2 ** 54;

/** The runs of a file that touch the bytes from `offset` to `end`, in order. */
export async function* fileRuns(
  xfs: XfsVolume,
  inode: XfsInode,
  offset: number,
  end: number,
  signal?: AbortSignal,
): AsyncGenerator<Run> {
  const walk: Walk = {
    xfs,
    inode,
    first: Math.floor(offset / xfs.blockBytes),
    end: Math.ceil(end / xfs.blockBytes),
    limit: new StepLimit(`xfs inode ${inode.number}`, mostNodes),
    signal,
    reached: 0,
  };
  if (inode.forkKind === 'extents') {
    yield* listed(walk, piece(inode.fork, 0, inode.extentCount * recordBytes, 'xfs inode'));
    return;
  }
  if (inode.forkKind !== 'tree') throw damaged('no-extents', inode.number);
  const level = inode.fork.readUInt16BE(0);
  if (level === 0 || level > deepestTree) throw damaged('tree-levels', inode.number, level);
  // in the inode, the numbers of the nodes below come after the room for all keys that would fit
  const room = Math.floor((inode.fork.length - 4) / recordBytes);
  yield* below(walk, inode.fork, { count: inode.fork.readUInt16BE(2), keysAt: 4, room, level }, lastFileBlock);
}

interface Walk {
  readonly xfs: XfsVolume;
  readonly inode: XfsInode;
  readonly first: number;
  readonly end: number;
  readonly limit: StepLimit;
  readonly signal: AbortSignal | undefined;
  /** First block of the file that the next extent may hold. */
  reached: number;
}

interface Node {
  readonly count: number;
  readonly keysAt: number;
  readonly room: number;
  readonly level: number;
}

async function* below(walk: Walk, bytes: Buffer, node: Node, endBlock: number): AsyncGenerator<Run> {
  const { count, keysAt, room, level } = node;
  if (count > room) throw damaged('node-keys', walk.inode.number, count);
  const key = (n: number): number => u64be(bytes, keysAt + n * 8, 'xfs');
  for (let n = 0; n < count; n++) {
    const next = n + 1 < count ? key(n + 1) : endBlock;
    if (next <= key(n)) throw damaged('tree-order', walk.inode.number);
    if (key(n) >= walk.end) return;
    if (next <= walk.first) continue;
    yield* child(walk, u64be(bytes, keysAt + room * 8 + n * 8, 'xfs'), level - 1, next);
  }
}

async function* child(walk: Walk, block: number, level: number, endBlock: number): AsyncGenerator<Run> {
  const { xfs, inode, signal } = walk;
  walk.limit.step();
  const bytes = await xfs.volume.read(xfs.blockAt(block, 1), xfs.blockBytes, signal);
  const magic = bytes.toString('latin1', 0, 4);
  const [headerBytes, expected] = xfs.version === 5 ? [72, 'BMA3'] : [24, 'BMAP'];
  if (magic !== expected || bytes.readUInt16BE(4) !== level) throw damaged('no-tree-node', inode.number, level, block);
  if (xfs.version === 5) {
    assertChecksum(bytes, 64, 'checksum-of-extents', block);
    if (u64be(bytes, 56, 'xfs') !== inode.number) throw damaged('extents-of-another', block);
  }
  const count = bytes.readUInt16BE(6);
  if (level === 0) yield* listed(walk, piece(bytes, headerBytes, count * recordBytes, 'xfs extents'));
  else {
    const room = Math.floor((bytes.length - headerBytes) / recordBytes);
    yield* below(walk, bytes, { count, keysAt: headerBytes, room, level }, endBlock);
  }
}

/** 128 bits each: 1 says never written, 54 block of the file, 52 block of the volume, 21 how many. */
function* listed(walk: Walk, records: Buffer): Generator<Run> {
  const { xfs, inode } = walk;
  for (let at = 0; at < records.length; at += recordBytes) {
    const [high, low] = [records.readBigUInt64BE(at), records.readBigUInt64BE(at + 8)];
    const start = Number((high >> 9n) & 0x3fffffffffffffn);
    const block = Number(((high & 0x1ffn) << 43n) | (low >> 21n));
    const count = Number(low & 0x1fffffn);
    if (count === 0 || start < walk.reached) throw damaged('extents-order', inode.number);
    walk.reached = start + count;
    if (start >= walk.end) return;
    if (walk.reached <= walk.first) continue;
    const from = high >> 63n === 1n ? undefined : xfs.blockAt(block, count);
    yield { at: start * xfs.blockBytes, from, length: count * xfs.blockBytes };
  }
}
