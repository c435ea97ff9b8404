/** Finds where the blocks of an ext file lie: by extent tree, or by the older lists of block numbers. */
import { crc32cRegister } from '../../disk/fields.ts';
import { StepLimit } from '../damage.ts';
import { piece } from '../fields.ts';
import type { Run } from '../runs.ts';
import { type ExtInode, inodeFlags } from './inode.ts';
import { damaged, type ExtVolume } from './superblock.ts';

const extentMagic = 0xf30a;
/** As the kernel has it: five levels hold more than the largest file. */
const deepestTree = 5;
/** A file of 256 MiB torn into single blocks of 1 KiB needs fewer nodes. */
const mostNodes = 20_000;
/** Extents this long or longer are allocated but never written. */
const unwritten = 32_768;

/** The runs of a file that touch the bytes from `offset` to `end`, in order. */
export async function* fileRuns(
  ext: ExtVolume,
  inode: ExtInode,
  offset: number,
  end: number,
  signal?: AbortSignal,
): AsyncGenerator<Run> {
  const range = { first: Math.floor(offset / ext.blockBytes), end: Math.ceil(end / ext.blockBytes) };
  const limit = new StepLimit(`ext inode ${inode.number}`, mostNodes);
  const walk: Walk = { ext, inode, range, limit, ...(signal ? { signal } : {}) };
  yield* inode.flags & inodeFlags.extents
    ? extentRuns(walk, inode.blockArea, undefined, { first: 0, end: 2 ** 32 })
    : listedRuns(walk);
}

interface Range {
  readonly first: number;
  readonly end: number;
}

interface Walk {
  readonly ext: ExtVolume;
  readonly inode: ExtInode;
  readonly range: Range;
  readonly limit: StepLimit;
  readonly signal?: AbortSignal;
}

/** One node: all that is below it must lie within `allowed`, in order, and be one level lower. */
async function* extentRuns(
  walk: Walk,
  node: Buffer,
  expectedDepth: number | undefined,
  allowed: Range,
): AsyncGenerator<Run> {
  const { ext, inode, range, limit } = walk;
  limit.step();
  const [entries, depth] = [node.readUInt16LE(2), node.readUInt16LE(6)];
  if (node.readUInt16LE(0) !== extentMagic || depth > deepestTree || depth !== (expectedDepth ?? depth))
    throw damaged('extent-tree', inode.number);
  const table = piece(node, 12, entries * 12, 'ext extent tree');
  let reached = allowed.first;
  for (let n = 0; n < entries; n++) {
    const entry = table.subarray(n * 12, n * 12 + 12);
    const first = entry.readUInt32LE(0);
    if (first < reached || first >= allowed.end) throw damaged('extents-order', inode.number);
    if (depth === 0) {
      const length = entry.readUInt16LE(4);
      const blocks = length > unwritten ? length - unwritten : length;
      if (blocks === 0 || first + blocks > allowed.end) throw damaged('wrong-extent', inode.number);
      reached = first + blocks;
      if (first >= range.end || reached <= range.first) continue;
      const from = entry.readUInt16LE(6) * 2 ** 32 + entry.readUInt32LE(8);
      yield run(ext, first, length > unwritten ? undefined : from, blocks);
      continue;
    }
    reached = first + 1;
    const next = n + 1 < entries ? table.readUInt32LE((n + 1) * 12) : allowed.end;
    if (first >= range.end || next <= range.first) continue;
    const below = await readNode(walk, entry.readUInt32LE(4) + entry.readUInt16LE(8) * 2 ** 32);
    yield* extentRuns(walk, below, depth - 1, { first, end: next });
  }
}

/** A block of the tree; its checksum lies behind the room for entries. */
async function readNode({ ext, inode, signal }: Walk, block: number): Promise<Buffer> {
  const node = await readBlock(ext, block, signal);
  if (inode.checksumSeed === undefined) return node;
  const tail = 12 + node.readUInt16LE(4) * 12;
  const sum = crc32cRegister(piece(node, 0, tail, 'ext extent tree'), inode.checksumSeed);
  if (node.readUInt32LE(tail) !== sum) throw damaged('checksum-of-extents', block);
  return node;
}

/** Twelve block numbers, then lists of them, lists of lists, and lists of lists of lists. */
async function* listedRuns(walk: Walk): AsyncGenerator<Run> {
  const perBlock = walk.ext.blockBytes / 4;
  yield* joined(walk.ext, listedBlocks(walk, walk.inode.blockArea.subarray(0, 48), 0, 0));
  let first = 12;
  for (const level of [1, 2, 3]) {
    const at = 44 + level * 4;
    yield* joined(walk.ext, listedBlocks(walk, walk.inode.blockArea.subarray(at, at + 4), first, level));
    first += perBlock ** level;
  }
}

interface Block {
  readonly index: number;
  readonly from: number;
}

async function* listedBlocks(walk: Walk, list: Buffer, first: number, level: number): AsyncGenerator<Block> {
  const { ext, range, limit, signal } = walk;
  const each = (ext.blockBytes / 4) ** level;
  const start = Math.max(0, Math.floor((range.first - first) / each));
  for (let n = start; n * 4 < list.length; n++) {
    const index = first + n * each;
    if (index >= range.end) return;
    const from = list.readUInt32LE(n * 4);
    if (from === 0) continue;
    if (level === 0) {
      yield { index, from };
      continue;
    }
    limit.step();
    yield* listedBlocks(walk, await readBlock(ext, from, signal), index, level - 1);
  }
}

/** Neighbours in the file that are neighbours on the disk, as one run. */
async function* joined(ext: ExtVolume, blocks: AsyncIterable<Block>): AsyncGenerator<Run> {
  let open: { first: number; from: number; count: number } | undefined;
  for await (const { index, from } of blocks) {
    if (open && index === open.first + open.count && from === open.from + open.count) {
      open.count++;
      continue;
    }
    if (open) yield run(ext, open.first, open.from, open.count);
    open = { first: index, from, count: 1 };
  }
  if (open) yield run(ext, open.first, open.from, open.count);
}

function run(ext: ExtVolume, first: number, from: number | undefined, blocks: number): Run {
  if (from !== undefined && (from === 0 || from + blocks > ext.blocks)) throw damaged('no-block', from);
  const { blockBytes } = ext;
  const on = from === undefined ? undefined : from * blockBytes;
  return { at: first * blockBytes, from: on, length: blocks * blockBytes };
}

async function readBlock(ext: ExtVolume, block: number, signal?: AbortSignal): Promise<Buffer> {
  if (block === 0 || block >= ext.blocks) throw damaged('no-block', block);
  return ext.volume.read(block * ext.blockBytes, ext.blockBytes, signal);
}
