/** Reads cells of a hive out of any byte source through a page cache; every offset and length is checked here. */
import { cachedSource } from '../cached-source.ts';
import type { Volume } from '../sub-source.ts';
import { binsOffset, damaged } from './hive-header.ts';

/** A boot-time hive in whole; of a large one the parts that are walked. */
const cacheBytes = 8 * 2 ** 20;
/** Only data of hives before version 1.4 comes near; a list holds at most 65,535 entries of 8 bytes. */
const mostCellBytes = 16 * 2 ** 20;

export interface Cells {
  /** Bytes of the bins that are really there. */
  readonly binsBytes: number;
  /** The content of the allocated cell at `offset` from the first bin, of at least `least` bytes. */
  cell(offset: number, least: number): Promise<Buffer>;
}

/** Cells within `binsBytes` (or the file, whichever ends first). */
export function openCells(source: Volume, binsBytes: number): Cells {
  const end = Math.min(source.size, binsOffset + binsBytes);
  const cached = cachedSource(
    {
      size: source.size,
      read: (offset, length, signal) => source.read(offset, length, signal),
      async *map() {
        yield { offset: 0, length: source.size, data: true };
      },
      close: () => Promise.resolve(),
    },
    cacheBytes,
  );

  return {
    binsBytes: end - binsOffset,
    async cell(offset, least) {
      const at = binsOffset + offset;
      if (offset < 32 || offset % 8 !== 0 || at + 8 > end) throw damaged('cell-outside', offset);
      const size = -(await cached.read(at, 4)).readInt32LE(0);
      if (size < 8 || size % 8 !== 0 || size > mostCellBytes || at + size > end) {
        throw damaged('cell-size', offset, size);
      }
      if (size - 4 < least) throw damaged('cell-too-small', offset);
      return cached.read(at + 4, size - 4);
    },
  };
}
