/** The xz container (https://tukaani.org/xz/xz-file-format.txt) with LZMA2, as Linux packs an initramfs and modules. */
import { GuestCorrupt, GuestError } from '../damage.ts';
import type { Feed } from './feed.ts';
import { LzmaDecoder, lzmaProperties, type LzmaProperties } from './lzma-decoder.ts';
import { mostDictionaryBytes } from './lzma.ts';

const magic = 'fd377a585a00';
/** LZMA2 never puts out more from one chunk. */
const mostChunkBytes = 2 ** 21;
const checkBytes: Readonly<Record<number, number>> = { 0: 0, 1: 4, 4: 8, 10: 32 };
const structure = 'xz';

/** Unpacks from the feed's position; streams and padding that follow belong to it. */
export async function* unpackXz(feed: Feed): AsyncGenerator<Buffer> {
  for (;;) {
    if (!(await feed.ensure(12)) || feed.ready.toString('hex', 0, 6) !== magic) return;
    const head = await feed.take(12);
    const check = checkBytes[head.readUInt8(7)];
    if (head.readUInt8(6) !== 0 || check === undefined) throw new GuestError('unsupported', structure, 'unknown-check');
    yield* blocks(feed, check);
    // padding between streams is in fours
    while ((await feed.ensure(10)) && feed.ready.readUInt32LE(0) === 0) {
      if (feed.ready.toString('latin1', 4, 9).startsWith('07070')) return;
      feed.drop(4);
    }
  }
}

async function* blocks(feed: Feed, check: number): AsyncGenerator<Buffer> {
  for (;;) {
    const [size = 0] = await feed.take(1);
    if (size === 0) break;
    const dictionaryBytes = dictionaryOf(await feed.take(size * 4 + 3));
    const start = feed.position;
    yield* unpackLzma2(feed, dictionaryBytes);
    await feed.take(padding(feed.position - start) + check);
  }
  await skipIndex(feed);
  const foot = await feed.take(12);
  if (foot.toString('latin1', 10) !== 'YZ') throw new GuestCorrupt(structure, 'no-end');
}

const padding = (bytes: number): number => (4 - (bytes % 4)) % 4;

/** A block's header without its first byte: the only filter must be LZMA2. */
function dictionaryOf(head: Buffer): number {
  const flags = head.readUInt8(0);
  if ((flags & 0x3f) !== 0) throw new GuestError('unsupported', structure, 'further-filters');
  let at = 1;
  const number = (): number => {
    let value = 0;
    for (let shift = 0; shift < 9; shift++) {
      const byte = head.readUInt8(at++);
      value += (byte & 0x7f) * 2 ** (7 * shift);
      if (byte < 0x80) return value;
    }
    throw new GuestCorrupt(structure, 'number-too-large');
  };
  if ((flags & 0x40) !== 0) number();
  if ((flags & 0x80) !== 0) number();
  if (number() !== 0x21 || number() !== 1) throw new GuestError('unsupported', structure, 'filter-not-lzma2');
  const code = head.readUInt8(at);
  if (code > 40) throw new GuestCorrupt(structure, 'dictionary-size');
  const bytes = code === 40 ? 0xffffffff : (2 | (code & 1)) * 2 ** (Math.floor(code / 2) + 11);
  if (bytes > mostDictionaryBytes) {
    throw new GuestError('unsupported', structure, 'needs-memory', bytes);
  }
  return bytes;
}

/** The sizes of all blocks, which we know by now. */
async function skipIndex(feed: Feed): Promise<void> {
  const start = feed.position - 1;
  const number = async (): Promise<number> => {
    let value = 0;
    for (let shift = 0; shift < 9; shift++) {
      const [byte = 0] = await feed.take(1);
      value += (byte & 0x7f) * 2 ** (7 * shift);
      if (byte < 0x80) return value;
    }
    throw new GuestCorrupt(structure, 'number-too-large');
  };
  // every record takes bytes of the file, so a false count ends with the file
  for (let left = 2 * (await number()); left > 0; left--) await number();
  await feed.take(padding(feed.position - start) + 4);
}

/** Chunks, each stored or packed, until a zero. */
async function* unpackLzma2(feed: Feed, dictionaryBytes: number): AsyncGenerator<Buffer> {
  const decoder = new LzmaDecoder(Math.max(dictionaryBytes, 2 * mostChunkBytes));
  let properties: LzmaProperties | undefined;
  let isFresh = true;
  for (;;) {
    const [control = 0] = await feed.take(1);
    if (control === 0) return;
    if (control === 1 || control >= 0xe0) {
      decoder.resetDictionary();
      isFresh = false;
    } else if (isFresh) throw new GuestCorrupt(structure, 'first-chunk');
    if (control < 0x80) {
      if (control > 2) throw new GuestCorrupt(structure, 'unknown-chunk');
      decoder.store(await feed.take((await feed.take(2)).readUInt16BE(0) + 1));
    } else {
      const head = await feed.take(4);
      const unpackedBytes = (control & 0x1f) * 65_536 + head.readUInt16BE(0) + 1;
      const packedBytes = head.readUInt16BE(2) + 1;
      if (control >= 0xc0) {
        const [byte = 0] = await feed.take(1);
        properties = lzmaProperties(byte);
        if (properties.literalContextBits + properties.literalPositionBits > 4) {
          throw new GuestCorrupt(structure, 'properties-damaged');
        }
      }
      if (properties === undefined) throw new GuestCorrupt(structure, 'chunk-without-properties');
      if (control >= 0xa0) decoder.resetState(properties);
      const packed = await feed.take(packedBytes);
      if (packed.length < 5) throw new GuestCorrupt(structure, 'chunk-too-short');
      decoder.start(packed);
      const { used, put } = decoder.decode(packed.subarray(5), unpackedBytes, true);
      if (put !== unpackedBytes || used !== packed.length - 5 || !decoder.isAtRest) {
        throw new GuestCorrupt(structure, 'chunk-other-size');
      }
    }
    yield decoder.takeOutput();
  }
}
