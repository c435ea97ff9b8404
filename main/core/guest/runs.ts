/** Puts a range of a file together from the runs of the volume it lies in. */
import { GuestCorrupt } from './damage.ts';
import type { Volume } from './sub-source.ts';

/** Bytes of a file that lie together on the volume. Gaps between runs are holes. */
export interface Run {
  /** Offset in the file. */
  readonly at: number;
  /** Offset on the volume; absent when the run reads as zeros (allocated, never written). */
  readonly from: number | undefined;
  readonly length: number;
}

/**
 * `length` bytes of the file from `offset`; the caller has bounded `length`. `runs` come in ascending order and do not
 * overlap, which also bounds the work: every run gives at least one byte.
 */
export async function readRuns(
  volume: Volume,
  runs: AsyncIterable<Run>,
  offset: number,
  length: number,
  signal?: AbortSignal,
): Promise<Buffer> {
  // one run, the usual case, needs no second buffer
  let buffer: Buffer | undefined;
  let reached = offset;
  for await (const run of runs) {
    const start = Math.max(run.at, offset);
    const end = Math.min(run.at + run.length, offset + length);
    if (start >= end) continue;
    if (start < reached) throw new GuestCorrupt('file', 'runs-overlap', start);
    reached = end;
    if (run.from === undefined) continue;
    const bytes = await volume.read(run.from + start - run.at, end - start, signal);
    if (start === offset && end === offset + length) return bytes;
    buffer ??= Buffer.alloc(length);
    bytes.copy(buffer, start - offset);
  }
  return buffer ?? Buffer.alloc(length);
}
