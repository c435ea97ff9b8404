/** Decides whether source files are still the ones that were inspected, from size, time and a few samples of each. */
import { say, type Said } from '../../../contract/said.ts';
import { createHash } from 'node:crypto';
import { open, readdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from '../../../contract/schema.ts';
import { Failure } from '../../../contract/failure-error.ts';
import { sourceFailure } from './source-file.ts';

const sampleBytes = 65_536;
const samplesPerFile = 16;

/** As kept in a checkpoint. `modified` is nanoseconds since the epoch. */
export const fingerprint = z.strictObject({
  files: z.array(
    z.strictObject({
      path: z.string(),
      bytes: z.number().nonnegative(),
      modified: z.string().regex(/^\d+$/),
      samples: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});
export type Fingerprint = z.infer<typeof fingerprint>;
type FilePrint = Fingerprint['files'][number];

/** Reads at most 1 MiB of each file. Fails with `source.missing`, `.share-gone` or `.unreadable`. */
export async function takeFingerprint(files: readonly string[]): Promise<Fingerprint> {
  return { files: await Promise.all(files.map(printOf)) };
}

/** Tells states of a disk apart without reading it: by the size and time of its files, wherever they lie. */
export async function stampOf(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of files) {
    const { size, mtimeNs } = await stat(path, { bigint: true });
    hash.update(`${size} ${mtimeNs}\n`);
  }
  return hash.digest('hex').slice(0, 32);
}

/** Fails with `source.changed`, naming the file and what changed; `source.missing` and `.unreadable` as above. */
export async function assertUnchanged(before: Fingerprint): Promise<void> {
  for (const then of before.files) {
    const now = await printOf(then.path);
    const detail = difference(then, now);
    if (detail !== undefined) throw new Failure('source.changed', { file: then.path, detail });
  }
}

function difference(then: FilePrint, now: FilePrint): Said | undefined {
  if (then.bytes !== now.bytes) return say('size-was', `${then.bytes} → ${now.bytes}`);
  if (then.samples !== now.samples) return say('content-other');
  return then.modified === now.modified ? undefined : say('written-to');
}

async function printOf(path: string): Promise<FilePrint> {
  try {
    const stats = await stat(path, { bigint: true });
    const bytes = Number(stats.size);
    return { path, bytes, modified: String(stats.mtimeNs), samples: await samples(path, bytes) };
  } catch (error) {
    const failure = sourceFailure(path, error);
    if (failure instanceof Failure && failure.code === 'source.missing' && (await folderIsGone(path)))
      throw new Failure('source.share-gone', { file: path, reason: say('folder-gone') }, { cause: error });
    throw failure;
  }
}

/** An unmounted share leaves no folder, or an empty one; a file that was deleted leaves its neighbours. */
async function folderIsGone(path: string): Promise<boolean> {
  try {
    return (await readdir(dirname(path))).length === 0;
  } catch {
    return true; // not to be listed any more, whatever the reason
  }
}

/** Hash of pieces from the first to the last byte, evenly spread. */
async function samples(path: string, bytes: number): Promise<string> {
  const hash = createHash('sha256');
  const piece = Buffer.alloc(sampleBytes);
  const handle = await open(path, 'r');
  try {
    const last = Math.max(0, bytes - sampleBytes);
    for (let n = 0; n < samplesPerFile; n++) {
      const { bytesRead } = await handle.read(piece, 0, sampleBytes, Math.floor((last * n) / (samplesPerFile - 1)));
      hash.update(piece.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}
