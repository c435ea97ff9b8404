/** Reads tables of 32-bit numbers in pages and keeps a bounded number of them, however large a table claims to be. */
import { corrupt } from '../source-file.ts';
import type { BlockFile } from './block-file.ts';
import { keepRecent } from './recent.ts';

const pageBytes = 16_384;
const mostPages = 512;

/** Neighbouring entries, as many as lie in one page. */
export interface Entries {
  readonly count: number;
  at(index: number): number;
}

export interface TableReader {
  /**
   * The entries of the table at `tableOffset` from `index` on: at least one, at most `most`. Fails with
   * `source.corrupt` when they are not within the file.
   */
  entries(tableOffset: number, index: number, most: number): Promise<Entries>;
}

export function tablesOf(file: BlockFile, order: 'little' | 'big'): TableReader {
  const pages = keepRecent<Buffer>(mostPages);
  return {
    async entries(tableOffset, index, most) {
      const offset = tableOffset + index * 4;
      if (offset % 4 !== 0 || offset + 4 > file.bytes) {
        throw corrupt(file, 'entry-outside-file', index, tableOffset);
      }
      const start = Math.floor(offset / pageBytes) * pageBytes;
      const page = await pages.get(start, () => file.read(start, Math.min(pageBytes, file.bytes - start)));
      const first = offset - start;
      return {
        count: Math.min(most, Math.floor((page.length - first) / 4)),
        at: (n) => (order === 'little' ? page.readUInt32LE(first + n * 4) : page.readUInt32BE(first + n * 4)),
      };
    },
  };
}
