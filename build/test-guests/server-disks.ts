/** Whole disks with one of the servers of `servers.ts` on them, as RAW files with an MBR; made without root. */
import { mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeRawDisk, mbr } from '../test-disks.ts';
import { makeExt } from './linux.ts';
import { makeNtfs } from './ntfs.ts';
import { diskSignature, goodLinux, rootUuid, windowsFiles, windowsStartBytes, type Files } from './servers.ts';
import { treeOf, writeTree } from './tree.ts';

export interface ServerDiskOptions {
  readonly bytes?: number;
  /** Put over the good server's files. */
  readonly changes?: Files;
  /** Taken from the good server's files. */
  readonly gone?: readonly string[];
}

const usualBytes = 64 * 2 ** 20;

async function emptyDisk(path: string, type: number, bytes: number): Promise<string> {
  const start = windowsStartBytes / 512;
  const head = mbr([{ type, start, sectors: bytes / 512 - start, active: true }]);
  head.writeUInt32LE(diskSignature, 440);
  return makeRawDisk(path, { bytes, data: [], head });
}

/** ext4; needs mke2fs. */
export async function makeLinuxServer(path: string, options: ServerDiskOptions = {}): Promise<string> {
  const { bytes = usualBytes, changes = {}, gone = [] } = options;
  const files = Object.entries({ ...goodLinux, ...changes }).filter(([file]) => !gone.includes(file));
  const folder = await mkdtemp(join(dirname(path), 'server-'));
  try {
    await writeTree(treeOf(Object.fromEntries(files)), folder);
    const disk = await emptyDisk(path, 0x83, bytes);
    await makeExt('ext4', { disk, offset: windowsStartBytes, sizeBytes: bytes - windowsStartBytes, uuid: rootUuid, folder }); // prettier-ignore
    return disk;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** NTFS; needs mkntfs and python3. */
export async function makeWindowsServer(path: string, files: Files = windowsFiles()): Promise<string> {
  const disk = await emptyDisk(path, 0x07, usualBytes);
  const sizeBytes = usualBytes - windowsStartBytes;
  await makeNtfs({ disk, offset: windowsStartBytes, sizeBytes, tree: treeOf(files) });
  return disk;
}
