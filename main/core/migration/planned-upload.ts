/** A converted disk as the upload reads it: the file in staging, or one that is made from the source while it is sent. */
import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { TargetFormat } from '../../../contract/plan.ts';
import { Failure } from '../../../contract/failure-error.ts';
import { say } from '../../../contract/said.ts';
import type { BlockSource } from '../disk/block-source.ts';
import { openBlockSource } from '../disk/block/open-block-source.ts';
import { loadDigest, saveDigest, type FileDigest } from '../disk/digest.ts';
import { assertUnchanged } from '../disk/fingerprint.ts';
import { judgePlanned } from '../disk/planned/judge.ts';
import { mapDisk } from '../disk/planned/map-disk.ts';
import { isZeroRange, readPlanned, type PlannedFile } from '../disk/planned/planned-file.ts';
import { loadPlan, savePlan } from '../disk/planned/plan-record.ts';
import { planFile, plannerFor } from '../disk/planned/plan-target.ts';
import { expectedBy, filePartSource, type PartSource } from '../transfer/part-source.ts';
import type { ConvertedDisk, SourceDisk } from './record.ts';
import type { StageContext } from './stage.ts';

export interface UploadableDisk {
  readonly source: PartSource;
  /** Fires with the reason when what is being sent turned out to be wrong. */
  readonly wrong: AbortSignal;
  /** Resolves once all of it is known to be right; rejects with the same reason. */
  proven(): Promise<void>;
  close(): Promise<void>;
}

const chunkBytes = 524_288;

/** Plans the disk's file. Writes the plan, and nothing of the disk. */
export async function planOne(
  context: StageContext,
  source: SourceDisk,
  index: number,
): Promise<ConvertedDisk | undefined> {
  const { plan, folder, tools, log, signal, report } = context;
  const { format, variant } = plan.target;
  const planner = plannerFor(format, variant);
  if (plan.staging !== 'none' || planner === undefined) return undefined;
  const qemu = await tools.qemu();
  await assertUnchanged(source.fingerprint);
  const disk = await openBlockSource(source, { qemu }, signal);
  try {
    const runs = await mapDisk({
      disk,
      inspected: source,
      unitBytes: planner.unitBytes,
      qemu,
      signal,
      onProgress: ({ done, total }) => report({ doing: 'measuring', disk: index, done, total, unit: 'bytes' }),
    });
    const planPath = join(folder, `plan-${index}`);
    const { sha256 } = await savePlan(planPath, runs);
    const bytes = planFile(planner, disk.size, runs).byteLength;
    log.write('info', 'converted on the way; nothing is staged', { file: source.path, format, bytes, plan: sha256 });
    return { path: source.path, digestPath: `${planPath}.crc64`, bytes, format, inPlace: true, planPath };
  } finally {
    await disk.close();
  }
}

/** Fails with `source.changed` when the source is not what was planned for, with `program.record-unreadable`. */
export async function openUploadable(
  context: StageContext,
  converted: ConvertedDisk,
  index: number,
): Promise<UploadableDisk> {
  const source = context.checkpoints.inspect?.disks[index];
  if (converted.planPath !== undefined && source !== undefined)
    return openPlanned(context, converted, converted.planPath, source, index);
  return {
    source: filePartSource(converted.path, await loadDigest(converted.digestPath)),
    wrong: new AbortController().signal,
    proven: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

async function openPlanned(
  context: StageContext,
  { digestPath, format }: ConvertedDisk,
  planPath: string,
  source: SourceDisk,
  index: number,
): Promise<UploadableDisk> {
  const { plan, tools, signal } = context;
  const planner = plannerFor(format, plan.target.variant);
  if (planner === undefined) throw new Failure('program.bug', { detail: `no plan for ${format}` });
  const { runs, sha256 } = await loadPlan(planPath);
  await assertUnchanged(source.fingerprint);
  const qemu = await tools.qemu();
  const disk = await openBlockSource(source, { qemu }, signal);
  const file = planFile(planner, disk.size, runs);
  const stop = new AbortController();
  const wrong = new AbortController();
  let digest = await judgedEarlier(digestPath);
  let seen: { done: number; total: number } | undefined;
  let isAwaited = false;
  const show = (): void => {
    if (isAwaited && seen !== undefined) context.report({ doing: 'comparing', disk: index, ...seen, unit: 'bytes' });
  };
  const judging =
    digest === undefined
      ? judge({
          context,
          disk,
          file,
          format,
          source,
          stop: stop.signal,
          onProgress: (now) => ((seen = now), show()),
        }).then(async (found) => {
          await saveDigest(digestPath, found);
          digest = found;
        })
      : Promise.resolve();
  judging.catch((error: unknown) => wrong.abort(error)); // told where it is awaited, too
  return {
    source: {
      name: source.path,
      byteLength: file.byteLength,
      mark: `plan:${createHash('sha256')
        .update(`${sha256} ${JSON.stringify(source.fingerprint)}`)
        .digest('hex')}`,
      read: (range, stopped) => readPlanned(file, disk, range, chunkBytes, stopped),
      expectedCrc64: (range) => (digest === undefined ? undefined : expectedBy(digest)(range)),
      isZero: (range) => isZeroRange(file, range),
      damaged: () => new Failure('source.changed', { file: source.path, detail: say('content-other') }),
    },
    wrong: wrong.signal,
    async proven() {
      isAwaited = true;
      show();
      await judging;
      await assertUnchanged(source.fingerprint);
    },
    async close() {
      stop.abort(new Error('the upload has ended'));
      await judging.catch(() => undefined);
      await disk.close();
    },
  };
}

/** qemu-img looks at the file through a reader of its own, beside the upload. */
async function judge(wish: {
  context: StageContext;
  disk: BlockSource;
  file: PlannedFile;
  format: TargetFormat;
  source: SourceDisk;
  stop: AbortSignal;
  onProgress: (progress: { done: number; total: number }) => void;
}): Promise<FileDigest> {
  const { context, disk, file, format, source, stop, onProgress } = wish;
  const { tools, log } = context;
  const digest = await judgePlanned({
    name: source.path,
    file,
    format,
    disk,
    source,
    qemu: await tools.qemu(),
    signal: stop,
    onProgress,
  });
  log.write('info', 'planned disk equals its source', { file: source.path, crc64: digest.crc64.toString() });
  return digest;
}

async function judgedEarlier(digestPath: string): Promise<FileDigest | undefined> {
  try {
    await access(digestPath);
  } catch {
    return undefined;
  }
  return loadDigest(digestPath);
}
