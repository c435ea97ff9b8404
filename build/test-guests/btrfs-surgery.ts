/** Changes Btrfs volumes where mkfs.btrfs has no option: compresses a file that is there, and puts checksums right. */
import { open } from 'node:fs/promises';
import { crc32c } from '../../main/core/disk/fields.ts';
import type { Image } from './fuzz.ts';

const nodeBytes = 16_384;
const superblock = { at: 65_536, bytes: 4_096 };
const extentData = 108;

/** Node sums cover all behind them. */
const seal = (node: Buffer): void => void node.writeUInt32LE(crc32c(node.subarray(32)), 0);

/**
 * Puts `stored` (which says how by `method`: 1 zlib, 3 zstd) where the only extent of file `inode` lies, for files up to
 * 128 KiB, in both copies of the metadata. The checksums of the data are left as they were.
 */
export async function compressFile(
  disk: string,
  image: Image,
  inode: number,
  method: number,
  stored: Buffer,
): Promise<void> {
  const file = await open(disk, 'r+');
  try {
    for (const { at, node } of nodes(image)) {
      const count = node.readUInt32LE(96);
      if (node.readUInt8(100) !== 0) continue;
      for (let n = 0; n < count; n++) {
        const item = 101 + n * 25;
        if (Number(node.readBigUInt64LE(item)) !== inode || node.readUInt8(item + 8) !== extentData) continue;
        const data = 101 + node.readUInt32LE(item + 17);
        node.writeUInt8(method, data + 16);
        if (node.readUInt8(data + 20) === 0) {
          const size = node.readUInt32LE(item + 21) - 21;
          node.fill(0, data + 21, data + 21 + size);
          node.set(stored, data + 21);
        } else {
          const [address, size] = [node.readBigUInt64LE(data + 21), Number(node.readBigUInt64LE(data + 29))];
          const padded = Buffer.concat([stored, Buffer.alloc(size - stored.length)]);
          await file.write(padded, 0, size, dataAt(image, Number(address)));
        }
        seal(node);
        await file.write(node, 0, nodeBytes, at);
      }
    }
  } finally {
    await file.close();
  }
}

/** From the leaf of the chunk tree: where the chunk with `address` lies. */
function dataAt(image: Image, address: number): number {
  for (const { node } of nodes(image)) {
    if (node.readBigUInt64LE(88) !== 3n || node.readUInt8(100) !== 0) continue;
    for (let n = 0; n < node.readUInt32LE(96); n++) {
      const item = 101 + n * 25;
      if (node.readUInt8(item + 8) !== 228) continue;
      const start = Number(node.readBigUInt64LE(item + 9));
      const chunk = node.subarray(101 + node.readUInt32LE(item + 17));
      if (address >= start && address < start + Number(chunk.readBigUInt64LE(0)))
        return Number(chunk.readBigUInt64LE(56)) + address - start;
    }
  }
  throw new Error(`no chunk has ${address}`);
}

function* nodes(image: Image): Generator<{ at: number; node: Buffer }> {
  const fsid = bytesAt(image, superblock.at + 32, 16);
  for (const page of image.pages.keys()) {
    for (let at = page * 65_536; at < (page + 1) * 65_536; at += nodeBytes) {
      if (at + nodeBytes > image.size) continue;
      const node = bytesAt(image, at, nodeBytes);
      if (at !== superblock.at && node.subarray(32, 48).equals(fsid)) yield { at, node };
    }
  }
}

function bytesAt(image: Image, offset: number, length: number): Buffer {
  const page = image.pages.get(Math.floor(offset / 65_536)) ?? Buffer.alloc(65_536);
  return Buffer.from(page.subarray(offset % 65_536, (offset % 65_536) + length));
}

/** Sectors of superblock and nodes, which are what a reader believes. */
export function metadataSectors(image: Image): number[] {
  const used = new Set(image.sectors);
  const starts = [...nodes(image)].map(({ at }) => at);
  const sectors = starts.flatMap((at) => Array.from({ length: nodeBytes / 512 }, (_, n) => at + n * 512));
  return [...sectors, superblock.at, superblock.at + 512].filter((at) => used.has(at));
}

/** Puts the sums of damaged nodes and superblocks right. */
export function sealPatches(image: Image, patches: Map<number, Buffer>): void {
  for (const at of [...patches.keys()]) {
    const inSuper = at >= superblock.at && at < superblock.at + superblock.bytes;
    const [start, length] = inSuper ? [superblock.at, superblock.bytes] : [at - (at % nodeBytes), nodeBytes];
    const whole = bytesAt(image, start, length);
    for (const [from, patch] of patches)
      if (from >= start && from < start + length) whole.set(patch.subarray(0, start + length - from), from - start);
    seal(whole);
    patches.set(start, whole.subarray(0, 512));
  }
}
