/** The old `.lzma` files: 13 bytes of header, then one LZMA stream. */
import { GuestCorrupt, GuestError } from '../damage.ts';
import type { Feed } from './feed.ts';
import { LzmaDecoder, lzmaProperties } from './lzma-decoder.ts';

/** `lzma -9` and `xz -9` ask for this much. */
export const mostDictionaryBytes = 64 * 2 ** 20;
const pieceBytes = 65_536;
const structure = 'lzma';

/** True when these 13 bytes can begin such a file: it has no signature. */
export function looksLikeLzma(head: Buffer): boolean {
  if (head.length < 13 || head.readUInt8(0) >= 225) return false;
  const dictionary = head.readUInt32LE(1);
  const isUsual = dictionary === 0xffffffff || (dictionary >= 4_096 && isRound(dictionary));
  const size = head.readBigUInt64LE(5);
  return isUsual && (size === 0xffffffffffffffffn || size < 2n ** 38n);
}

/** 2^n or 2^n + 2^(n-1): what real programs write. */
const isRound = (size: number): boolean =>
  Number.isInteger(Math.log2(size)) || Number.isInteger(Math.log2((size / 3) * 2));

/** Unpacks the file at the feed's position. */
export async function* unpackLzma(feed: Feed): AsyncGenerator<Buffer> {
  const head = await feed.take(13);
  const properties = lzmaProperties(head.readUInt8(0));
  const dictionary = head.readUInt32LE(1);
  if (dictionary > mostDictionaryBytes) {
    throw new GuestError('unsupported', structure, 'needs-memory', dictionary);
  }
  const stored = head.readBigUInt64LE(5);
  let left = stored === 0xffffffffffffffffn ? Infinity : Number(stored);
  const decoder = new LzmaDecoder(Math.max(dictionary, 2 * pieceBytes));
  decoder.resetState(properties);
  decoder.start(await feed.take(5));
  while (left > 0 && !decoder.ended) {
    const isLast = !(await feed.ensure(pieceBytes));
    const { used, put } = decoder.decode(feed.ready, Math.min(left, pieceBytes), isLast);
    if (used === 0 && put === 0 && !decoder.ended) throw new GuestCorrupt(structure, 'ends-early');
    feed.drop(used);
    left -= put;
    if (put > 0) yield decoder.takeOutput();
  }
}
