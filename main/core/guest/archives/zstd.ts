/** Zstandard: frames are cut out and bounded here, and unpacked block by block with fzstd. */
import { Decompress } from 'fzstd';
import { GuestCorrupt, GuestError } from '../damage.ts';
import type { Feed } from './feed.ts';

const frameMagic = 0xfd2fb528;
/** Of what `zstd -19` and Linux distributions make, 8 MiB is the most; `--long` asks for 128 MiB. */
const mostWindowBytes = 64 * 2 ** 20;
const mostBlockBytes = 131_072;
const structure = 'zstd';

/** Unpacks from the feed's position up to the first thing that is no frame (RFC 8878). */
export async function* unpackZstd(feed: Feed): AsyncGenerator<Buffer> {
  while (await feed.ensure(4)) {
    const magic = feed.ready.readUInt32LE(0);
    if (magic === frameMagic) yield* frame(feed);
    else if ((magic & 0xfffffff0) >>> 0 === 0x184d2a50) await skip(feed);
    else return;
  }
}

async function skip(feed: Feed): Promise<void> {
  const head = await feed.take(8);
  const end = feed.position + head.readUInt32LE(4);
  if (end > feed.size) throw new GuestCorrupt(structure, 'frame-cut');
  feed.seek(end);
}

async function* frame(feed: Feed): AsyncGenerator<Buffer> {
  const { head, hasChecksum } = await frameHead(feed);
  const unpacked: Buffer[] = [];
  const decoder = new Decompress((piece) => unpacked.push(Buffer.from(piece)));
  const push = (bytes: Buffer, last: boolean): void => {
    try {
      decoder.push(Uint8Array.from(bytes), last);
    } catch (error) {
      // it knows no other reason than the data; memory and time are bounded by the header and the blocks
      throw GuestCorrupt.from(error, structure, 'data-damaged');
    }
  };
  push(head, false);
  for (let last = false; !last;) {
    if (!(await feed.ensure(3))) throw new GuestCorrupt(structure, 'ends-early');
    const block = feed.ready.readUIntLE(0, 3);
    last = (block & 1) !== 0;
    const kind = (block >> 1) & 3;
    const size = block >> 3;
    if (kind === 3 || size > mostBlockBytes) throw new GuestCorrupt(structure, 'block-damaged');
    // a block of one repeated byte holds just that
    push(await feed.take(3 + (kind === 1 ? 1 : size)), last && !hasChecksum);
    yield* unpacked.splice(0);
  }
  if (hasChecksum) push(await feed.take(4), true);
  yield* unpacked.splice(0);
}

/** The frame's header, with a window that we are ready to keep. */
async function frameHead(feed: Feed): Promise<{ head: Buffer; hasChecksum: boolean }> {
  if (!(await feed.ensure(6))) throw new GuestCorrupt(structure, 'ends-early');
  const descriptor = feed.ready.readUInt8(4);
  const isSingle = (descriptor & 0x20) !== 0;
  const contentCode = descriptor >> 6;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const contentBytes = contentCode === 0 ? (isSingle ? 1 : 0) : 2 ** contentCode;
  if (dictionaryBytes > 0) throw new GuestError('unsupported', structure, 'packed-with-dictionary');
  const head = await feed.take(5 + (isSingle ? 0 : 1) + contentBytes);
  let windowBytes: number;
  if (isSingle) {
    const at = head.length - contentBytes;
    windowBytes = contentBytes === 8 ? Number(head.readBigUInt64LE(at)) : head.readUIntLE(at, contentBytes);
  } else {
    const code = head.readUInt8(5);
    windowBytes = 2 ** (10 + (code >> 3)) * (1 + (code & 7) / 8);
  }
  if (windowBytes > mostWindowBytes) {
    throw new GuestError('unsupported', structure, 'needs-memory', windowBytes);
  }
  return { head, hasChecksum: (descriptor & 4) !== 0 };
}
