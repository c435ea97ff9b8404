/** Opens source files for reading only: regular files and nothing else, every read bounded and counted. */
import { say, type Damage, type Said } from '../../../contract/said.ts';
import { constants, type Stats } from 'node:fs';
import { open, realpath, stat, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { Failure } from '../../../contract/failure-error.ts';

/** Anything with bytes at offsets: a file, or the disk a file holds. */
export interface ByteReader {
  /** Exactly `length` bytes. */
  read(offset: number, length: number): Promise<Buffer>;
}

export interface SourceFile extends ByteReader {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  /** Where it starts in the file of that path; absent means at 0. */
  readonly startsAt?: number;
}

/** No header or table is read in larger pieces; a length in a header never decides how much memory we take. */
export const longestReadBytes = 2 ** 20;
/** Tables of the largest disk a cloud takes need less; more is an attack or damage. */
const mostReadBytes = 2 ** 30;

/**
 * The file a chosen path leads to, symbolic links resolved.
 * Fails with `source.missing`, `.not-a-file`, `.unreadable` or `.empty`.
 */
export async function resolveSource(path: string): Promise<string> {
  try {
    const real = await realpath(path);
    assertRegular(path, await stat(real));
    return real;
  } catch (error) {
    throw sourceFailure(path, error);
  }
}

/** Runs `use` with the file open. Fails as `resolveSource` does, and with `source.truncated` for reads past its end. */
export async function withSourceFile<T>(
  path: string,
  signal: AbortSignal | undefined,
  use: (file: SourceFile) => Promise<T>,
): Promise<T> {
  const handle = await openRegular(path);
  try {
    const { size } = await handle.stat();
    return await use(reader(path, size, handle, signal));
  } finally {
    await handle.close();
  }
}

async function openRegular(path: string): Promise<FileHandle> {
  try {
    // without O_NONBLOCK, opening a named pipe that took the file's place would wait for ever; Windows has neither
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      assertRegular(path, await handle.stat());
    } catch (error) {
      await handle.close();
      throw error;
    }
    return handle;
  } catch (error) {
    throw sourceFailure(path, error);
  }
}

function reader(path: string, bytes: number, handle: FileHandle, signal?: AbortSignal): SourceFile {
  const name = basename(path);
  let readSoFar = 0;
  return {
    path,
    name,
    bytes,
    async read(offset, length) {
      signal?.throwIfAborted();
      if (!Number.isSafeInteger(offset) || offset < 0 || length > longestReadBytes) {
        throw corrupt({ path }, 'asks-for', length, offset);
      }
      if (offset + length > bytes) throw truncated(path, name, offset + length, bytes);
      readSoFar += length;
      if (readSoFar > mostReadBytes) {
        throw corrupt({ path }, 'tables-too-large');
      }
      const buffer = Buffer.alloc(length);
      for (let done = 0; done < length;) {
        const { bytesRead } = await handle.read(buffer, done, length - done, offset + done).catch((error) => {
          throw sourceFailure(path, error);
        });
        if (bytesRead === 0) throw truncated(path, name, offset + length, offset + done);
        done += bytesRead;
      }
      return buffer;
    },
  };
}

/** A part of a file as a file of its own; `path` stays that of the whole. */
export function partOf(whole: SourceFile, part: { name: string; offset: number; bytes: number }): SourceFile {
  const { name, offset, bytes } = part;
  return {
    path: whole.path,
    name,
    bytes,
    startsAt: (whole.startsAt ?? 0) + offset,
    read(at, length) {
      if (at < 0 || at + length > bytes) return Promise.reject(truncated(whole.path, name, at + length, bytes));
      return whole.read(offset + at, length);
    },
  };
}

/** Reads a table in pieces; `bytesPerEntry` divides every piece. */
export async function* tablePieces(
  file: ByteReader,
  offset: number,
  length: number,
): AsyncGenerator<{ piece: Buffer; start: number }> {
  for (let start = 0; start < length; start += longestReadBytes) {
    yield { piece: await file.read(offset + start, Math.min(longestReadBytes, length - start)), start };
  }
}

/** The file contradicts itself. */
export const corrupt = (file: { path: string }, ...what: Damage): Failure =>
  new Failure('source.corrupt', { file: file.path, detail: say(...what) });

export const truncated = (file: string, extent: string, neededBytes: number, foundBytes: number): Failure =>
  new Failure('source.truncated', { file, extent, neededBytes, foundBytes });

/** A 64-bit little-endian number; one too large to be exact is damage. */
export function u64le(bytes: Buffer, offset: number, file: string): number {
  return exact(bytes.readUInt32LE(offset + 4), bytes.readUInt32LE(offset), file);
}

/** The same, big-endian. */
export function u64be(bytes: Buffer, offset: number, file: string): number {
  return exact(bytes.readUInt32BE(offset), bytes.readUInt32BE(offset + 4), file);
}

function exact(high: number, low: number, file: string): number {
  const value = high * 2 ** 32 + low;
  if (Number.isSafeInteger(value)) return value;
  throw corrupt({ path: file }, 'impossible-number', value);
}

function assertRegular(path: string, stats: Stats): void {
  if (!stats.isFile()) throw new Failure('source.not-a-file', { file: path, found: kindOf(stats) });
  if (stats.size === 0) throw new Failure('source.empty', { file: path });
}

function kindOf(stats: Stats): Said {
  if (stats.isDirectory()) return say('folder');
  if (stats.isFIFO()) return say('pipe');
  if (stats.isSocket()) return say('socket');
  return stats.isBlockDevice() || stats.isCharacterDevice() ? say('device') : say('neither');
}

/** What systems say when the drive or share below a file went away. */
const goneCodes = new Set([
  'EIO', 'ESTALE', 'ENODEV', 'ENOTCONN', 'EHOSTDOWN', 'EHOSTUNREACH', 'ENETDOWN', 'ENETUNREACH', 'ENETRESET', 'ECONNRESET',
  'ECONNABORTED', 'ETIMEDOUT', 'EREMOTEIO', 'EPIPE',
]); // prettier-ignore

/** An error of the file system as a failure of the source; anything else as it is. */
export function sourceFailure(path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof Failure || code === undefined) return error;
  if (code === 'ENOENT' || code === 'ENOTDIR') return new Failure('source.missing', { file: path }, { cause: error });
  if (code === 'ENXIO') return new Failure('source.not-a-file', { file: path, found: say('socket') }, { cause: error });
  if (goneCodes.has(code)) return new Failure('source.share-gone', { file: path, reason: code }, { cause: error });
  // on Windows another program may keep a file to itself
  if (code === 'EBUSY' || code === 'ETXTBSY')
    return new Failure('source.in-use', { file: path, detail: say('locked') }, { cause: error });
  return new Failure('source.unreadable', { file: path, reason: code }, { cause: error });
}
