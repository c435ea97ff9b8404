/** What a disk format is to this program: all that differs from one format to the next stands in its own module. */
import type { BlockFile, FileRange } from '../block/block-file.ts';
import type { Placer } from '../block/placed-source.ts';
import type { DiskLayout, Reading } from '../layout.ts';
import type { QemuSource } from '../qemu-source.ts';
import type { SourceFile } from '../source-file.ts';

/** Opens a file that is closed together with the disk's others. */
export type OpenFile = (path: string, range?: FileRange) => Promise<BlockFile>;

export interface DiskFormat {
  /** As reports, plans and checkpoints have it. */
  readonly name: string;
  /** Of file names, in lower case. */
  readonly endings: readonly string[];
  /** What qemu calls it. */
  readonly driver: string;
  /**
   * Whether the first 64 KiB or the last sector bear its mark. A bare disk bears none, and a disk that is marked at its
   * end alone may begin like one.
   */
  markedAt?(start: Buffer, end: Buffer): 'start' | 'end' | undefined;
  /** Refuses what is incomplete or unsafe to show to qemu-img, with one of `source.*`. */
  read(file: SourceFile, reading: Reading): Promise<DiskLayout>;
  /** For a file without any mark: the disk it is a piece of, or undefined when it is no piece. */
  readPiece?(file: SourceFile, reading: Reading): Promise<DiskLayout | undefined>;
  /** Where the disk lies in its files. Formats without it are read through qemu-nbd. */
  place?(source: QemuSource, sizeBytes: number, open: OpenFile): Promise<Placer>;
}

export const hasMark = (bytes: Buffer, mark: string, at = 0): boolean =>
  bytes.toString('latin1', at, at + mark.length) === mark;

/** For formats whose mark is always at the same place. */
export const markedBy =
  (mark: string, at = 0) =>
  (start: Buffer): 'start' | undefined =>
    hasMark(start, mark, at) ? 'start' : undefined;
