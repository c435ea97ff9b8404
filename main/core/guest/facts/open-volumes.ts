/** Opens every file system on the volumes of a guest that we can read, and remembers which could not be. */
import { openBtrfs } from '../btrfs/btrfs.ts';
import { type GuestError, isGuestError } from '../damage.ts';
import { openExt } from '../ext/ext.ts';
import { openExfat } from '../fat/exfat.ts';
import { openFat } from '../fat/fat.ts';
import type { FileSystem } from '../file-system.ts';
import { openNtfs } from '../ntfs/ntfs.ts';
import type { GuestVolume } from '../volumes.ts';
import type { Volume } from '../sub-source.ts';
import { openXfs } from '../xfs/xfs.ts';

export interface OpenVolume {
  readonly volume: GuestVolume;
  readonly files: FileSystem;
}

type Opener = (volume: Volume, signal: AbortSignal) => Promise<FileSystem>;
const openers = new Map<GuestVolume['content']['kind'], Opener>([
  ['ext', openExt],
  ['xfs', openXfs],
  ['btrfs', (volume, signal) => openBtrfs(volume, { signal })],
  ['fat', openFat],
  ['exfat', openExfat],
  ['ntfs', openNtfs],
]);
/** A server has a dozen at most. */
const mostOpen = 64;

/** Damage of one volume does not hide the others. Fails only with what the disk or the signal fails with. */
export async function openVolumes(
  volumes: readonly GuestVolume[],
  signal: AbortSignal,
): Promise<{ opened: OpenVolume[]; problems: GuestError[] }> {
  const opened: OpenVolume[] = [];
  const problems: GuestError[] = [];
  for (const volume of volumes) {
    const open = openers.get(volume.content.kind);
    if (open === undefined || volume.source === undefined || opened.length === mostOpen) continue;
    try {
      opened.push({ volume, files: await open(volume.source, signal) });
    } catch (error) {
      if (!isGuestError(error)) throw error;
      problems.push(error);
    }
  }
  return { opened, problems };
}
