/** gzip, one member: Node inflates it, and tells where it ended. */
import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { GuestCorrupt } from '../damage.ts';
import type { Feed } from './feed.ts';

const pieceBytes = 262_144;
const flag = { headerCrc: 2, extra: 4, name: 8, comment: 16 };

/** Unpacks the member at the feed's position (RFC 1952). */
export async function* unpackGzip(feed: Feed): AsyncGenerator<Buffer> {
  const head = await feed.take(10);
  if (head.readUInt16LE(0) !== 0x8b1f || head.readUInt8(2) !== 8) {
    throw new GuestCorrupt('gzip', 'header-damaged');
  }
  const flags = head.readUInt8(3);
  if ((flags & flag.extra) !== 0) await feed.take((await feed.take(2)).readUInt16LE(0));
  if ((flags & flag.name) !== 0) await skipText(feed);
  if ((flags & flag.comment) !== 0) await skipText(feed);
  if ((flags & flag.headerCrc) !== 0) await feed.take(2);

  const start = feed.position;
  const inflate = createInflateRaw({ chunkSize: pieceBytes });
  const input = Readable.from(pieces(feed), { objectMode: false, highWaterMark: pieceBytes });
  input.on('error', (error) => inflate.destroy(error));
  input.pipe(inflate);
  try {
    for await (const piece of inflate) yield piece as Buffer;
  } catch (error) {
    // zlib's own errors are about the data; anything else came from reading it
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (/^Z_/.test(code)) throw GuestCorrupt.from(error, 'gzip', 'data-damaged');
    throw error;
  } finally {
    input.destroy();
    inflate.destroy();
  }
  // checksum and size follow; the disk's own damage shows in what was unpacked
  feed.seek(Math.min(feed.size, start + inflate.bytesWritten + 8));
}

async function* pieces(feed: Feed): AsyncGenerator<Buffer> {
  while (await feed.ensure(1)) yield feed.take(feed.ready.length);
}

async function skipText(feed: Feed): Promise<void> {
  while ((await feed.take(1)).readUInt8(0) !== 0);
}
