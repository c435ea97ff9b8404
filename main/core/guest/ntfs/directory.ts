/** A directory of NTFS: a B-tree of names, in the order of the volume's own capitals. */
import { GuestCorrupt, StepLimit } from '../damage.ts';
import { piece, u64le } from '../fields.ts';
import type { NtfsGeometry } from './boot-sector.ts';
import type { NtfsFile } from './file-table.ts';
import { applyFixups, attributeTypes, recordNumber } from './record.ts';
import type { Stream } from './stream.ts';

export interface IndexEntry {
  readonly name: string;
  readonly record: number;
  readonly sequence: number;
  readonly isDirectory: boolean;
  readonly isReparsePoint: boolean;
  /** A short name for DOS: the same file has another entry with its long one. */
  readonly isDosName: boolean;
}

interface Slot {
  readonly entry: IndexEntry | undefined;
  readonly child: number | undefined;
}

interface Tree {
  readonly root: readonly Slot[];
  node(vcn: number, signal?: AbortSignal): Promise<readonly Slot[]>;
}

const indexName = '$I30';
/** A tree of 64 KiB blocks with a million names has three levels. */
const mostDepth = 16;
const mostBlocks = 262_144;
const structure = 'NTFS directory';

/** All entries in the order of names, DOS names among them. */
export async function* entriesOf(
  directory: NtfsFile,
  geometry: NtfsGeometry,
  signal?: AbortSignal,
): AsyncGenerator<IndexEntry> {
  const tree = openTree(directory, geometry);
  const seen = new Set<number>();

  async function* below(slots: readonly Slot[], depth: number): AsyncGenerator<IndexEntry> {
    if (depth > mostDepth) throw new GuestCorrupt(structure, 'tree-too-deep');
    for (const { entry, child } of slots) {
      if (child !== undefined) {
        if (seen.has(child)) throw new GuestCorrupt(structure, 'tree-loop');
        if (seen.size >= mostBlocks) throw new GuestCorrupt(structure, 'tree-too-large');
        seen.add(child);
        yield* below(await tree.node(child, signal), depth + 1);
      }
      if (entry !== undefined) yield entry;
    }
  }
  yield* below(tree.root, 0);
}

/** The entry of this name, letter case ignored as the volume does. */
export async function findEntry(
  directory: NtfsFile,
  geometry: NtfsGeometry,
  name: string,
  capitals: (text: string) => string,
  signal?: AbortSignal,
): Promise<IndexEntry | undefined> {
  const tree = openTree(directory, geometry);
  const wanted = capitals(name);
  const steps = new StepLimit(structure, mostDepth);
  for (let slots = tree.root; ;) {
    steps.step();
    let next: number | undefined;
    for (const { entry, child } of slots) {
      const order = entry === undefined ? -1 : compareUnits(wanted, capitals(entry.name));
      if (order > 0) continue;
      if (order === 0) return entry;
      next = child;
      break;
    }
    if (next === undefined) return undefined;
    slots = await tree.node(next, signal);
  }
}

/** By 16-bit units, as NTFS sorts. */
function compareUnits(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function openTree(directory: NtfsFile, geometry: NtfsGeometry): Tree {
  const root = directory.stream(attributeTypes.indexRoot, indexName);
  const value = directory.value(attributeTypes.indexRoot);
  if (root === undefined || value === undefined) throw new GuestCorrupt(structure, 'no-index');
  const blockBytes = value.readUInt32LE(8);
  if (blockBytes < 512 || blockBytes > 65_536 || !Number.isInteger(Math.log2(blockBytes))) {
    throw new GuestCorrupt(structure, 'index-block-size', blockBytes);
  }
  // blocks smaller than a cluster are counted in sectors
  const vcnBytes = blockBytes >= geometry.clusterBytes ? geometry.clusterBytes : 512;
  let allocation: Stream | undefined;
  return {
    root: slotsOf(value, 16),
    async node(vcn, signal) {
      allocation ??= directory.stream(attributeTypes.indexAllocation, indexName);
      const offset = vcn * vcnBytes;
      if (allocation === undefined || offset + blockBytes > allocation.sizeBytes) {
        throw new GuestCorrupt(structure, 'tree-leads-outside');
      }
      const block = await allocation.read(offset, blockBytes, signal);
      applyFixups(block, 'INDX', structure);
      if (u64le(block, 16, structure) !== vcn) throw new GuestCorrupt(structure, 'block-misplaced');
      return slotsOf(block, 24);
    },
  };
}

/** The entries of one node; `head` is where its header lies, from which its offsets count. */
function slotsOf(node: Buffer, head: number): Slot[] {
  const first = node.readUInt32LE(head);
  const bytes = piece(node, head, node.readUInt32LE(head + 4), structure);
  const slots: Slot[] = [];
  for (let at = first; ;) {
    const length = bytes.readUInt16LE(at + 8);
    const flags = bytes.readUInt16LE(at + 12);
    const hasChild = (flags & 1) !== 0;
    if (length < (hasChild ? 24 : 16) || length % 8 !== 0) throw new GuestCorrupt(structure, 'entry-length');
    const entry = piece(bytes, at, length, structure);
    const child = hasChild ? u64le(entry, length - 8, structure) : undefined;
    if ((flags & 2) !== 0) {
      slots.push({ entry: undefined, child });
      return slots;
    }
    slots.push({ entry: fileName(entry), child });
    at += length;
  }
}

function fileName(entry: Buffer): IndexEntry {
  const key = piece(entry, 16, entry.readUInt16LE(10), structure);
  const flags = key.readUInt32LE(56);
  return {
    name: piece(key, 66, key.readUInt8(64) * 2, structure).toString('utf16le'),
    record: recordNumber(entry, 0),
    sequence: entry.readUInt16LE(6),
    isDirectory: (flags & 0x10000000) !== 0,
    isReparsePoint: (flags & 0x400) !== 0,
    isDosName: key.readUInt8(65) === 2,
  };
}
