/** Reads the superblock of Btrfs and the first part of its map from logical to physical addresses. */
import type { Damage } from '../../../../contract/said.ts';
import { crc32c, textField, uuidField } from '../../disk/fields.ts';
import { GuestCorrupt, GuestError } from '../damage.ts';
import { piece, u64le } from '../fields.ts';
import type { FileSystemFacts } from '../file-system.ts';
import type { Volume } from '../sub-source.ts';

const superblockAt = 65_536;
const superblockBytes = 4_096;
const keyBytes = 17;
const stripeBytes = 32;
const chunkHeadBytes = 48;
/** A terabyte has a thousand; twenty times the largest disk a cloud takes. */
const mostChunks = 1_000_000;

// names as mkfs.btrfs(8) uses them; bits from the kernel's btrfs_tree.h
const incompatible = new Map([
  [0x1, 'mixed-backref'], [0x2, 'default-subvol'], [0x4, 'mixed-bg'], [0x8, 'lzo'], [0x10, 'zstd'], [0x20, 'big-metadata'],
  [0x40, 'extended-iref'], [0x80, 'raid56'], [0x100, 'skinny-metadata'], [0x200, 'no-holes'], [0x400, 'metadata-uuid'],
  [0x800, 'raid1c34'], [0x1000, 'zoned'],
]); // prettier-ignore
/** Single and DUP: the first copy is enough. Anything else lies on several devices. */
const spread = 0x7d8;

export interface Chunk {
  readonly start: number;
  readonly length: number;
  /** Place of its first copy; undefined when it is spread over devices. */
  readonly at: number | undefined;
}

export interface BtrfsVolume {
  readonly volume: Volume;
  readonly facts: FileSystemFacts;
  readonly nodeBytes: number;
  readonly sectorBytes: number;
  readonly fsid: Buffer;
  /** Whether checksums are CRC-32C, the only ones verified. */
  readonly crc: boolean;
  readonly chunkRoot: number;
  readonly root: number;
  /** In order of their start; grows while the volume is opened. */
  readonly chunks: Chunk[];
  /** Nodes last read and found right, by address, the one not used for longest first. */
  readonly nodes: Map<number, Buffer>;
}

/** Fails with `damaged`, and with `unsupported` for more devices than one and unknown features. */
export async function readSuperblock(volume: Volume, signal?: AbortSignal): Promise<BtrfsVolume> {
  const block = await volume.read(superblockAt, superblockBytes, signal);
  if (block.toString('latin1', 64, 72) !== '_BHRfS_M') throw damaged('no-signature');
  const crc = block.readUInt16LE(196) === 0;
  if (crc && crc32c(block.subarray(32)) !== block.readUInt32LE(0)) throw damaged('wrong-checksum');
  const [sectorBytes, nodeBytes] = [block.readUInt32LE(144), block.readUInt32LE(148)];
  const power = (value: number): boolean => value >= 4_096 && value <= 65_536 && (value & (value - 1)) === 0;
  if (!power(sectorBytes) || !power(nodeBytes)) throw damaged('node-size', nodeBytes);
  const totalBytes = u64le(block, 112, 'btrfs');
  if (totalBytes > volume.size) throw damaged('bytes-beyond-volume', totalBytes);
  const devices = u64le(block, 136, 'btrfs');
  if (devices !== 1) throw new GuestError('unsupported', 'btrfs', 'on-devices', devices);
  const bits = block.readUInt32LE(188);
  const features = [...Array(32).keys()].map((n) => 2 ** n).filter((bit) => (bits & bit) !== 0);
  const unknown = features.find((bit) => !incompatible.has(bit));
  if (unknown !== undefined || block.readUInt32LE(192) !== 0)
    throw new GuestError('unsupported', 'btrfs', 'unknown-feature', `incompat-0x${(unknown ?? 2 ** 32).toString(16)}`);
  const systemBytes = block.readUInt32LE(160);
  const chunks = systemChunks(piece(block, 811, Math.min(systemBytes, 2_049), 'btrfs'));
  return {
    volume,
    facts: {
      kind: 'btrfs',
      label: textField(block, 299, 256),
      uuid: uuidField(block, 32),
      // the log holds what programs were promised to be on disk, and waits for the next mount
      clean: u64le(block, 96, 'btrfs') === 0,
      features: features.map((bit) => incompatible.get(bit) ?? ''),
      totalBytes,
      freeBytes: Math.max(0, totalBytes - u64le(block, 120, 'btrfs')),
    },
    nodeBytes,
    sectorBytes,
    // with metadata-uuid, nodes keep the first UUID
    fsid: Buffer.from(bits & 0x400 ? block.subarray(571, 587) : block.subarray(32, 48)),
    crc,
    chunkRoot: u64le(block, 88, 'btrfs'),
    root: u64le(block, 80, 'btrfs'),
    chunks,
    nodes: new Map(),
  };
}

function systemChunks(array: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 0; at < array.length;) {
    const item = array.subarray(at + keyBytes);
    addChunk(chunks, u64le(array, at + 9, 'btrfs'), item);
    at += keyBytes + chunkHeadBytes + item.readUInt16LE(44) * stripeBytes;
  }
  return chunks;
}

/** Notes a chunk that starts at `start`; the same one again changes nothing. */
export function addChunk(chunks: Chunk[], start: number, item: Buffer): void {
  const length = u64le(item, 0, 'btrfs');
  const one = (item.readUInt32LE(24) & spread) === 0;
  if (length === 0 || item.readUInt16LE(44) === 0) throw damaged('chunk-without-stripes');
  const after = chunks.findLastIndex((chunk) => chunk.start <= start);
  const before = chunks[after];
  if (before?.start === start) return;
  const next = chunks[after + 1];
  if ((before && before.start + before.length > start) || (next && start + length > next.start))
    throw damaged('chunks-overlap');
  if (chunks.length >= mostChunks) throw damaged('too-many-chunks');
  chunks.splice(after + 1, 0, {
    start,
    length,
    at: one ? u64le(item, chunkHeadBytes + 8, 'btrfs') : undefined,
  });
}

/** Place of `length` bytes at logical address `address`, which lie in one chunk. */
export function placeOf(btrfs: Pick<BtrfsVolume, 'chunks'>, address: number, length: number): number {
  let [low, high] = [0, btrfs.chunks.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((btrfs.chunks[middle]?.start ?? 0) <= address) low = middle;
    else high = middle - 1;
  }
  const chunk = btrfs.chunks[low];
  if (!chunk || address < chunk.start || address + length > chunk.start + chunk.length)
    throw damaged('no-address', address);
  if (chunk.at === undefined) throw new GuestError('unsupported', 'btrfs', 'over-devices');
  return chunk.at + address - chunk.start;
}

export const damaged = (...what: Damage): GuestCorrupt => new GuestCorrupt('btrfs', ...what);
