/**
 * A target file that exists only as a plan: where each of its bytes comes from. Any range of it can be made at any time,
 * the same bytes each time, from the plan and the disk; nothing is staged.
 */
import type { BlockSource } from '../block-source.ts';

export interface FileRange {
  readonly start: number;
  readonly length: number;
}

/** What a run of the file is: the mirror image of a `Place`, which says where a run of the disk lies in a file. */
export type FileRun =
  | { readonly kind: 'zeros'; readonly length: number }
  /** Headers and tables, made anew each time. */
  | { readonly kind: 'made'; readonly length: number; readonly make: () => Buffer }
  /** The disk from `offset` on; what lies beyond its end is zeros. */
  | { readonly kind: 'disk'; readonly length: number; readonly offset: number };

export interface PlannedFile {
  readonly byteLength: number;
  /** The run that begins at `at`: at least one byte, at most `most`, and within the file. */
  run(at: number, most: number): FileRun;
}

/** Part of a table of equal pieces, each made whole by `make`. */
export function madeRun(at: number, most: number, pieceBytes: number, make: (piece: number) => Buffer): FileRun {
  const piece = Math.floor(at / pieceBytes);
  const within = at - piece * pieceBytes;
  const length = Math.min(most, pieceBytes - within);
  return { kind: 'made', length, make: () => make(piece).subarray(within, within + length) };
}

/** Part of bytes that are at hand. */
export function bytesRun(bytes: Buffer, within: number, most: number): FileRun {
  const length = Math.min(most, bytes.length - within);
  return { kind: 'made', length, make: () => bytes.subarray(within, within + length) };
}

/** The range is known to be nothing but zeros. */
export function isZeroRange(file: PlannedFile, { start, length }: FileRange): boolean {
  for (let done = 0; done < length;) {
    const run = file.run(start + done, length - done);
    if (run.kind !== 'zeros') return false;
    done += run.length;
  }
  return true;
}

/** The range in chunks, the next one read while one is in use. Fails as reading the disk does. */
export async function* readPlanned(
  file: PlannedFile,
  disk: BlockSource,
  { start, length }: FileRange,
  chunkBytes: number,
  signal?: AbortSignal,
): AsyncGenerator<Buffer> {
  const end = start + length;
  const chunkAt = (at: number): Promise<Buffer> | undefined => {
    if (at >= end) return undefined;
    const reading = readWhole(file, disk, { start: at, length: Math.min(chunkBytes, end - at) }, signal);
    reading.catch(() => undefined); // told where it is awaited, which may be later or never
    return reading;
  };
  let ahead = chunkAt(start);
  try {
    for (let at = start; ahead !== undefined; at += chunkBytes) {
      const chunk = await ahead;
      ahead = chunkAt(at + chunkBytes);
      yield chunk;
    }
  } finally {
    await ahead?.catch(() => undefined); // it must not outlive the disk
  }
}

/** The range in one piece. */
export async function readWhole(
  file: PlannedFile,
  disk: BlockSource,
  { start, length }: FileRange,
  signal?: AbortSignal,
): Promise<Buffer> {
  const first = file.run(start, length);
  // the usual case, without a copy
  if (first.kind === 'disk' && first.length === length && first.offset + length <= disk.size)
    return disk.read(first.offset, length, signal);
  const target = Buffer.allocUnsafe(length);
  for (let done = 0; done < length;) {
    const run = file.run(start + done, length - done);
    const part = target.subarray(done, done + run.length);
    if (run.kind === 'zeros') part.fill(0);
    else if (run.kind === 'made') run.make().copy(part);
    else {
      const onDisk = Math.max(0, Math.min(run.length, disk.size - run.offset));
      if (onDisk > 0) (await disk.read(run.offset, onDisk, signal)).copy(part);
      part.fill(0, onDisk);
    }
    done += run.length;
  }
  return target;
}
