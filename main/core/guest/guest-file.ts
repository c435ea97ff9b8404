/** A large file of a guest as bytes by offset, for readers that need only parts of it: hives, data bases, archives. */
import { assertWithin, type Volume } from './sub-source.ts';
import type { FileSystem } from './file-system.ts';

/** A file system, or several as one. */
export type FileReads = Pick<FileSystem, 'stat' | 'read' | 'readRange'>;

/** Fails as `stat` does. Every read fails as `readRange` does, and with GuestCorrupt outside the file. */
export async function guestFile(files: FileReads, path: string, signal?: AbortSignal): Promise<Volume> {
  const options = signal ? { signal } : {};
  const { sizeBytes } = await files.stat(path, options);
  return {
    size: sizeBytes,
    async read(offset, length, within = signal) {
      assertWithin(sizeBytes, offset, length);
      return files.readRange(path, offset, length, within ? { signal: within } : {});
    },
  };
}
