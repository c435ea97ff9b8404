/** Walks paths as the guest would, but never out of it: absolute links start at its own root, `..` ends there. */
import { GuestCorrupt, GuestError, guarded, guardedEach } from './damage.ts';
import { mostFileBytes, type FileSystem, type GuestEntry, type PathOptions } from './file-system.ts';
import type { NodeEntry, NodeStore } from './node-store.ts';

/** As Linux has it (path_resolution(7)). */
const mostLinks = 40;
/** Linux ends paths at 4,096 bytes; with links followed the names left to walk can be a few times more. */
const mostNames = 8_192;
/** More than any directory of a server that still works, and a few seconds of reading at most. */
const mostEntries = 1_000_000;

/** Names remembered, over all folders last looked into; some 100 bytes each. Larger folders are read each time. */
const mostRemembered = 50_000;

/** The file system whose files `store` can read. */
export function fileSystemOf<Node>(store: NodeStore<Node>): FileSystem {
  const { kind } = store.facts;
  const remembered = new Folders<Node>();
  const walk = (path: string, options: PathOptions = {}): Promise<Node> =>
    guarded(kind, () => resolve(store, remembered, path, options));

  const file = async (path: string, options: PathOptions): Promise<{ node: Node; sizeBytes: number }> => {
    const node = await walk(path, options);
    const { kind: found, sizeBytes } = store.stat(node);
    if (found !== 'file') throw new GuestError('not-a-file', path, 'no-file');
    return { node, sizeBytes };
  };

  return {
    ...store.facts,
    stat: async (path, options) => store.stat(await walk(path, options)),
    async *list(path, options = {}) {
      const node = await walk(path, options);
      assertDirectory(store, node, path);
      yield* guardedEach(kind, listed(store, node, options.signal));
    },
    async read(path, { maxBytes, ...options }) {
      const { node, sizeBytes } = await file(path, options);
      const most = Math.min(maxBytes, mostFileBytes);
      if (sizeBytes > most) throw new GuestError('too-large', path, 'more-than-read', sizeBytes, most);
      return guarded(kind, () => store.read(node, 0, sizeBytes, options.signal));
    },
    async readRange(path, offset, length, options = {}) {
      if (length > mostFileBytes) throw new GuestError('too-large', path, 'more-than-read', length, mostFileBytes);
      const { node, sizeBytes } = await file(path, options);
      const count = Math.max(0, Math.min(length, sizeBytes - offset));
      return guarded(kind, () => store.read(node, offset, count, options.signal));
    },
    async readLink(path, options) {
      const node = await walk(path, { ...options, followLast: false });
      if (store.stat(node).kind !== 'link') throw new GuestError('not-a-link', path, 'no-link');
      return guarded(kind, () => store.target(node, options?.signal));
    },
  };
}

async function resolve<Node>(
  store: NodeStore<Node>,
  folders: Folders<Node>,
  path: string,
  options: PathOptions,
): Promise<Node> {
  const { followLast = true, signal } = options;
  // what leads from the root to where we are; `..` goes one back, and stays at the root
  let trail: [Node, ...Node[]] = [await store.root(signal)];
  const names = split(path);
  let links = 0;
  for (let name = names.shift(); name !== undefined; name = names.shift()) {
    signal?.throwIfAborted();
    const here = trail.at(-1) ?? trail[0];
    assertDirectory(store, here, path);
    if (name === '..') {
      if (trail.length > 1) trail.pop();
      continue;
    }
    const node = await child(store, folders, here, name, signal);
    if (node === undefined) throw new GuestError('not-found', path, 'no-name', name);
    if (store.stat(node).kind !== 'link' || (names.length === 0 && !followLast)) {
      trail.push(node);
      continue;
    }
    if (++links > mostLinks) throw new GuestError('too-many-links', path, 'too-many-links', mostLinks);
    const target = await store.target(node, signal);
    if (target === '') throw new GuestCorrupt(store.facts.kind, 'link-leads-nowhere', path);
    if (target.startsWith('/')) trail = [trail[0]];
    names.unshift(...split(target));
    if (names.length > mostNames) throw new GuestError('too-many-links', path, 'links-never-end');
  }
  return trail.at(-1) ?? trail[0];
}

const split = (path: string): string[] => path.split('/').filter((name) => name !== '' && name !== '.');

function assertDirectory<Node>(store: NodeStore<Node>, node: Node, path: string): void {
  const { kind } = store.stat(node);
  if (kind !== 'directory') throw new GuestError('not-a-directory', path, 'no-folder-on-way');
}

async function child<Node>(
  store: NodeStore<Node>,
  folders: Folders<Node>,
  directory: Node,
  name: string,
  signal: AbortSignal | undefined,
): Promise<Node | undefined> {
  if (store.find) return store.find(directory, name, signal);
  const fold = (text: string): string => (store.foldsCase ? text.toUpperCase() : text);
  const { id } = store.stat(directory);
  const known = folders.get(id);
  if (known) return known.get(fold(name))?.open(signal);
  const all = new Map<string, NodeEntry<Node>>();
  let found: NodeEntry<Node> | undefined;
  for await (const entry of named(store, directory, signal)) {
    const key = fold(entry.name);
    if (key === fold(name)) found ??= entry;
    if (!all.has(key) && all.size <= mostRemembered) all.set(key, entry);
    if (found && all.size > mostRemembered) break;
  }
  if (all.size <= mostRemembered) folders.keep(id, all);
  return found?.open(signal);
}

/** What is in the folders last looked into: a guest's disk does not change under us. */
class Folders<Node> {
  readonly #folders = new Map<number, ReadonlyMap<string, NodeEntry<Node>>>();
  #names = 0;

  get(id: number): ReadonlyMap<string, NodeEntry<Node>> | undefined {
    return this.#folders.get(id);
  }

  keep(id: number, names: ReadonlyMap<string, NodeEntry<Node>>): void {
    if (this.#folders.has(id)) return;
    this.#folders.set(id, names);
    this.#names += names.size;
    for (const [oldest, { size }] of this.#folders) {
      if (this.#names <= mostRemembered) break;
      this.#folders.delete(oldest);
      this.#names -= size;
    }
  }
}

/** The entries proper, counted. */
async function* named<Node>(
  store: NodeStore<Node>,
  directory: Node,
  signal: AbortSignal | undefined,
): AsyncGenerator<NodeEntry<Node>> {
  let count = 0;
  for await (const entry of store.entries(directory, signal)) {
    if (entry.name === '.' || entry.name === '..') continue;
    if (entry.name === '' || /[/\0]/.test(entry.name))
      throw new GuestCorrupt(store.facts.kind, 'impossible-name', entry.name);
    if (++count > mostEntries) throw new GuestError('too-large', 'directory', 'too-many-entries', mostEntries);
    yield entry;
  }
}

async function* listed<Node>(
  store: NodeStore<Node>,
  directory: Node,
  signal: AbortSignal | undefined,
): AsyncGenerator<GuestEntry> {
  for await (const { name, kind, open } of named(store, directory, signal)) {
    signal?.throwIfAborted();
    yield { name, kind: kind ?? store.stat(await guarded(store.facts.kind, () => open(signal))).kind };
  }
}
