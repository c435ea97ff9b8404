/** LZ4 as Linux packs an initramfs: the legacy form of the kernel, and frames. */
import { GuestCorrupt, GuestError } from '../damage.ts';
import type { Feed } from './feed.ts';

const legacyMagic = 0x184c2102;
const frameMagic = 0x184d2204;
const legacyBlockBytes = 8 * 2 ** 20;
/** What LZ4 makes of data that it cannot pack. */
const worstOf = (bytes: number): number => bytes + Math.ceil(bytes / 255) + 16;
const windowBytes = 65_536;
const structure = 'lz4';

/** Unpacks from the feed's position up to the first thing that is not LZ4. */
export async function* unpackLz4(feed: Feed): AsyncGenerator<Buffer> {
  for (;;) {
    if (!(await feed.ensure(4))) return;
    const magic = feed.ready.readUInt32LE(0);
    if (magic === legacyMagic) yield* legacy(feed);
    else if (magic === frameMagic) yield* frame(feed);
    else return;
  }
}

/** Blocks until the file ends or a length is none: padding, or the magic of the next archive. */
async function* legacy(feed: Feed): AsyncGenerator<Buffer> {
  feed.drop(4);
  while (await feed.ensure(4)) {
    const length = feed.ready.readUInt32LE(0);
    if (length === 0 || length > worstOf(legacyBlockBytes)) return;
    feed.drop(4);
    yield unpackBlock(await feed.take(length), Buffer.alloc(0), legacyBlockBytes);
  }
}

/** https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md */
async function* frame(feed: Feed): AsyncGenerator<Buffer> {
  const head = await feed.take(6);
  const flags = head.readUInt8(4);
  const sizeCode = (head.readUInt8(5) >> 4) & 7;
  if (flags >> 6 !== 1 || sizeCode < 4) throw new GuestCorrupt(structure, 'header-damaged');
  if ((flags & 1) !== 0) throw new GuestError('unsupported', structure, 'packed-with-dictionary');
  // the content's size if there, then the header's checksum
  await feed.take(((flags & 8) !== 0 ? 8 : 0) + 1);
  const most = 2 ** (8 + 2 * sizeCode);
  const isLinked = (flags & 0x20) === 0;
  let history: Buffer = Buffer.alloc(0);
  for (;;) {
    const stored = (await feed.take(4)).readUInt32LE(0);
    if (stored === 0) break;
    const isPlain = stored >= 0x80000000;
    const length = isPlain ? stored - 0x80000000 : stored;
    if (length > worstOf(most)) throw new GuestCorrupt(structure, 'block-too-long');
    const packed = await feed.take(length);
    const block = isPlain ? Buffer.from(packed) : unpackBlock(packed, history, most);
    if ((flags & 0x10) !== 0) await feed.take(4);
    if (isLinked) history = Buffer.concat([history, block]).subarray(-windowBytes);
    yield block;
  }
  if ((flags & 4) !== 0) await feed.take(4);
}

/** One block; copies may reach back into `history`. */
export function unpackBlock(packed: Buffer, history: Buffer, most: number): Buffer {
  const out = Buffer.allocUnsafe(history.length + Math.min(most, packed.length * 255));
  history.copy(out);
  let at = 0;
  let write = history.length;
  const long = (start: number): number => {
    let length = start;
    if (start !== 15) return length;
    for (let byte = 255; byte === 255; length += byte) {
      if (at >= packed.length) throw new GuestCorrupt(structure, 'length-cut');
      byte = packed.readUInt8(at++);
    }
    return length;
  };
  while (at < packed.length) {
    const token = packed.readUInt8(at++);
    const literals = long(token >> 4);
    if (at + literals > packed.length || write + literals > out.length) {
      throw new GuestCorrupt(structure, 'literals-outside');
    }
    packed.copy(out, write, at, at + literals);
    at += literals;
    write += literals;
    // the last sequence has literals only
    if (at === packed.length) break;
    if (at + 2 > packed.length) throw new GuestCorrupt(structure, 'distance-cut');
    const distance = packed.readUInt16LE(at);
    at += 2;
    const count = long(token & 15) + 4;
    if (distance === 0 || distance > write || write + count > out.length) {
      throw new GuestCorrupt(structure, 'copy-outside');
    }
    for (const end = write + count; write < end; write++) out[write] = out[write - distance] ?? 0;
  }
  return out.subarray(history.length, write);
}
