/** What all block sources have in common: which ranges may be asked for, and how runs become a map. */
import { corrupt } from '../source-file.ts';
import type { Extent } from '../block-source.ts';

/** One read never takes more memory; what needs more reads in pieces. */
const longestBytes = 2 ** 28;

/** Fails with `source.corrupt` unless the range lies on the disk. */
export function assertOnDisk(file: { path: string }, size: number, offset: number, length: number): void {
  const sane = Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0;
  if (sane && offset + length <= size && length <= longestBytes) return;
  throw corrupt(file, 'outside-disk', length, offset, size);
}

/** Joins neighbours of one kind; leaves out nothing. */
export async function* joinRuns(runs: AsyncIterable<{ length: number; data: boolean }>): AsyncGenerator<Extent> {
  let current: Extent | undefined;
  for await (const { length, data } of runs) {
    if (current?.data === data) current = { ...current, length: current.length + length };
    else {
      if (current) yield current;
      current = { offset: current ? current.offset + current.length : 0, length, data };
    }
  }
  if (current) yield current;
}
