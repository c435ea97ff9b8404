/** Reads the contents of a Btrfs file: inline, as it lies, or compressed with zlib or zstd. */
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import { GuestCorrupt, GuestError } from '../damage.ts';
import { piece, u64le } from '../fields.ts';
import { type BtrfsVolume, damaged, placeOf } from './superblock.ts';
import { items } from './tree.ts';

const extentData = 108;
const inline = 0;
const preallocated = 2;
/** Btrfs compresses in pieces of this size. */
const mostCompressedBytes = 128 * 1_024;
const compressions = new Map([
  [1, 'zlib'],
  [2, 'lzo'],
  [3, 'zstd'],
]);

const inflate = promisify(zlib.inflate);

/** Exactly `length` bytes of file `id` from `offset`; what no extent covers is zeros. */
export async function readData(
  btrfs: BtrfsVolume,
  root: number,
  id: number,
  offset: number,
  length: number,
  signal?: AbortSignal,
): Promise<Buffer> {
  const result = Buffer.alloc(length);
  if (length === 0) return result;
  const end = offset + length;
  // an extent that begins before the range may reach into it
  const start = await startOfRange(btrfs, root, id, offset, signal);
  let reached = 0;
  for await (const item of items(
    btrfs,
    root,
    { id, type: extentData, offset: start },
    { id, type: extentData, offset: end - 1 },
    signal,
  )) {
    const { data, offset: at } = item;
    if (at < reached) throw damaged('extents-order', id);
    const bytes = data.readUInt8(20) === inline ? u64le(data, 8, 'btrfs') : u64le(data, 45, 'btrfs');
    reached = at + bytes;
    const [from, to] = [Math.max(at, offset), Math.min(reached, end)];
    if (from >= to) continue;
    const content = await extentBytes(btrfs, data, from - at, to - from, signal);
    content?.copy(result, from - offset);
  }
  return result;
}

/** Where the last extent at or before `offset` begins; extents are at most 128 MiB (BTRFS_MAX_EXTENT_SIZE). */
async function startOfRange(
  btrfs: BtrfsVolume,
  root: number,
  id: number,
  offset: number,
  signal?: AbortSignal,
): Promise<number> {
  let start = 0;
  const first = { id, type: extentData, offset: Math.max(0, offset - 128 * 2 ** 20) };
  for await (const item of items(btrfs, root, first, { id, type: extentData, offset }, signal)) start = item.offset;
  return start;
}

/** `length` bytes of an extent from `from` of what the file sees of it; undefined for zeros. */
async function extentBytes(
  btrfs: BtrfsVolume,
  data: Buffer,
  from: number,
  length: number,
  signal?: AbortSignal,
): Promise<Buffer | undefined> {
  const kind = data.readUInt8(20);
  const method = data.readUInt8(16);
  if (data.readUInt8(17) !== 0 || data.readUInt16LE(18) !== 0)
    throw new GuestError('unsupported', 'btrfs', 'encrypted');
  const wholeBytes = u64le(data, 8, 'btrfs');
  if (kind === inline) {
    const stored = data.subarray(21);
    const content = method === 0 ? stored : await expanded(stored, method, wholeBytes);
    return piece(content, from, length, 'btrfs inline data');
  }
  const address = u64le(data, 21, 'btrfs');
  if (address === 0 || kind === preallocated) return undefined;
  const skipped = u64le(data, 37, 'btrfs') + from;
  if (method === 0) return btrfs.volume.read(placeOf(btrfs, address + skipped, length), length, signal);
  const storedBytes = u64le(data, 29, 'btrfs');
  if (storedBytes > mostCompressedBytes) throw damaged('compressed-piece', storedBytes);
  const stored = await btrfs.volume.read(placeOf(btrfs, address, storedBytes), storedBytes, signal);
  return piece(await expanded(stored, method, wholeBytes), skipped, length, 'btrfs compressed data');
}

async function expanded(stored: Buffer, method: number, wholeBytes: number): Promise<Buffer> {
  if (wholeBytes > mostCompressedBytes) throw damaged('compressed-piece', wholeBytes);
  try {
    // what follows the end of the stream fills the sector
    if (method === 1) return padded(await inflate(stored, { maxOutputLength: mostCompressedBytes }), wholeBytes);
    // Node has it from 22.15 on; the oldest one we run on does not
    if (method === 3 && 'zstdDecompress' in zlib) {
      const frame = stored.subarray(0, zstdFrameBytes(stored));
      const decompress = promisify(zlib.zstdDecompress);
      return padded(await decompress(frame, { maxOutputLength: mostCompressedBytes }), wholeBytes);
    }
  } catch (error) {
    if (error instanceof GuestCorrupt) throw error;
    throw GuestCorrupt.from(error, 'btrfs', 'data-damaged');
  }
  const name = compressions.get(method);
  throw name === undefined
    ? new GuestError('unsupported', 'btrfs', 'compressed-by-number', method)
    : new GuestError('unsupported', 'btrfs', 'compressed-with', name);
}

function padded(content: Buffer, bytes: number): Buffer {
  return content.length >= bytes ? content : Buffer.concat([content, Buffer.alloc(bytes - content.length)]);
}

/** Length of the first frame (RFC 8878 §3.1.1): its header, its blocks, and a checksum where the header says so. */
function zstdFrameBytes(bytes: Buffer): number {
  if (bytes.readUInt32LE(0) !== 0xfd2fb528) throw damaged('no-signature');
  const descriptor = bytes.readUInt8(4);
  const single = (descriptor & 0x20) !== 0;
  const sizeBytes = [single ? 1 : 0, 2, 4, 8][descriptor >>> 6] ?? 0;
  let at = 5 + (single ? 0 : 1) + ([0, 1, 2, 4][descriptor & 3] ?? 0) + sizeBytes;
  for (let last = false; !last;) {
    const header = bytes.readUIntLE(at, 3);
    last = (header & 1) !== 0;
    // a block that repeats one byte stores only that
    at += 3 + (((header >>> 1) & 3) === 1 ? 1 : header >>> 3);
  }
  return at + (descriptor & 4 ? 4 : 0);
}
