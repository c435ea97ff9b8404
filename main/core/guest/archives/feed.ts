/** Hands the bytes of a packed file to a decoder in the pieces that it asks for; nothing is read before it is needed. */
import { GuestCorrupt } from '../damage.ts';
import type { Volume } from '../sub-source.ts';

const pieceBytes = 262_144;

export interface Feed {
  /** Where the next byte lies in the file. */
  readonly position: number;
  readonly size: number;
  /** What has been read and not taken. */
  readonly ready: Buffer;
  /** Reads until at least `count` bytes are ready; false when the file ends before. */
  ensure(count: number): Promise<boolean>;
  /** The next `count` bytes; fails with GuestCorrupt when the file ends before. */
  take(count: number): Promise<Buffer>;
  /** Gives up `count` bytes of those that are ready. */
  drop(count: number): void;
  /** Continues from there. */
  seek(position: number): void;
}

/** The bytes of `source` from `start`. */
export function openFeed(source: Volume, start: number, signal?: AbortSignal): Feed {
  let ready: Buffer = Buffer.alloc(0);
  let readTo = start;

  async function ensure(count: number): Promise<boolean> {
    if (ready.length >= count) return true;
    signal?.throwIfAborted();
    const length = Math.min(source.size - readTo, Math.max(pieceBytes, count - ready.length));
    if (length > 0) {
      const piece = await source.read(readTo, length, signal);
      readTo += length;
      ready = ready.length === 0 ? piece : Buffer.concat([ready, piece]);
    }
    return ready.length >= count;
  }

  return {
    get position() {
      return readTo - ready.length;
    },
    size: source.size,
    get ready() {
      return ready;
    },
    ensure,
    async take(count) {
      if (!(await ensure(count))) throw new GuestCorrupt('packed file', 'ends-early');
      const taken = ready.subarray(0, count);
      ready = ready.subarray(count);
      return taken;
    },
    drop(count) {
      ready = ready.subarray(count);
    },
    seek(position) {
      ready = Buffer.alloc(0);
      readTo = position;
    },
  };
}

/** Gives unpacked pieces in order and leaves the feed behind the last byte of what it understands. */
export type Unpack = (feed: Feed) => AsyncGenerator<Buffer>;
