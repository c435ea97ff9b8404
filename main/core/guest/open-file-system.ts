/** Opens whatever file system lies on a volume. */
import { openBtrfs } from './btrfs/btrfs.ts';
import { GuestError } from './damage.ts';
import { openExt } from './ext/ext.ts';
import { openExfat } from './fat/exfat.ts';
import { openFat } from './fat/fat.ts';
import type { FileSystem } from './file-system.ts';
import { openNtfs } from './ntfs/ntfs.ts';
import type { Volume } from './sub-source.ts';
import type { ContentKind } from './volumes.ts';
import { openXfs } from './xfs/xfs.ts';

type Opener = (volume: Volume, signal?: AbortSignal) => Promise<FileSystem>;

const openers: Partial<Record<ContentKind, Opener>> = {
  ext: openExt,
  xfs: openXfs,
  fat: openFat,
  exfat: openExfat,
  ntfs: openNtfs,
  btrfs: (volume, signal) => openBtrfs(volume, signal ? { signal } : {}),
};

export const canOpen = (kind: ContentKind): boolean => openers[kind] !== undefined;

/**
 * `kind` is what was found on the volume. Fails with `unsupported` when it is no file system, or none we read, and as
 * the readers do.
 */
export async function openFileSystem(kind: ContentKind, volume: Volume, signal?: AbortSignal): Promise<FileSystem> {
  const open = openers[kind];
  if (!open) throw new GuestError('unsupported', 'volume', 'content-not-read');
  return open(volume, signal);
}
