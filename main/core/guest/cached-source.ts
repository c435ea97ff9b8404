/** Keeps what was read from a disk in pages, so that the many small reads of a file system cost few real ones. */
import type { BlockSource } from '../disk/block-source.ts';
import { assertWithin } from './sub-source.ts';

/** Neighbouring structures come along with one read; more would read data that is not needed. */
const pageBytes = 65_536;
/** All structures of a large guest fit; one disk never holds more than this in memory. */
const mostCachedBytes = 32 * 2 ** 20;
/** Longer reads are file contents, read once, and would drive everything else out. */
const longestCachedReadBytes = 2 ** 20;

/** The same disk with the pages used last kept in memory. Closing it closes `source`. */
export function cachedSource(source: BlockSource, cacheBytes = mostCachedBytes): BlockSource {
  // the order of a Map is the order of insertion, so its first page is the one not used for longest
  const pages = new Map<number, Buffer>();
  const mostPages = Math.max(1, Math.floor(cacheBytes / pageBytes));

  const keep = (index: number, page: Buffer): void => {
    pages.delete(index);
    pages.set(index, page);
    for (const oldest of pages.keys()) {
      if (pages.size <= mostPages) break;
      pages.delete(oldest);
    }
  };

  /** The pages `first` to `last`; neighbours that are missing are read together. */
  const load = async (first: number, last: number, signal?: AbortSignal): Promise<Buffer[]> => {
    const found: Buffer[] = [];
    for (let index = first; index <= last;) {
      const cached = pages.get(index);
      if (cached) {
        keep(index++, cached);
        found.push(cached);
        continue;
      }
      let end = index + 1;
      while (end <= last && !pages.has(end)) end++;
      const from = index * pageBytes;
      const bytes = await source.read(from, Math.min(end * pageBytes, source.size) - from, signal);
      for (; index < end; index++) {
        // a copy: a page that stays must not hold the whole read in memory
        const page = Buffer.from(bytes.subarray(index * pageBytes - from, (index + 1) * pageBytes - from));
        keep(index, page);
        found.push(page);
      }
    }
    return found;
  };

  return {
    size: source.size,
    async read(offset, length, signal) {
      assertWithin(source.size, offset, length);
      signal?.throwIfAborted();
      if (length === 0) return Buffer.alloc(0);
      if (length > longestCachedReadBytes) return source.read(offset, length, signal);
      const first = Math.floor(offset / pageBytes);
      const loaded = await load(first, Math.floor((offset + length - 1) / pageBytes), signal);
      const result = Buffer.allocUnsafe(length);
      loaded.forEach((page, n) => {
        const start = (first + n) * pageBytes;
        const from = Math.max(offset, start);
        page.copy(result, from - offset, from - start, Math.min(offset + length - start, page.length));
      });
      return result;
    },
    map: (signal) => source.map(signal),
    close: async () => {
      pages.clear();
      await source.close();
    },
  };
}
