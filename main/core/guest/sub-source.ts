/** A range of a disk (a partition, a physical volume) as a disk of its own. */
import type { BlockSource, Extent } from '../disk/block-source.ts';
import { GuestCorrupt } from './damage.ts';

/** What a reader of structures needs of a disk. */
export type Volume = Pick<BlockSource, 'size' | 'read'>;

/** A read that leaves the volume was sent there by a damaged structure. */
export function assertWithin(size: number, offset: number, length: number): void {
  const whole = Number.isSafeInteger(offset) && Number.isSafeInteger(length);
  if (whole && offset >= 0 && length >= 0 && offset + length <= size) return;
  throw new GuestCorrupt('volume', 'outside', length, offset, size);
}

/** `length` bytes of `source` from `offset`. Closing it leaves `source` open: others may look at their own part. */
export function subSource(source: BlockSource, offset: number, length: number): BlockSource {
  assertWithin(source.size, offset, length);
  return {
    size: length,
    async read(from, count, signal) {
      assertWithin(length, from, count);
      return source.read(offset + from, count, signal);
    },
    map: (signal) => cut(source.map(signal), offset, length),
    close: () => Promise.resolve(),
  };
}

/** The extents of a range, counted from its start. */
async function* cut(extents: AsyncIterable<Extent>, offset: number, length: number): AsyncGenerator<Extent> {
  for await (const extent of extents) {
    const start = Math.max(extent.offset, offset);
    const end = Math.min(extent.offset + extent.length, offset + length);
    if (start < end) yield { offset: start - offset, length: end - start, data: extent.data };
    if (extent.offset + extent.length >= offset + length) return;
  }
}
