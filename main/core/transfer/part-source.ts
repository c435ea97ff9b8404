/** Where parts come from: an interface that knows neither files nor clouds, and the file behind it today. */
import { open } from 'node:fs/promises';
import { Failure } from '../../../contract/failure-error.ts';
import { crc64Combine, crc64OfZeros, emptyCrc64 } from '../base/crc64.ts';
import { fileFailure } from '../base/file-failure.ts';
import type { ByteRange } from './part-plan.ts';

export interface PartSource {
  /** For naming it in a failure. */
  readonly name: string;
  readonly byteLength: number;
  /** The same for the same bytes; another means that an upload begun earlier is of something else. */
  readonly mark: string;
  /** A fresh pass for each call, in bounded chunks; a chunk is done with when the next is asked for. */
  read(range: ByteRange, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** What the range must have, when that is known: another value is damage on this machine. */
  expectedCrc64(range: ByteRange): bigint | undefined;
  /** The range is known to be nothing but zeros: it need not be read. Absent: nothing is known. */
  isZero?(range: ByteRange): boolean;
  /** Why the upload ends when the range is not what was expected. */
  damaged(range: ByteRange): Failure;
}

/** CRC-64 of a file, whole and by block, the last block shorter. */
export interface BlockDigest {
  readonly bytes: number;
  readonly crc64: bigint;
  readonly blockBytes: number;
  readonly blocks: ArrayLike<bigint>;
}

const chunkBytes = 262_144;

/** The file as it was when it was digested. Reading fails with `machine.file-failed` when the file system refuses. */
export function filePartSource(path: string, digest: BlockDigest): PartSource {
  const zeroBlock = crc64OfZeros(digest.blockBytes);
  return {
    name: path,
    byteLength: digest.bytes,
    mark: `crc64:${digest.crc64}`,
    read: (range, signal) => readFile(path, range, signal),
    expectedCrc64: expectedBy(digest),
    // what was digested as zeros is sent as zeros, whatever became of the file since; a shorter last block is read
    isZero({ start, length }) {
      const { blockBytes, blocks } = digest;
      if (start % blockBytes !== 0 || length % blockBytes !== 0) return false;
      for (let at = start; at < start + length; at += blockBytes)
        if (blocks[at / blockBytes] !== zeroBlock) return false;
      return true;
    },
    damaged: ({ start, length }) =>
      new Failure('machine.converted-damaged', { file: path, offsetBytes: start, lengthBytes: length }),
  };
}

/** What a digest says of a range: known where whole blocks make it up. */
export function expectedBy(digest: BlockDigest): PartSource['expectedCrc64'] {
  return (range) => {
    const { blockBytes, bytes, blocks } = digest;
    const end = range.start + range.length;
    if (range.start === 0 && end === bytes) return digest.crc64;
    if (range.start % blockBytes !== 0 || (end % blockBytes !== 0 && end !== bytes)) return undefined;
    let crc = emptyCrc64;
    for (let start = range.start; start < end; start += blockBytes) {
      const block = blocks[start / blockBytes];
      if (block === undefined) return undefined;
      crc = crc64Combine(crc, block, Math.min(blockBytes, bytes - start));
    }
    return crc;
  };
}

/** Reads one chunk ahead, into two buffers by turns. Ends early where the file does. */
async function* readFile(path: string, range: ByteRange, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r').catch((error: unknown) => refused(path, error));
  const size = Math.min(chunkBytes, range.length);
  const buffers = [Buffer.allocUnsafe(size), Buffer.allocUnsafe(size)] as const;
  const end = range.start + range.length;
  const fetch = async (position: number, buffer: Buffer): Promise<Uint8Array> => {
    const { bytesRead } = await file.read(buffer, 0, Math.min(size, end - position), position);
    return buffer.subarray(0, bytesRead);
  };
  const early = (position: number, buffer: Buffer): Promise<Uint8Array> => {
    const reading = fetch(position, buffer);
    reading.catch(() => undefined); // told where it is awaited, which may be later or never
    return reading;
  };
  let ahead = early(range.start, buffers[0]);
  try {
    for (let position = range.start, turn = 1; position < end; turn++) {
      const chunk = await ahead.catch((error: unknown) => refused(path, error));
      signal.throwIfAborted();
      if (chunk.byteLength === 0) return;
      position += chunk.byteLength;
      if (position < end) ahead = early(position, buffers[turn % 2 === 0 ? 0 : 1]);
      yield chunk;
    }
  } finally {
    await ahead.catch(() => undefined); // it must not outlive the file
    await file.close();
  }
}

function refused(path: string, error: unknown): never {
  throw fileFailure(path, error);
}
