/** Unpacks a wrapped disk into a folder: as a stream, with holes kept, watched for room, and whole or not there at all. */
import { constants } from 'node:fs';
import { link, mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { Readable, Transform, type Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { Failure } from '../../../contract/failure-error.ts';
import { syncFolder } from '../base/atomic-file.ts';
import { newHandle } from '../base/ids.ts';
import { readZip } from './packages/zip.ts';
import { sniff } from './sniff.ts';
import { corrupt, withSourceFile, type SourceFile } from './source-file.ts';
import { freeBytes, partialSuffix, roomKeptBytes, type FreeBytes } from './staging.ts';
import { packers, type Packer } from './packers.ts';
import { withWrapped } from './wrapped.ts';

export interface UnpackRequest {
  readonly path: string;
  /** A disk within a package that is packed there. */
  readonly member?: string | undefined;
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Bytes of the packed file read, of `total`. */
  readonly onProgress: (progress: { done: number; total: number; writtenBytes: number }) => void;
  readonly free?: FreeBytes;
}

const pieceBytes = 2 ** 20;
/** Zeros of this length become a hole. */
const holeBytes = 65_536;
const roomEveryBytes = 64 * 2 ** 20;

interface Packed {
  readonly name: string;
  readonly offset: number;
  readonly bytes: number;
  readonly decoder: Duplex | undefined;
  /** What the packer says came in; absent where it says nothing. */
  readonly expect?: { bytes: number; crc32: number };
}

/**
 * Resolves to the unpacked file. Fails with `source.wrapped` where it takes another program, `source.corrupt`,
 * `machine.staging-full`, `machine.folder-unwritable`, or the signal's reason; then nothing is left.
 */
export async function unpackDisk(request: UnpackRequest): Promise<{ path: string; bytes: number }> {
  const { path, member, folder, signal } = request;
  const { real, packed } = await withWrapped(path, member, signal, async (file) => {
    const found = await packedIn(file);
    return { real: file.path, packed: { ...found, offset: found.offset + (file.startsAt ?? 0) } };
  });
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw folderFailure(folder, error);
  });
  const partial = join(folder, `${newHandle()}${partialSuffix}`);
  try {
    const bytes = await unpackInto(partial, real, packed, request);
    return { path: await nameIt(partial, folder, packed.name), bytes };
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

async function packedIn(file: SourceFile): Promise<Packed> {
  const { by, endings, decoder } = await packerOf(file);
  if (by === 'zip') {
    const entry = await readZip(file);
    return {
      name: basename(entry.name.replaceAll('\\', '/')),
      offset: entry.offset,
      bytes: entry.packedBytes,
      decoder: entry.method === 'stored' ? undefined : decoder?.(),
      expect: { bytes: entry.bytes, crc32: entry.crc32 },
    };
  }
  const name = file.name.replace(new RegExp(`\\.(${endings.join('|')})$`, 'i'), '');
  const renamed = name === file.name ? `${name}.unpacked` : name;
  return { name: renamed, offset: 0, bytes: file.bytes, decoder: decoder?.() };
}

async function packerOf(file: SourceFile): Promise<Packer> {
  try {
    await sniff(file);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'source.wrapped') throw error;
    const { wrapper } = error.facts as { wrapper: string };
    const packer = packers.find(({ by, decoder }) => by === wrapper && decoder !== undefined);
    if (packer !== undefined) return packer;
    throw error;
  }
  throw new Failure('asked.not-now', { reason: 'not-packed' });
}

async function unpackInto(partial: string, path: string, packed: Packed, request: UnpackRequest): Promise<number> {
  const { signal, onProgress, folder, free = freeBytes } = request;
  const output = await open(partial, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600).catch(
    (error: unknown) => {
      throw folderFailure(folder, error);
    },
  );
  try {
    const sink = sparseSink(output, path, packed.expect?.bytes, async (written) => {
      if ((await free(folder)) < roomKeptBytes) throw await full(folder, written, free);
    });
    const source = Readable.from(
      pieces(path, packed, signal, (done) => onProgress({ done, total: packed.bytes, writtenBytes: sink.written() })),
      { objectMode: false, highWaterMark: pieceBytes },
    );
    if (packed.decoder === undefined) await pipeline(source, sink.stream, { signal });
    else await pipeline(source, packed.decoder, sink.stream, { signal });
    await output.truncate(sink.written());
    await output.sync();
    const { expect } = packed;
    if (expect !== undefined && (sink.written() !== expect.bytes || sink.crc32() !== expect.crc32)) {
      throw corrupt({ path }, 'packed-differs');
    }
    onProgress({ done: packed.bytes, total: packed.bytes, writtenBytes: sink.written() });
    return sink.written();
  } catch (error) {
    signal.throwIfAborted();
    throw await unpackFailure(error, path, folder, free);
  } finally {
    await output.close();
  }
}

async function* pieces(
  path: string,
  { offset, bytes }: Packed,
  signal: AbortSignal,
  onRead: (done: number) => void,
): AsyncGenerator<Buffer> {
  for (let done = 0; done < bytes;) {
    const length = Math.min(pieceBytes, bytes - done);
    // opened for each piece: the bound on what one reader reads is meant for tables
    yield await withSourceFile(path, signal, (file) => file.read(offset + done, length));
    done += length;
    onRead(done);
  }
}

interface Sink {
  readonly stream: Transform;
  written(): number;
  crc32(): number;
}

/** Writes what is not zero; refuses to go past `most` bytes, which the packer named. */
function sparseSink(
  output: FileHandle,
  path: string,
  most: number | undefined,
  checkRoom: (written: number) => Promise<void>,
): Sink {
  let written = 0;
  let sum = 0;
  let checkedAt = 0;
  const write = async (chunk: Buffer): Promise<void> => {
    if (most !== undefined && written + chunk.length > most) throw corrupt({ path }, 'packed-longer', most);
    sum = crc32(chunk, sum);
    for (let at = 0; at < chunk.length; at += holeBytes) {
      const part = chunk.subarray(at, at + holeBytes);
      if (part.some((byte) => byte !== 0)) await output.write(part, 0, part.length, written + at);
    }
    written += chunk.length;
    if (written - checkedAt < roomEveryBytes) return;
    checkedAt = written;
    await checkRoom(written);
  };
  const stream = new Transform({
    transform(chunk: Buffer, _, done) {
      write(chunk).then(() => done(), done);
    },
  });
  stream.resume();
  return { stream, written: () => written, crc32: () => sum };
}

/** A name that is free; never over a file that is there. */
async function nameIt(partial: string, folder: string, wish: string): Promise<string> {
  const name = wish.replace(/[/\\\0]/g, '_').slice(-200) || 'disk';
  const ending = extname(name);
  for (let n = 1; ; n++) {
    const path = join(folder, n === 1 ? name : `${name.slice(0, name.length - ending.length)}-${n}${ending}`);
    const taken = await claim(partial, path);
    if (taken) continue;
    await syncFolder(folder);
    return path;
  }
}

async function claim(partial: string, path: string): Promise<boolean> {
  try {
    await link(partial, path); // unlike a rename, fails when the name is taken
    await rm(partial);
    return false;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return true;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
  }
  // a file system without links: claim the name with an empty file first
  try {
    await (await open(path, 'wx')).close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return true;
    throw error;
  }
  await rename(partial, path);
  return false;
}

async function unpackFailure(error: unknown, path: string, folder: string, free: FreeBytes): Promise<unknown> {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC') return full(folder, 0, free);
  if (typeof code === 'string' && /^(Z_|ZSTD_|ERR_ZLIB|ERR_ZSTD)/.test(code)) {
    return corrupt({ path }, 'cannot-be-unpacked');
  }
  return error;
}

const full = async (folder: string, written: number, free: FreeBytes): Promise<Failure> =>
  new Failure('machine.staging-full', {
    folder,
    neededBytes: written + roomKeptBytes,
    freeBytes: await free(folder),
  });

function folderFailure(folder: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) return error;
  return new Failure('machine.folder-unwritable', { folder, reason: code }, { cause: error });
}
