/** A bare disk in one file, opened for reading only. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { Failure } from '../../../contract/failure-error.ts';
import { say } from '../../../contract/said.ts';
import type { BlockSource } from '../disk/block-source.ts';
import { corrupt } from '../disk/source-file.ts';

/** Opens `path`. Fails with `source.not-a-file`; reads fail with `source.corrupt` outside the file or its first size. */
export async function fileSource(path: string): Promise<BlockSource> {
  // without O_NONBLOCK, opening a named pipe would wait for ever; Windows has none
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const stats = await file.stat();
  if (!stats.isFile()) {
    await file.close();
    throw new Failure('source.not-a-file', {
      file: path,
      found: say(stats.isDirectory() ? 'folder' : 'neither'),
    });
  }
  const { size } = stats;
  return {
    size,
    async read(offset, length, signal) {
      signal?.throwIfAborted();
      if (offset < 0 || length < 0 || offset + length > size) {
        throw corrupt({ path }, 'outside-file', length, offset, size);
      }
      const buffer = Buffer.allocUnsafe(length);
      for (let done = 0; done < length;) {
        const { bytesRead } = await file.read(buffer, done, length - done, offset + done);
        if (bytesRead === 0) throw corrupt({ path }, 'became-shorter');
        done += bytesRead;
      }
      return buffer;
    },
    async *map() {
      yield { offset: 0, length: size, data: true };
    },
    close: () => file.close(),
  };
}
