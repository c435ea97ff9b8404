/** Gives XFS volumes what mkfs.xfs cannot make: a file torn into a B-tree of extents, and long links as version 5 has them. */
import { open, type FileHandle } from 'node:fs/promises';
import { crc32c } from '../../main/core/disk/fields.ts';
import { runTool } from './tools.ts';

const blockBytes = 4_096;
const inodeBytes = 512;

export interface Found {
  readonly inode: number;
  readonly inodeAt: number;
  /** Number and place of the first block of data. */
  readonly block: number;
  readonly at: number;
}

/** Where xfs_db says that inode `inode` and its data lie, for volumes with blocks of 4 KiB and one run of data. */
export async function locate(disk: string, inode: number): Promise<Found> {
  const said = await runTool('xfs_db', ['-r', '-c', `inode ${inode}`, '-c', 'daddr', '-c', 'bmap', disk]);
  const block = Number(/startblock (\d+)/.exec(said)?.[1]);
  const daddr = await runTool('xfs_db', ['-r', '-c', `fsblock ${block}`, '-c', 'daddr', disk]);
  const text = await runTool('xfs_db', ['-r', '-c', `inode ${inode}`, '-c', 'addr', disk]);
  const offset = Number(/byte offset (\d+)/.exec(text)?.[1]);
  return { inode, inodeAt: offset, block, at: Number(/daddr is (\d+)/.exec(daddr)?.[1]) * 512 };
}

/**
 * Makes one extent of each block, neighbours exchanged, in two leaves that take the last two blocks of the file.
 * Resolves to what the file holds afterwards.
 */
export async function tearFile(disk: string, found: Found, content: Buffer, version: 4 | 5): Promise<Buffer> {
  const file = await open(disk, 'r+');
  try {
    const blocks = content.length / blockBytes - 2;
    const half = blocks / 2;
    for (const leaf of [0, 1]) {
      const bytes = Buffer.alloc(blockBytes);
      await file.read(bytes, 0, blockBytes, 0);
      const uuid = Buffer.from(bytes.subarray(32, 48));
      bytes.fill(0);
      bytes.write(version === 5 ? 'BMA3' : 'BMAP', 'latin1');
      bytes.writeUInt16BE(half, 6);
      bytes.writeBigInt64BE(leaf === 0 ? -1n : BigInt(found.block + blocks), 8);
      bytes.writeBigInt64BE(leaf === 1 ? -1n : BigInt(found.block + blocks + 1), 16);
      const at = found.at + (blocks + leaf) * blockBytes;
      if (version === 5) {
        bytes.writeBigUInt64BE(BigInt(at / 512), 24);
        bytes.set(uuid, 40);
        bytes.writeBigUInt64BE(BigInt(found.inode), 56);
      }
      for (let n = 0; n < half; n++) {
        const index = leaf * half + n;
        const record = (version === 5 ? 72 : 24) + n * 16;
        const block = BigInt(found.block + (index ^ 1));
        bytes.writeBigUInt64BE((BigInt(index) << 9n) | (block >> 43n), record);
        bytes.writeBigUInt64BE(((block & ((1n << 43n) - 1n)) << 21n) | 1n, record + 8);
      }
      if (version === 5) bytes.writeUInt32LE(crc32c(bytes, { at: 64, length: 4 }), 64);
      await file.write(bytes, 0, blockBytes, at);
    }
    await rewriteInode(file, found, version, (inode, fork) => {
      inode.writeUInt8(3, 5);
      inode.writeBigUInt64BE(BigInt(blocks * blockBytes), 56);
      inode.writeUInt32BE(blocks, 76);
      fork.fill(0);
      fork.writeUInt16BE(1, 0);
      fork.writeUInt16BE(2, 2);
      const room = Math.floor((fork.length - 4) / 16);
      fork.writeBigUInt64BE(BigInt(half), 12);
      for (const leaf of [0, 1]) fork.writeBigUInt64BE(BigInt(found.block + blocks + leaf), 4 + (room + leaf) * 8);
    });
    const pieces = Array.from({ length: blocks }, (_, n) => (n ^ 1) * blockBytes);
    return Buffer.concat(pieces.map((at) => content.subarray(at, at + blockBytes)));
  } finally {
    await file.close();
  }
}

async function rewriteInode(
  file: FileHandle,
  found: Found,
  version: 4 | 5,
  change: (inode: Buffer, fork: Buffer) => void,
): Promise<void> {
  const size = version === 5 ? inodeBytes : 256;
  const inode = Buffer.alloc(size);
  await file.read(inode, 0, size, found.inodeAt);
  change(inode, inode.subarray(version === 5 ? 176 : 100));
  if (version === 5) inode.writeUInt32LE(crc32c(inode, { at: 100, length: 4 }), 100);
  await file.write(inode, 0, size, found.inodeAt);
}

/** mkfs.xfs 6.1 writes long links as version 4 had them; this adds the header that version 5 wants. */
export async function headLink(disk: string, found: Found, target: string): Promise<void> {
  const file = await open(disk, 'r+');
  try {
    const bytes = Buffer.alloc(blockBytes);
    await file.read(bytes, 0, blockBytes, 0);
    const uuid = Buffer.from(bytes.subarray(32, 48));
    bytes.fill(0);
    bytes.write('XSLM', 'latin1');
    bytes.writeUInt32BE(target.length, 8);
    bytes.set(uuid, 16);
    bytes.writeBigUInt64BE(BigInt(found.inode), 32);
    bytes.writeBigUInt64BE(BigInt(found.at / 512), 40);
    bytes.write(target, 56);
    bytes.writeUInt32LE(crc32c(bytes, { at: 12, length: 4 }), 12);
    await file.write(bytes, 0, blockBytes, found.at);
  } finally {
    await file.close();
  }
}
