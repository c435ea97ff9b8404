/** Turns "where does this range lie in the files" into a block source: own readers only place, this reads and maps. */
import { Failure } from '../../../../contract/failure-error.ts';
import type { BlockSource } from '../block-source.ts';
import type { BlockFile } from './block-file.ts';
import { assertOnDisk, joinRuns } from './extents.ts';

/** Where a run of the disk lies. */
export type Place =
  | { readonly kind: 'zeros'; readonly length: number }
  | { readonly kind: 'stored'; readonly length: number; readonly file: BlockFile; readonly at: number }
  | Packed;

/** Packed together with what is around it: `unpack` gives the whole, the run begins `skip` bytes into it. */
interface Packed {
  readonly kind: 'packed';
  readonly length: number;
  readonly skip: number;
  readonly unpack: () => Promise<Buffer>;
}

export interface Placer {
  readonly size: number;
  /**
   * The run that begins at `offset` (within the disk) and is at least one byte and at most `most` bytes long; short of
   * `most` it may end anywhere. Fails with `source.corrupt` when a table or what it points to is not within its file.
   */
  place(offset: number, most: number): Promise<Place>;
}

/** Unpacking uses the processor's other cores, but not without limit. */
const mostUnpacking = 4;

export function placedSource(placer: Placer, files: readonly BlockFile[]): BlockSource {
  const { size, place } = placer;
  const [main] = files;
  if (main === undefined) throw new Failure('program.bug', { detail: 'a disk without a file' });

  return {
    size,
    async read(offset, length, signal) {
      signal?.throwIfAborted();
      assertOnDisk(main, size, offset, length);
      const target = Buffer.allocUnsafe(length);
      let unpacking: Promise<void>[] = [];
      const unpacked = async (): Promise<void> => {
        const waitedFor = unpacking;
        unpacking = [];
        await Promise.all(waitedFor);
      };
      try {
        for (let done = 0; done < length;) {
          signal?.throwIfAborted();
          const run = await place(offset + done, length - done);
          const part = target.subarray(done, done + run.length);
          if (run.kind === 'zeros') part.fill(0);
          else if (run.kind === 'stored') await run.file.fill(part, run.at, signal);
          else unpacking.push(unpackInto(part, run));
          if (unpacking.length === mostUnpacking) await unpacked();
          done += run.length;
        }
      } catch (error) {
        await Promise.allSettled(unpacking);
        throw error;
      }
      await unpacked();
      return target;
    },
    map: (signal) => joinRuns(runs(placer, signal)),
    close: async () => {
      await Promise.all(files.map((file) => file.close()));
    },
  };
}

async function unpackInto(part: Buffer, { unpack, skip, length }: Packed): Promise<void> {
  (await unpack()).copy(part, 0, skip, skip + length);
}

async function* runs({ size, place }: Placer, signal?: AbortSignal): AsyncGenerator<{ length: number; data: boolean }> {
  for (let offset = 0; offset < size;) {
    signal?.throwIfAborted();
    const { kind, length } = await place(offset, size - offset);
    yield { length, data: kind !== 'zeros' };
    offset += length;
  }
}

/** The disk as it lies in the file, from `at` on. */
export function flatPlacer(file: BlockFile, at: number, size: number): Placer {
  return {
    size,
    place: (offset, most) => Promise.resolve({ kind: 'stored', length: most, file, at: at + offset }),
  };
}

/** Disks one after the other, as one. */
export function joinPlacers(parts: readonly Placer[]): Placer {
  const ends: number[] = [];
  let size = 0;
  for (const part of parts) ends.push((size += part.size));
  return {
    size,
    place(offset, most) {
      const index = ends.findIndex((end) => offset < end);
      const part = parts[index];
      if (part === undefined) {
        return Promise.reject(new Failure('program.bug', { detail: `placing ${offset} of ${size} bytes` }));
      }
      const within = offset - ((ends[index] ?? 0) - part.size);
      return part.place(within, Math.min(most, part.size - within));
    },
  };
}
