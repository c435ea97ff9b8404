/** Keeps a source file open for as long as a disk is looked into: reads at offsets, each within the file or refused. */
import { say } from '../../../../contract/said.ts';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Failure } from '../../../../contract/failure-error.ts';
import { corrupt, longestReadBytes, resolveSource, truncated, type SourceFile } from '../source-file.ts';

/** A part of a file that is a disk file of its own, as a member of an archive is. */
export interface FileRange {
  readonly offsetBytes: number;
  readonly sizeBytes: number;
}

export interface BlockFile extends SourceFile {
  /** Fills `target` with what lies from `offset` on. Fails with `source.corrupt` when the file ends before. */
  fill(target: Buffer, offset: number, signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Opens for reading only. Fails with `source.missing`, `.not-a-file`, `.unreadable`, `.empty`, `.truncated`. */
export async function openBlockFile(path: string, range?: FileRange): Promise<BlockFile> {
  const real = await resolveSource(path);
  // a named pipe in the file's place would be waited for without O_NONBLOCK; Windows has neither
  const handle = await open(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  const stats = await handle.stat();
  const { offsetBytes, sizeBytes } = range ?? { offsetBytes: 0, sizeBytes: stats.size };
  if (!stats.isFile() || offsetBytes + sizeBytes > stats.size) {
    await handle.close();
    if (!stats.isFile()) throw new Failure('source.not-a-file', { file: path, found: say('neither') });
    throw truncated(path, basename(path), offsetBytes + sizeBytes, stats.size);
  }

  const fill = async (target: Buffer, offset: number, signal?: AbortSignal): Promise<void> => {
    if (!Number.isSafeInteger(offset) || offset < 0 || offset + target.length > sizeBytes) {
      throw corrupt({ path }, 'outside-file', target.length, offset, sizeBytes);
    }
    for (let done = 0; done < target.length;) {
      signal?.throwIfAborted();
      const { bytesRead } = await handle
        .read(target, done, target.length - done, offsetBytes + offset + done)
        .catch((error: unknown) => {
          throw unreadable(path, error);
        });
      if (bytesRead === 0) throw corrupt({ path }, 'became-shorter');
      done += bytesRead;
    }
  };
  return {
    path,
    name: basename(path),
    bytes: sizeBytes,
    fill,
    async read(offset, length) {
      if (length > longestReadBytes) throw corrupt({ path }, 'asks-for', length, offset);
      const bytes = Buffer.alloc(length);
      await fill(bytes, offset);
      return bytes;
    },
    close: () => handle.close(),
  };
}

const unreadable = (file: string, error: unknown): unknown => {
  const reason = (error as NodeJS.ErrnoException).code;
  return reason === undefined ? error : new Failure('source.unreadable', { file, reason }, { cause: error });
};
