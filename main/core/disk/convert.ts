/** Converts a source disk with qemu-img; the converted disk gets its name only when it is whole and the source unchanged. */
import { open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { TargetFormat, TargetVariant } from '../../../contract/plan.ts';
import { Failure } from '../../../contract/failure-error.ts';
import { renamePatiently, syncFolder } from '../base/atomic-file.ts';
import { fileFailure } from '../base/file-failure.ts';
import { assertUnchanged, takeFingerprint, type Fingerprint } from './fingerprint.ts';
import { flushAsWritten } from './flush-as-written.ts';
import type { InspectedDisk } from './inspect.ts';
import { qemuFailure, runConvert, saysDiskFull, type Qemu } from './qemu.ts';
import { freeBytes, partialSuffix, roomKeptBytes, type FreeBytes } from './staging.ts';

export interface ConvertRequest {
  readonly disk: InspectedDisk;
  readonly format: TargetFormat;
  readonly variant?: TargetVariant | undefined;
  /** Absolute. While unfinished it carries `partialSuffix`. */
  readonly output: string;
  readonly qemu: Qemu;
  readonly signal: AbortSignal;
  /** Bytes of work, never falling; reaches `total` at the end. */
  readonly onProgress: (progress: { done: number; total: number }) => void;
  /** What the source must still be afterwards; absent means as it is now. */
  readonly fingerprint?: Fingerprint;
  /** Without progress or growth for this long, qemu-img is ended. */
  readonly quietLimitMs?: number;
  /** How often progress, growth and room are looked at. */
  readonly watchEveryMs?: number;
  readonly free?: FreeBytes;
}

const defaultQuietLimitMs = 5 * 60_000;

/**
 * Leaves the whole converted disk or nothing. Fails with `machine.convert-stalled`, `machine.staging-full`,
 * `machine.qemu-failed`, `machine.file-failed`, `source.changed`, `source.in-use`, or the signal's reason.
 */
export async function convertDisk(request: ConvertRequest): Promise<{ bytes: number }> {
  const partial = `${request.output}${partialSuffix}`;
  const before = request.fingerprint ?? (await takeFingerprint(request.disk.files));
  await rm(partial, { force: true });
  try {
    await convertInto(partial, request);
    await assertUnchanged(before);
    request.signal.throwIfAborted();
    const bytes = await sync(partial, request.free);
    await renamePatiently(partial, request.output);
    await syncFolder(dirname(request.output));
    return { bytes };
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

async function convertInto(partial: string, request: ConvertRequest): Promise<void> {
  const { disk, format, variant, qemu, signal, onProgress } = request;
  const folder = dirname(request.output);
  const total = Math.max(1, disk.report.storedSizeBytes);
  const stop = new AbortController();
  const watch = watchOver(partial, request, stop);
  const flushing = flushAsWritten(partial, async (error) =>
    stop.abort(await outputFailure(partial, error, request.free)),
  );
  let done = -1;
  const report = (fraction: number): void => {
    const now = Math.floor(fraction * total);
    if (now <= done) return;
    done = now;
    watch.moved();
    onProgress({ done, total });
  };
  try {
    const result = await runConvert(qemu, {
      source: disk.source,
      format,
      variant,
      output: partial,
      signal: AbortSignal.any([signal, stop.signal]),
      onFraction: report,
    });
    if (result.exitCode !== 0) {
      if (saysDiskFull(result)) throw await fullFailure(folder, request.free ?? freeBytes);
      // if the share went away or the source changed, that explains more than qemu-img's error
      await takeFingerprint(disk.files);
      throw qemuFailure('qemu-img convert', disk.source.path, result);
    }
    report(1);
    await flushing.end();
    stop.signal.throwIfAborted(); // the last flush may have failed when qemu-img had ended already
  } finally {
    watch.end();
    // not awaited: on a slow disk the flush may take long, and after a failure the file is deleted
    flushing.end().catch(() => undefined);
  }
}

/** Ends the conversion, with the failure as reason, when nothing moves or the room runs out. */
function watchOver(partial: string, request: ConvertRequest, stop: AbortController): { moved(): void; end(): void } {
  const { quietLimitMs = defaultQuietLimitMs, watchEveryMs = 1_000, free = freeBytes } = request;
  const folder = dirname(partial);
  let lastMove = performance.now();
  let lastSize = 0;
  let looking = false;
  const look = async (): Promise<void> => {
    const size = await sizeOnDisk(partial);
    if (size !== lastSize) lastMove = performance.now();
    lastSize = size;
    const quietMs = Math.round(performance.now() - lastMove);
    if (quietMs >= quietLimitMs) stop.abort(new Failure('machine.convert-stalled', { quietMs }));
    if ((await free(folder)) < roomKeptBytes) stop.abort(await fullFailure(folder, free));
  };
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    look()
      .catch((error: unknown) => stop.abort(Failure.from(error)))
      .finally(() => (looking = false));
  }, watchEveryMs);
  return { moved: () => (lastMove = performance.now()), end: () => clearInterval(timer) };
}

/** Length and blocks together: a RAW file has its full length from the start, and only its blocks grow. */
async function sizeOnDisk(path: string): Promise<number> {
  try {
    const { size, blocks } = await stat(path);
    return size + (blocks ?? 0) * 512;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

async function fullFailure(folder: string, free: FreeBytes): Promise<Failure> {
  return new Failure('machine.staging-full', {
    folder,
    neededBytes: roomKeptBytes,
    freeBytes: await free(folder),
  });
}

/** The file's length, once all of it is on the disk. */
async function sync(path: string, free?: FreeBytes): Promise<number> {
  try {
    const handle = await open(path, 'r+');
    try {
      await handle.sync();
      return (await handle.stat()).size;
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw await outputFailure(path, error, free);
  }
}

/** On a share the room may turn out to be gone only now, when what was written is really taken. */
async function outputFailure(path: string, error: unknown, free: FreeBytes = freeBytes): Promise<unknown> {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' ? fullFailure(dirname(path), free) : fileFailure(path, error);
}
