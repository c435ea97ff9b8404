/** Trees of files for test guests: described once, written to a folder, and compared with what a reader finds. */
import { mkdir, open, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { EntryKind, FileSystem } from '../../main/core/guest/file-system.ts';
import { noise } from '../test-disks.ts';

/** A folder, the content of a file, or where a link leads. */
export type TreeEntry = 'directory' | Buffer | { readonly link: string };
/** By absolute path; folders come before what is in them. */
export type Tree = ReadonlyMap<string, TreeEntry>;

/** The folders above are made of the paths. */
export function treeOf(entries: Readonly<Record<string, TreeEntry>>): Tree {
  const tree = new Map<string, TreeEntry>();
  for (const [path, entry] of Object.entries(entries)) {
    const names = path.split('/').slice(1);
    for (let depth = 1; depth < names.length; depth++) {
      const above = `/${names.slice(0, depth).join('/')}`;
      if (!tree.has(above)) tree.set(above, 'directory');
    }
    tree.set(path, entry);
  }
  return tree;
}

/** Writes the tree below `folder`, which is made. Blocks of zeros become holes where the host can have them. */
export async function writeTree(tree: Tree, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [path, entry] of tree) {
    if (entry === 'directory') await mkdir(join(folder, path), { recursive: true });
    else if (Buffer.isBuffer(entry)) await writeSparse(join(folder, path), entry);
    else await symlink(entry.link, join(folder, path));
  }
}

const holeBytes = 4_096;

async function writeSparse(path: string, content: Buffer): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.truncate(content.length);
    let from = 0;
    for (let at = 0; at <= content.length; at += holeBytes) {
      const block = content.subarray(at, at + holeBytes);
      if (block.length === holeBytes && block.some((byte) => byte !== 0)) continue;
      const end = block.some((byte) => byte !== 0) ? content.length : at;
      if (end > from) await file.write(content, from, end - from, from);
      from = at + holeBytes;
    }
  } finally {
    await file.close();
  }
}

/** Only the blocks with an odd number have data: as many runs as blocks. */
export function combed(bytes: number, toothBytes = holeBytes): Buffer {
  const content = noise(bytes, 7);
  for (let at = 0; at < bytes; at += 2 * toothBytes) content.fill(0, at, at + toothBytes);
  return content;
}

/** What servers have little of and readers trip over. `names` is how many files the large folder has. */
export function tortureTree({ names = 1_500, links = true, space = ' ' } = {}): Tree {
  const entries: Record<string, TreeEntry> = {
    '/empty': Buffer.alloc(0),
    '/one': Buffer.from('1'),
    '/etc/hostname': Buffer.from('torture\n'),
    '/large.bin': noise(3 * 2 ** 20 + 123, 5),
    '/combed.bin': combed(4 * 2 ** 20),
    '/ends-in-a-hole': Buffer.concat([noise(5_000, 6), Buffer.alloc(300_000)]),
    [`/Übergrößenträger/名前${space}ファイル.txt`]: Buffer.from('unicode'),
    '/no-names': 'directory',
  };
  for (const bytes of [59, 60, 61, 100, 150, 200, 511, 512, 4_095, 4_096, 4_097])
    entries[`/sizes/${bytes}`] = noise(bytes, 8);
  for (let n = 0; n < names; n++) {
    const name = n % 10 === 0 ? `${n}-${`long${space}name${space}`.repeat(24)}`.slice(0, 250) + 'x' : `entry-${n}`;
    entries[`/many/${name}`] = Buffer.from(n % 50 === 0 ? `number ${n}` : '');
  }
  for (let n = 1; n <= 20; n++) entries[`/few/${'n'.repeat(n * 10)}`] = Buffer.from(`few ${n}`);
  entries[`/deep${'/level'.repeat(60)}/bottom`] = Buffer.from('deep');
  if (links) {
    for (const length of [1, 58, 59, 60, 61, 200, 900]) entries[`/links/to-${length}`] = { link: 'x'.repeat(length) };
    entries['/links/absolute'] = { link: '/etc/hostname' };
    entries['/links/relative'] = { link: '../etc/./hostname' };
    entries['/links/escaping'] = { link: '../../../../../../etc/hostname' };
    entries['/links/loop'] = { link: 'loop' };
    entries['/links/folder'] = { link: '/deep/level/level' };
  }
  return treeOf(entries);
}

/** What a reader found, in the form of a tree; `skip` are paths the file system adds of its own. */
export async function readTree(files: FileSystem, skip: readonly string[] = ['/lost+found']): Promise<Tree> {
  const tree = new Map<string, TreeEntry>();
  const folders = ['/'];
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    for await (const { name, kind } of files.list(folder)) {
      const path = `${folder === '/' ? '' : folder}/${name}`;
      if (skip.includes(path)) continue;
      tree.set(path, await readEntry(files, path, kind));
      if (kind === 'directory') folders.push(path);
    }
  }
  return tree;
}

async function readEntry(files: FileSystem, path: string, kind: EntryKind): Promise<TreeEntry> {
  const found = (await files.stat(path, { followLast: false })).kind;
  if (found !== kind) throw new Error(`${path} is listed as ${kind} and is a ${found}`);
  if (kind === 'directory') return 'directory';
  if (kind === 'link') return { link: await files.readLink(path) };
  return files.read(path, { maxBytes: 2 ** 26 });
}

/** What differs, in words; empty when the trees are the same to the byte. */
export function treeDifferences(expected: Tree, found: Tree): string[] {
  const text = (entry: TreeEntry | undefined): string => {
    if (entry === undefined) return 'nothing';
    if (Buffer.isBuffer(entry)) return `a file of ${entry.length} bytes`;
    return entry === 'directory' ? 'a folder' : `a link to ${entry.link}`;
  };
  const same = (one: TreeEntry | undefined, other: TreeEntry | undefined): boolean =>
    Buffer.isBuffer(one) && Buffer.isBuffer(other) ? one.equals(other) : text(one) === text(other);
  return [...new Set([...expected.keys(), ...found.keys()])]
    .filter((path) => !same(expected.get(path), found.get(path)))
    .map((path) => `${path}: ${text(expected.get(path))} became ${text(found.get(path))}`);
}
