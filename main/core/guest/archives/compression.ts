/** Which program packed a file, told by how it begins, and what unpacks it. */
import { guardedEach } from '../damage.ts';
import type { Feed, Unpack } from './feed.ts';
import { unpackGzip } from './gzip.ts';
import { unpackLz4 } from './lz4.ts';
import { looksLikeLzma, unpackLzma } from './lzma.ts';
import { unpackXz } from './xz.ts';
import { unpackZstd } from './zstd.ts';

/** Those that we unpack. */
export type KnownCompression = 'gzip' | 'xz' | 'zstd' | 'lz4' | 'lzma';
/** Those that the kernel knows besides. No system that ECS takes uses them for its initramfs by default. */
export type Compression = KnownCompression | 'bzip2' | 'LZO';

const unpackers: Readonly<Record<KnownCompression, Unpack>> = {
  gzip: unpackGzip,
  xz: unpackXz,
  zstd: unpackZstd,
  lz4: unpackLz4,
  lzma: unpackLzma,
};

/** Signatures at the start, in hexadecimal; as the kernel tells them apart (lib/decompress.c). */
const signatures: readonly (readonly [string, Compression])[] = [
  ['1f8b', 'gzip'],
  ['fd377a585a00', 'xz'],
  ['28b52ffd', 'zstd'],
  ['02214c18', 'lz4'],
  ['04224d18', 'lz4'],
  ['425a68', 'bzip2'],
  ['894c5a4f000d0a1a0a', 'LZO'],
];

export const isKnown = (compression: Compression): compression is KnownCompression => compression in unpackers;

/** `head`: the first 13 bytes or more. Undefined for anything else, plain archives too. */
export function compressionOf(head: Buffer): Compression | undefined {
  const hex = head.toString('hex', 0, 16);
  const found = signatures.find(([signature]) => hex.startsWith(signature));
  // no signature of its own: only when nothing else fits
  return found?.[1] ?? (looksLikeLzma(head) ? 'lzma' : undefined);
}

/** The unpacked pieces, in order; fails with a GuestError. The feed is left behind what belongs together. */
export function unpack(feed: Feed, compression: KnownCompression): AsyncGenerator<Buffer> {
  return guardedEach(compression, unpackers[compression](feed));
}
