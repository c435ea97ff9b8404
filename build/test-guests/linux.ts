/** Makes ext, XFS and Btrfs volumes from a folder, without root and without mounting. */
import { open, stat, writeFile } from 'node:fs/promises';
import { runTool } from './tools.ts';
import type { Tree } from './tree.ts';

const MiB = 2 ** 20;

export interface VolumeOptions {
  /** The file that holds the disk; made or grown as needed. */
  readonly disk: string;
  /** Where on the disk the volume starts. Absent: 0. */
  readonly offset?: number;
  readonly sizeBytes: number;
  readonly label?: string;
  readonly uuid?: string;
  /** What goes in. Absent: an empty volume. */
  readonly folder?: string;
  /** Further arguments of the program that makes it. */
  readonly args?: readonly string[];
}

/** `kind` with e.g. `args: ['-b', '1024', '-O', 'inline_data']`; files belong to root. */
export async function makeExt(kind: 'ext2' | 'ext3' | 'ext4', options: VolumeOptions): Promise<void> {
  const { disk, offset = 0, sizeBytes, label, uuid, folder, args = [] } = options;
  await growTo(disk, offset + sizeBytes);
  await runTool('mke2fs', [
    ...['-q', '-F', '-t', kind],
    ...(label === undefined ? [] : ['-L', label]),
    ...(uuid === undefined ? [] : ['-U', uuid]),
    ...(folder === undefined ? [] : ['-d', folder]),
    ...['-E', `offset=${offset},root_owner=0:0`],
    ...args,
    ...[disk, `${Math.floor(sizeBytes / 1_024)}k`],
  ]);
}

/** mkfs.xfs makes nothing below this size. */
export const smallestXfsBytes = 300 * MiB;

/** `tree` and `folder` are the same files: mkfs.xfs takes the contents from the folder and the rest from a list. */
export async function makeXfs(options: VolumeOptions & { readonly tree?: Tree }): Promise<void> {
  const { disk, offset = 0, sizeBytes, label, uuid, folder, tree, args = [] } = options;
  const proto: string[] = [];
  if (folder !== undefined && tree !== undefined) {
    const list = `${disk}.proto`;
    await writeFile(list, xfsPrototype(tree, folder));
    proto.push('-p', list);
  }
  // mkfs.xfs knows no offset: the volume is made in a file of its own
  const own = offset === 0 ? disk : `${disk}.xfs`;
  await growTo(own, sizeBytes);
  await runTool('mkfs.xfs', [
    ...['-q', '-f', ...proto, ...(label === undefined ? [] : ['-L', label])],
    ...(uuid === undefined ? [] : ['-m', `uuid=${uuid}`]),
    ...args,
    ...['-d', `name=${own},file=1,size=${sizeBytes}`],
  ]);
  if (own !== disk) await place(own, disk, offset, sizeBytes);
}

/** Names with white space, and such as start with `:`, cannot be said in a prototype. */
function xfsPrototype(tree: Tree, folder: string): string {
  const lines = ['boot', '0 0', 'd--755 0 0'];
  const paths = [...tree.keys()];
  const below = new Map<string, string[]>();
  for (const path of paths) {
    const parent = path.slice(0, path.lastIndexOf('/'));
    below.set(parent, [...(below.get(parent) ?? []), path]);
  }
  const write = (parent: string): void => {
    for (const path of below.get(parent) ?? []) {
      const entry = tree.get(path);
      const name = path.slice(parent.length + 1);
      if (entry === 'directory') {
        lines.push(`${name} d--755 0 0`);
        write(path);
      } else if (Buffer.isBuffer(entry)) lines.push(`${name} ---644 0 0 ${folder}${path}`);
      else if (entry) lines.push(`${name} l--777 0 0 ${entry.link}`);
    }
    lines.push('$');
  };
  write('');
  return `${lines.join('\n')}\n`;
}

/** `args` e.g. `['--compress', 'zstd']` where mkfs.btrfs knows it. */
export async function makeBtrfs(options: VolumeOptions): Promise<void> {
  const { disk, offset = 0, sizeBytes, label, uuid, folder, args = [] } = options;
  const own = offset === 0 ? disk : `${disk}.btrfs`;
  await growTo(own, sizeBytes);
  await runTool('mkfs.btrfs', [
    ...['-q', '-f', ...(label === undefined ? [] : ['-L', label])],
    ...(uuid === undefined ? [] : ['-U', uuid]),
    ...(folder === undefined ? [] : ['--rootdir', folder]),
    ...args,
    own,
  ]);
  if (own !== disk) await place(own, disk, offset, sizeBytes);
}

/** Makes the file at least this long, without writing into it. */
export async function growTo(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'a');
  try {
    if ((await file.stat()).size < bytes) await file.truncate(bytes);
  } finally {
    await file.close();
  }
}

/** Copies a volume into a disk, leaving out what is zeros. */
export async function place(volume: string, disk: string, offset: number, sizeBytes: number): Promise<void> {
  await growTo(disk, offset + sizeBytes);
  const bytes = Math.min(sizeBytes, (await stat(volume)).size);
  await runTool('dd', [
    ...[`if=${volume}`, `of=${disk}`, 'bs=1M', `count=${bytes}`, `seek=${offset}`],
    ...['iflag=count_bytes', 'oflag=seek_bytes', 'conv=notrunc,sparse', 'status=none'],
  ]);
}
