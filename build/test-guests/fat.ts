/** Makes FAT volumes from a folder with mtools; exFAT volumes with a tree written by hand, as no tool fills one unmounted. */
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { growTo, type VolumeOptions } from './linux.ts';
import { runTool } from './tools.ts';
import type { Tree } from './tree.ts';

/** `uuid` is the serial number, e.g. `1234-ABCD`. The disk must not hold anything else behind the volume yet. */
export async function makeFat(bits: 12 | 16 | 32, options: VolumeOptions): Promise<void> {
  const { disk, offset = 0, sizeBytes, label, uuid, folder, args = [] } = options;
  await growTo(disk, offset + sizeBytes);
  await runTool('mkfs.fat', [
    ...['-F', `${bits}`, '--offset', `${offset / 512}`],
    ...(label === undefined ? [] : ['-n', label]),
    ...(uuid === undefined ? [] : ['-i', uuid.replace('-', '')]),
    ...args,
    ...[disk, `${sizeBytes / 1_024}`],
  ]);
  if (folder === undefined) return;
  const names = await readdir(folder);
  const sources = names.map((name) => join(folder, name));
  if (sources.length > 0)
    await runTool('env', ['LC_ALL=C.UTF-8', 'mcopy', '-Q', '-s', '-m', '-i', `${disk}@@${offset}`, ...sources, '::']);
}

const entryBytes = 32;

/** An exFAT volume with `tree` in it; clusters of 4 KiB, every second file in a chain that leaves gaps. */
export async function makeExfat(options: Omit<VolumeOptions, 'folder'>, tree: Tree): Promise<void> {
  const { disk, sizeBytes, label = '' } = options;
  await growTo(disk, sizeBytes);
  await runTool(
    'mkfs.exfat',
    ['-q', '-c', '4096', '-L', label, disk].filter((arg) => arg !== '-q'),
  );
  const file = await open(disk, 'r+');
  try {
    const boot = Buffer.alloc(512);
    await file.read(boot, 0, 512, 0);
    const sector = 2 ** boot.readUInt8(108);
    const [tableAt, dataAt] = [boot.readUInt32LE(80) * sector, boot.readUInt32LE(88) * sector];
    const rootCluster = boot.readUInt32LE(96);
    const clusterBytes = 4_096;
    const at = (cluster: number): number => dataAt + (cluster - 2) * clusterBytes;
    let free = rootCluster + 1;
    const used: number[] = [];

    const store = async (content: Buffer, chained: boolean): Promise<number> => {
      const count = Math.max(1, Math.ceil(content.length / clusterBytes));
      const clusters = Array.from({ length: count }, (_, n) => free + (chained ? 2 * n : n));
      free = (clusters.at(-1) ?? free) + 1;
      for (const [n, cluster] of clusters.entries()) {
        await file.write(content.subarray(n * clusterBytes, (n + 1) * clusterBytes), 0, undefined, at(cluster));
        const next = Buffer.alloc(4);
        next.writeUInt32LE(clusters[n + 1] ?? 0xffffffff);
        if (chained) await file.write(next, 0, 4, tableAt + cluster * 4);
      }
      used.push(...clusters);
      return clusters[0] ?? 0;
    };

    let index = 0;
    const write = async (parent: string): Promise<Buffer> => {
      const sets: Buffer[] = [];
      for (const [path, entry] of tree) {
        if (path.slice(0, path.lastIndexOf('/')) !== parent) continue;
        if (entry !== 'directory' && !Buffer.isBuffer(entry)) throw new Error(`${path}: exFAT has no links`);
        const folder = entry === 'directory';
        const listing = folder ? await write(path) : entry;
        const padded = folder
          ? Buffer.concat([listing, Buffer.alloc(clusterBytes - (listing.length % clusterBytes))])
          : listing;
        const chained = index++ % 2 === 1;
        const cluster = padded.length === 0 ? 0 : await store(padded, chained);
        sets.push(entrySet(path.slice(parent.length + 1), { folder, cluster, length: padded.length, chained }));
      }
      return Buffer.concat(sets);
    };
    const listing = await write('');
    const head = Buffer.alloc(clusterBytes);
    await file.read(head, 0, clusterBytes, at(rootCluster));
    let entries = 0;
    while (head[entries * entryBytes] !== 0) entries++;
    const content = Buffer.concat([head.subarray(0, entries * entryBytes), listing]);
    if (content.length > clusterBytes) throw new Error('more files than the first folder has room for');
    await file.write(content, 0, content.length, at(rootCluster));
    // the bitmap of used clusters is the first thing in the first cluster
    const bitmap = Buffer.alloc(8_192);
    await file.read(bitmap, 0, bitmap.length, dataAt);
    for (const cluster of used)
      bitmap[(cluster - 2) >> 3] = (bitmap[(cluster - 2) >> 3] ?? 0) | (1 << ((cluster - 2) & 7));
    await file.write(bitmap, 0, bitmap.length, dataAt);
  } finally {
    await file.close();
  }
}

function entrySet(
  name: string,
  { folder, cluster, length, chained }: { folder: boolean; cluster: number; length: number; chained: boolean },
): Buffer {
  const letters = Buffer.from(name, 'utf16le');
  const names = Math.ceil(letters.length / 30);
  const set = Buffer.alloc((2 + names) * entryBytes);
  set.writeUInt8(0x85, 0);
  set.writeUInt8(1 + names, 1);
  set.writeUInt16LE(folder ? 0x10 : 0x20, 4);
  // 2023-11-14 22:13:20
  for (const at of [8, 12, 16])
    set.writeUInt32LE((43 << 25) | (11 << 21) | (14 << 16) | (22 << 11) | (13 << 5) | 10, at);
  set.writeUInt8(0xc0, 32);
  set.writeUInt8(length === 0 ? 0 : chained ? 1 : 3, 33);
  set.writeUInt8(name.length, 35);
  set.writeUInt16LE(nameHash(name), 36);
  set.writeBigUInt64LE(BigInt(length), 40);
  set.writeUInt32LE(cluster, 52);
  set.writeBigUInt64LE(BigInt(length), 56);
  for (let n = 0; n < names; n++) {
    set.writeUInt8(0xc1, 64 + n * 32);
    letters.subarray(n * 30, (n + 1) * 30).copy(set, 66 + n * 32);
  }
  let sum = 0;
  set.forEach((byte, at) => {
    if (at !== 2 && at !== 3) sum = (((sum & 1) << 15) + (sum >> 1) + byte) & 0xffff;
  });
  set.writeUInt16LE(sum, 2);
  return set;
}

function nameHash(name: string): number {
  let hash = 0;
  for (const byte of Buffer.from(name.toUpperCase(), 'utf16le'))
    hash = (((hash & 1) << 15) + (hash >> 1) + byte) & 0xffff;
  return hash;
}
