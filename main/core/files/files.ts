/** Handles instead of paths: issues an unguessable name for each file or folder a person chose, typed or browsed to. */
import { say } from '../../../contract/said.ts';
import { readdir, stat, statfs } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { Failure } from '../../../contract/failure-error.ts';
import type { Chosen, Listing } from '../../../contract/files.ts';
import { newHandle } from '../base/ids.ts';
import { looksLikeDisk } from '../disk/endings.ts';

/** The system's own dialog. `endings` are those of disk images, without a dot. */
export type ChooseFiles = (
  what: 'disks' | 'folder',
  endings: readonly string[],
  signal: AbortSignal,
) => Promise<string[]>;

const listedAtMost = 2_000;

export class Files {
  readonly #pathOf = new Map<string, string>();
  readonly #handleOf = new Map<string, string>();

  /** The same path keeps its handle for as long as the program runs. */
  handleFor(path: string): string {
    const known = this.#handleOf.get(path);
    if (known !== undefined) return known;
    const handle = newHandle();
    this.#handleOf.set(path, handle);
    this.#pathOf.set(handle, path);
    return handle;
  }

  /** Fails with `asked.handle-unknown` for anything this program did not issue. */
  pathFor(handle: string): string {
    const path = this.#pathOf.get(handle);
    if (path === undefined) throw new Failure('asked.handle-unknown', { handle });
    return path;
  }

  /** A typed or pasted path: quotes around it, `file://` and `~` are understood. Must be absolute. */
  async resolveText(text: string): Promise<Chosen> {
    const path = typedPath(text);
    if (!isAbsolute(path)) throw new Failure('asked.input-invalid', { problems: say('not-absolute', text) });
    return this.choose(resolve(path));
  }

  /** Fails with `source.missing`, `source.unreadable` or `source.not-a-file`. */
  async choose(path: string): Promise<Chosen> {
    const facts = await statOf(path);
    if (!facts.isFile() && !facts.isDirectory())
      throw new Failure('source.not-a-file', { file: path, found: say('neither') });
    const chosen = this.#chosen(path, facts);
    if (chosen.kind === 'file') return chosen;
    const space = await statfs(path).catch(() => undefined); // some network folders do not say
    return space === undefined ? chosen : { ...chosen, freeBytes: space.bavail * space.bsize };
  }

  /** Folders first, then what looks like a disk image, then the rest; each by name. Unreadable entries are left out. */
  async browse(handle: string | undefined): Promise<Listing> {
    const folder = handle === undefined ? homedir() : this.pathFor(handle);
    let names: string[];
    try {
      names = await readdir(folder);
    } catch (error) {
      throw unreadable(folder, error);
    }
    const entries: Chosen[] = [];
    for (const name of names.slice(0, listedAtMost)) {
      const path = join(folder, name);
      const facts = await stat(path).catch(() => undefined);
      if (facts?.isFile() === true || facts?.isDirectory() === true) entries.push(this.#chosen(path, facts));
    }
    entries.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, undefined, { numeric: true }));
    const parent = dirname(folder);
    return {
      folder: await this.choose(folder),
      ...(parent === folder ? {} : { parent: this.handleFor(parent) }),
      entries,
      cut: names.length > listedAtMost,
    };
  }

  #chosen(path: string, facts: { isDirectory(): boolean; size: number; mtime: Date }): Chosen {
    const isFolder = facts.isDirectory();
    return {
      handle: this.handleFor(path),
      name: basename(path) === '' ? path : basename(path),
      path,
      kind: isFolder ? 'folder' : 'file',
      ...(isFolder ? {} : { bytes: facts.size }),
      modified: facts.mtime.toISOString(),
      looksLikeDisk: !isFolder && looksLikeDisk(path),
    };
  }
}

const rank = (entry: Chosen): number => (entry.kind === 'folder' ? 0 : entry.looksLikeDisk ? 1 : 2);

function typedPath(text: string): string {
  const bare = text.trim().replace(/^(["'])(.*)\1$/s, '$2');
  if (bare.startsWith('file://')) {
    try {
      return decodeURIComponent(new URL(bare).pathname);
    } catch {
      return bare; // not a URL after all: judged as the path it looks like
    }
  }
  return bare === '~' || bare.startsWith('~/') ? join(homedir(), bare.slice(1)) : bare;
}

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(file: string, error: unknown): Failure {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  if (code === 'ENOENT' || code === 'ENOTDIR') return new Failure('source.missing', { file }, { cause: error });
  return new Failure('source.unreadable', { file, reason: code }, { cause: error });
}
