/** CRC-64 of a converted disk, whole and by block, so that later damage is not only found but located. */
import { open, readFile, type FileHandle } from 'node:fs/promises';
import { Failure } from '../../../contract/failure-error.ts';
import { say, type Said } from '../../../contract/said.ts';
import { fileFailure } from '../base/file-failure.ts';
import { writeFileAtomic } from '../base/atomic-file.ts';
import { crc64Combine, emptyCrc64, newCrc64, type Crc64 } from '../base/crc64.ts';

export interface FileDigest {
  readonly bytes: number;
  /** Of the whole file, as OSS computes it. */
  readonly crc64: bigint;
  readonly blockBytes: number;
  /** Of each block; the last may be shorter. */
  readonly blocks: BigUint64Array;
}

export interface DigestOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { done: number; total: number }) => void;
}

/** Power of two. */
export const digestBlockBytes = 4 * 2 ** 20;
const magic = 'ECSDIG01';
const headBytes = 32;

/** Reads the file once. Fails with `machine.file-failed` or the signal's reason. */
export async function digestFile(path: string, options: DigestOptions): Promise<FileDigest> {
  const blocks: bigint[] = [];
  let crc64 = emptyCrc64;
  const bytes = await eachBlock(path, options, (crc, length) => {
    blocks.push(crc);
    crc64 = crc64Combine(crc64, crc, length);
  });
  return { bytes, crc64, blockBytes: digestBlockBytes, blocks: BigUint64Array.from(blocks) };
}

/** Reads the file again; the first block that differs fails with `machine.converted-damaged`. */
export async function assertDigest(path: string, digest: FileDigest, options: DigestOptions): Promise<void> {
  let index = 0;
  const damaged = (lengthBytes: number): Failure =>
    new Failure('machine.converted-damaged', { file: path, offsetBytes: index * digestBlockBytes, lengthBytes });
  const bytes = await eachBlock(path, options, (crc, length) => {
    if (crc !== digest.blocks[index]) throw damaged(length);
    index++;
  });
  if (bytes !== digest.bytes) throw damaged(Math.abs(digest.bytes - bytes));
}

/** Returns the file's length. The next block is read while one is computed. */
async function eachBlock(
  path: string,
  { signal, onProgress }: DigestOptions,
  onBlock: (crc64: bigint, length: number) => void,
): Promise<number> {
  const hasher = await newCrc64();
  const buffers = [Buffer.allocUnsafe(digestBlockBytes), Buffer.allocUnsafe(digestBlockBytes)] as const;
  const handle = await opened(path);
  try {
    const total = (await handle.stat()).size;
    let done = 0;
    let ahead = fill(handle, buffers[0], 0);
    for (let n = 0; ; n++) {
      signal.throwIfAborted();
      const block = await ahead;
      if (block.length === 0) return done;
      ahead = fill(handle, n % 2 === 0 ? buffers[1] : buffers[0], done + block.length);
      ahead.catch(() => undefined); // awaited in the next round, unless this one throws
      onBlock(crcOf(hasher, block), block.length);
      done += block.length;
      onProgress({ done, total: Math.max(done, total) });
    }
  } catch (error) {
    throw fileFailure(path, error);
  } finally {
    await handle.close();
  }
}

/** Fills the buffer, or what of it the file still has. */
async function fill(handle: FileHandle, buffer: Buffer, position: number): Promise<Buffer> {
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, position + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}

function crcOf(hasher: Crc64, bytes: Uint8Array): bigint {
  hasher.init();
  hasher.update(bytes);
  return hasher.value();
}

/** Head (mark, length, whole CRC-64, block size), the blocks' CRC-64s, and the CRC-64 of all that; little-endian. */
export async function saveDigest(path: string, digest: FileDigest): Promise<void> {
  const bytes = Buffer.alloc(headBytes + digest.blocks.length * 8 + 8);
  bytes.write(magic, 'latin1');
  bytes.writeBigUInt64LE(BigInt(digest.bytes), 8);
  bytes.writeBigUInt64LE(digest.crc64, 16);
  bytes.writeBigUInt64LE(BigInt(digest.blockBytes), 24);
  digest.blocks.forEach((crc, index) => bytes.writeBigUInt64LE(crc, headBytes + index * 8));
  const end = bytes.length - 8;
  bytes.writeBigUInt64LE(crcOf(await newCrc64(), bytes.subarray(0, end)), end);
  await writeFileAtomic(path, bytes);
}

/** What `saveDigest` wrote. Fails with `program.record-unreadable` when it is not all there, `machine.file-failed`. */
export async function loadDigest(path: string): Promise<FileDigest> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw fileFailure(path, error);
  });
  const unreadable = (reason: Said): Failure => new Failure('program.record-unreadable', { file: path, reason });
  const end = bytes.length - 8;
  if (end < headBytes || end % 8 !== 0 || bytes.toString('latin1', 0, 8) !== magic) throw unreadable(say('no-digest'));
  if (crcOf(await newCrc64(), bytes.subarray(0, end)) !== bytes.readBigUInt64LE(end))
    throw unreadable(say('digest-damaged'));
  const blocks = BigUint64Array.from({ length: (end - headBytes) / 8 }, (_, index) =>
    bytes.readBigUInt64LE(headBytes + index * 8),
  );
  const size = Number(bytes.readBigUInt64LE(8));
  if (Number(bytes.readBigUInt64LE(24)) !== digestBlockBytes || Math.ceil(size / digestBlockBytes) !== blocks.length) {
    throw unreadable(say('digest-of-another-kind'));
  }
  return { bytes: size, crc64: bytes.readBigUInt64LE(16), blockBytes: digestBlockBytes, blocks };
}

async function opened(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    throw fileFailure(path, error);
  }
}
