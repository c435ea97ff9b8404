/** Opens every file system on the volumes of a guest that we can read, and remembers which could not be. */
import { type GuestError, isGuestError } from '../damage.ts';
import type { FileSystem } from '../file-system.ts';
import { canOpen, openFileSystem } from '../open-file-system.ts';
import type { GuestVolume } from '../volumes.ts';

export interface OpenVolume {
  readonly volume: GuestVolume;
  readonly files: FileSystem;
}

export interface VolumeProblem {
  readonly volume: GuestVolume;
  readonly error: GuestError;
}

/** A server has a dozen at most. */
const mostOpen = 64;

/** Damage of one volume does not hide the others. Fails only with what the disk or the signal fails with. */
export async function openVolumes(
  volumes: readonly GuestVolume[],
  signal: AbortSignal,
): Promise<{ opened: OpenVolume[]; problems: VolumeProblem[] }> {
  const opened: OpenVolume[] = [];
  const problems: VolumeProblem[] = [];
  for (const volume of volumes) {
    const { content, source } = volume;
    if (!canOpen(content.kind) || source === undefined || opened.length === mostOpen) continue;
    try {
      opened.push({ volume, files: await openFileSystem(content.kind, source, signal) });
    } catch (error) {
      if (!isGuestError(error)) throw error;
      problems.push({ volume, error });
    }
  }
  return { opened, problems };
}
