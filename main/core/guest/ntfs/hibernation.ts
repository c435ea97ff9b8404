/** Whether Windows was hibernated on this disk, by its hibernation file; then the files on the disk are not up to date. */
import { isGuestError } from '../damage.ts';
import type { FileSystem } from '../file-system.ts';

/**
 * `none`: no file, or an empty one. `hibernated`: memory is stored in it, also by "fast startup". `resumed`: it has been
 * read back. `unknown`: it begins with something else.
 */
export type Hibernation = 'none' | 'hibernated' | 'resumed' | 'unknown';

/** Reads the first four bytes of `hiberfil.sys` in the root of the Windows drive. */
export async function readHibernation(files: FileSystem, signal?: AbortSignal): Promise<Hibernation> {
  let head: Buffer;
  try {
    head = await files.readRange('/hiberfil.sys', 0, 4, signal ? { signal } : {});
  } catch (error) {
    if (isGuestError(error, 'not-found')) return 'none';
    throw error;
  }
  if (head.length < 4 || head.readUInt32LE(0) === 0) return 'none';
  switch (head.toString('latin1').toUpperCase()) {
    case 'HIBR':
      return 'hibernated';
    case 'WAKE':
    case 'RSTR':
      return 'resumed';
    default:
      return 'unknown';
  }
}
