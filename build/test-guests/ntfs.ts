/** Makes NTFS volumes from a tree, without root and without mounting: mkntfs, then files through libntfs-3g. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { growTo, place } from './linux.ts';
import { runTool } from './tools.ts';
import type { Tree, TreeEntry } from './tree.ts';

export interface NtfsOptions {
  /** The file that holds the disk; made or grown as needed. */
  readonly disk: string;
  /** Where on the disk the volume starts. Absent: 0. */
  readonly offset?: number;
  readonly sizeBytes: number;
  readonly label?: string;
  readonly clusterBytes?: number;
  readonly tree?: Tree;
  /** Folders whose files are compressed. */
  readonly compressed?: readonly string[];
  /** Values of reparse points, by the path of an empty file; a path that ends in `/` is a folder. */
  readonly reparse?: Readonly<Record<string, Buffer>>;
  /** Bits of `FILE_ATTRIBUTE_*` by path, e.g. 1 for read-only. */
  readonly attributes?: Readonly<Record<string, number>>;
  /** Windows wants it checked. */
  readonly dirty?: boolean;
}

/** Links of the tree become symbolic links of Windows. */
export async function makeNtfs(options: NtfsOptions): Promise<void> {
  const { disk, offset = 0, sizeBytes, label = '', clusterBytes = 4_096 } = options;
  const own = offset === 0 ? disk : `${disk}.ntfs`;
  await growTo(own, sizeBytes);
  await runTool('mkntfs', [
    ...['-q', '-F', '-Q', '-c', `${clusterBytes}`, '-L', label, '-s', '512', '-p', `${offset / 512}`],
    ...['-H', '255', '-S', '63', own],
  ]);
  const folder = await mkdtemp(join(dirname(disk), 'ntfs-'));
  try {
    const lines = await describe(options, folder);
    if (lines.length > 0) {
      const list = join(folder, 'list');
      await writeFile(list, lines.join('\n'));
      await runTool('python3', [fileURLToPath(new URL('ntfs-fill.py', import.meta.url)), own, list]);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  if (own !== disk) {
    await place(own, disk, offset, sizeBytes);
    await rm(own);
  }
}

async function describe(options: NtfsOptions, folder: string): Promise<string[]> {
  const { tree = new Map<string, TreeEntry>(), compressed = [], reparse = {}, attributes = {} } = options;
  const lines: string[] = [];
  let files = 0;
  for (const [path, entry] of tree) {
    const bits = attributes[path] === undefined ? {} : { attributes: attributes[path] };
    const isCompressed = compressed.some((each) => path === each || path.startsWith(`${each}/`));
    const how = { ...bits, compressed: isCompressed };
    if (entry === 'directory') lines.push(JSON.stringify({ path, kind: 'directory', ...how }));
    else if (Buffer.isBuffer(entry)) {
      const from = join(folder, `${files++}`);
      await writeFile(from, entry);
      // small steps leave holes where the content is zeros
      lines.push(JSON.stringify({ path, kind: 'file', from, step: isCompressed ? 0 : 4_096, ...how }));
    } else lines.push(reparseLine(path, symbolicLink(entry.link)));
  }
  for (const [path, value] of Object.entries(reparse)) lines.push(reparseLine(path, value));
  if (options.dirty === true) lines.push(JSON.stringify({ kind: 'dirty' }));
  return lines;
}

function reparseLine(path: string, value: Buffer): string {
  const isFolder = path.endsWith('/');
  return JSON.stringify({
    path: isFolder ? path.slice(0, -1) : path,
    kind: 'reparse',
    folder: isFolder,
    reparse: value.toString('hex'),
  });
}

/** The value of a symbolic link's reparse point; `/` become `\`. */
export function symbolicLink(target: string): Buffer {
  const path = target.replaceAll('/', '\\');
  const isAbsolute = path.startsWith('\\') || /^[A-Za-z]:/.test(path);
  return reparsePoint(0xa000000c, path, isAbsolute ? 0 : 1);
}

/** The value of a junction or mount point's reparse point: a path as the kernel knows it. */
export function mountPoint(target: string): Buffer {
  return reparsePoint(0xa0000003, target);
}

function reparsePoint(tag: number, target: string, flags?: number): Buffer {
  const name = Buffer.from(target, 'utf16le');
  const head = Buffer.alloc(flags === undefined ? 8 : 12);
  head.writeUInt16LE(name.length, 2);
  head.writeUInt16LE(name.length + 2, 4);
  head.writeUInt16LE(name.length, 6);
  if (flags !== undefined) head.writeUInt32LE(flags, 8);
  const data = Buffer.concat([head, name, Buffer.alloc(2), name, Buffer.alloc(2)]);
  const start = Buffer.alloc(8);
  start.writeUInt32LE(tag, 0);
  start.writeUInt16LE(data.length, 4);
  return Buffer.concat([start, data]);
}
