/** The one shape in which every file system of a guest can be read: by path, read-only, within bounds. */

export type FileSystemKind = 'ext2' | 'ext3' | 'ext4' | 'xfs' | 'btrfs' | 'fat' | 'exfat' | 'ntfs';
export type EntryKind = 'file' | 'directory' | 'link' | 'other';

/** What a file system says about itself; absent where its format does not say. */
export interface FileSystemFacts {
  readonly kind: FileSystemKind;
  /** Empty when it has none. */
  readonly label: string;
  /** As the guest's own tools print it: a UUID, or the serial number of FAT and NTFS. */
  readonly uuid: string;
  /** False: it was not unmounted, so what is read may be older than what the guest would see; undefined: not known. */
  readonly clean: boolean | undefined;
  /** By the names its own tools use, e.g. `metadata_csum`. */
  readonly features: readonly string[];
  readonly totalBytes: number;
  readonly freeBytes?: number;
  readonly totalInodes?: number;
  readonly freeInodes?: number;
}

export interface GuestStat {
  readonly kind: EntryKind;
  readonly sizeBytes: number;
  /** Number of the inode or record; unique within the file system where it has such numbers. */
  readonly id: number;
  /** Permission bits, absent where the format has none. */
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  /** Milliseconds since 1970. */
  readonly modifiedMs?: number;
  /** e.g. `immutable`, `append-only`, `read-only`, `hidden`, `system`, `encrypted`, `compressed`. */
  readonly attributes: readonly string[];
}

export interface GuestEntry {
  readonly name: string;
  readonly kind: EntryKind;
}

export interface PathOptions {
  /** False: the last name itself, even when it is a symbolic link. Absent means true. */
  readonly followLast?: boolean;
  readonly signal?: AbortSignal;
}

export interface ReadOptions {
  /** Larger files are `too-large`; never more than `mostFileBytes`. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

/**
 * Paths are absolute, with `/`; symbolic links and `..` never lead outside this file system. Every call fails with a
 * `GuestError`: `not-found`, `not-a-directory`, `not-a-file`, `not-a-link`, `too-many-links`, `too-large`,
 * `unsupported`, or `damaged` (`GuestCorrupt`); and with what the disk itself fails with.
 */
export interface FileSystem extends FileSystemFacts {
  stat(path: string, options?: PathOptions): Promise<GuestStat>;
  /** In the order of the disk, without `.` and `..`. */
  list(path: string, options?: PathOptions): AsyncIterable<GuestEntry>;
  read(path: string, options: ReadOptions): Promise<Buffer>;
  /** Fewer bytes where the file ends earlier; at most `mostFileBytes`. */
  readRange(path: string, offset: number, length: number, options?: PathOptions): Promise<Buffer>;
  /** The target as it is stored, which may lead anywhere. */
  readLink(path: string, options?: PathOptions): Promise<string>;
  /** Only of Btrfs, which holds several trees of files, of which this is one. */
  readonly subvolumes?: Subvolumes;
}

export interface Subvolume {
  readonly id: number;
  /** From the top of the file system, e.g. `@/.snapshots/1/snapshot`; empty for the top itself. */
  readonly path: string;
}

export interface Subvolumes {
  readonly shown: number;
  /** What a mount without options shows. */
  readonly usual: number;
  list(signal?: AbortSignal): Promise<readonly Subvolume[]>;
  show(id: number): FileSystem;
}

/** The largest files worth reading whole are registry hives and package data bases; no caller may ask for more. */
export const mostFileBytes = 256 * 2 ** 20;
