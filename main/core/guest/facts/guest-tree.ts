/** The files of a guest as it sees them itself: its root with what it mounts below, read within bounds and without surprises. */
import { type GuestError, isGuestError } from '../damage.ts';
import type { FileSystem, GuestStat } from '../file-system.ts';
import type { FileReads } from '../guest-file.ts';

export interface Mount {
  /** `/` or e.g. `/boot`. */
  readonly at: string;
  readonly files: FileSystem;
}

/** Damage that was met, and at which path or volume; without one it is the disk's as a whole. */
export interface Problem {
  readonly where?: string | undefined;
  readonly error: GuestError;
}

/** Missing files and damage are both "nothing there" to who asks; damage is remembered in `problems`. */
export interface GuestTree {
  readonly mounts: readonly Mount[];
  readonly problems: readonly Problem[];
  text(path: string): Promise<string | undefined>;
  stat(path: string, followLast?: boolean): Promise<GuestStat | undefined>;
  exists(path: string): Promise<boolean>;
  /** Sorted; at most 2,000; empty when there is no such folder. */
  names(path: string): Promise<string[]>;
  link(path: string): Promise<string | undefined>;
  head(path: string, bytes: number): Promise<Buffer | undefined>;
  /** For readers of their own, which fail as a file system does. */
  readonly files: FileReads;
  /** Where a path lies: the file system, and the path within it. */
  place(path: string): { readonly files: FileSystem; readonly path: string };
  /** Runs `work`, and tells what of these files it asked for and could not be read, whether or not it was known before. */
  watch<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly unread: readonly string[] }>;
  /** Runs another reader on these files, at `where`; undefined when it meets what is missing, damaged or not supported. */
  attempt<T>(read: () => Promise<T>, where?: string): Promise<T | undefined>;
}

const mostTextBytes = 2 ** 20;
const mostNames = 2_000;
const mostProblems = 20;

/** `mounts` has the root first; `before` are problems met on the way here. Fails only with what the disk or the signal fails with. */
export function guestTree(mounts: readonly Mount[], signal: AbortSignal, before: readonly Problem[] = []): GuestTree {
  const [root] = mounts;
  if (root === undefined) throw new Error('a guest has a root');
  const deepestFirst = mounts.toSorted((one, other) => other.at.length - one.at.length);
  const problems = [...before];
  const watchers = new Set<Set<string>>();
  const place = (path: string): { files: FileSystem; path: string } => {
    const mount = deepestFirst.find(({ at }) => at !== '/' && (path === at || path.startsWith(`${at}/`)));
    return mount === undefined
      ? { files: root.files, path }
      : { files: mount.files, path: path.slice(mount.at.length) || '/' };
  };
  const attempt: GuestTree['attempt'] = async (read, where) => {
    signal.throwIfAborted();
    try {
      return await read();
    } catch (error) {
      if (!isGuestError(error)) throw error;
      const isThere = error.reason === 'damaged' || error.reason === 'unsupported' || error.reason === 'too-large';
      if (isThere) for (const unread of watchers) unread.add(where ?? error.subject);
      if (error.reason === 'damaged' && problems.length < mostProblems) problems.push({ where, error });
      return undefined;
    }
  };
  const stat: GuestTree['stat'] = (path, followLast = true) =>
    attempt(() => {
      const here = place(path);
      return here.files.stat(here.path, { followLast, signal });
    }, path);
  return {
    mounts,
    problems,
    place,
    attempt,
    stat,
    files: {
      stat: (path, options) => place(path).files.stat(place(path).path, options),
      read: (path, options) => place(path).files.read(place(path).path, options),
      readRange: (path, ...range) => place(path).files.readRange(place(path).path, ...range),
    },
    watch: async (work) => {
      const unread = new Set<string>();
      watchers.add(unread);
      try {
        return { result: await work(), unread: [...unread] };
      } finally {
        watchers.delete(unread);
      }
    },
    exists: async (path) => (await stat(path)) !== undefined,
    text: (path) =>
      attempt(async () => {
        const here = place(path);
        return (await here.files.read(here.path, { maxBytes: mostTextBytes, signal })).toString('utf8');
      }, path),
    names: async (path) => {
      const names: string[] = [];
      await attempt(async () => {
        const here = place(path);
        for await (const { name } of here.files.list(here.path, { signal })) {
          if (names.push(name) === mostNames) break;
        }
      }, path);
      return names.sort();
    },
    link: (path) =>
      attempt(() => {
        const here = place(path);
        return here.files.readLink(here.path, { signal });
      }, path),
    head: (path, bytes) =>
      attempt(() => {
        const here = place(path);
        return here.files.readRange(here.path, 0, bytes, { signal });
      }, path),
  };
}
