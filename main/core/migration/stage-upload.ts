/** upload: sends each converted disk to its object, part by part, resumable after anything, and proves what arrived. */
import { rm } from 'node:fs/promises';
import { Failure, failedWith } from '../../../contract/failure-error.ts';
import type { Existing } from '../base/part-store.ts';
import type { ObjectStore } from '../cloud/cloud.ts';
import { abandonUpload, upload } from '../transfer/upload.ts';
import { assertReadable, assertRegion, assertUnencrypted } from './bucket-fit.ts';
import { openUploadable, type UploadableDisk } from './planned-upload.ts';
import { stillThere, storeOf } from './object-proof.ts';
import { journalPath, type ConvertedDisk } from './record.ts';
import { objectKey } from './object-key.ts';
import type { Stage, StageContext } from './stage.ts';

/** How often the hours for uploads are checked. */
const lookMs = 5_000;

export const uploadStage: Stage = {
  name: 'upload',
  eases: true,

  async run(context) {
    const objects = [...(context.checkpoints.upload?.objects ?? [])];
    if (objects.length < context.plan.disks.length) await assertBucket(context);
    for (const [index, disk] of (context.checkpoints.convert?.disks ?? []).entries()) {
      if (objects[index] !== undefined) continue;
      const key = objectKey(context.plan, index);
      const sent = await withinHours(context, (signal) => uploadOne(context, disk, index, key, signal)).catch(
        (error: unknown) => dropDamaged(disk, error),
      );
      objects[index] = {
        bucket: context.plan.target.bucket,
        key,
        bytes: sent.bytes,
        crc64: sent.crc64.toString(),
        ...(sent.provenBy === undefined ? {} : { provenBy: sent.provenBy }),
      };
      await context.save({ upload: { ...context.checkpoints.upload, objects } });
    }
    return 'done';
  },

  /** Objects that are gone, or are not what was uploaded, are no longer counted: they are uploaded again. */
  async stillHolds(context) {
    const { upload, import: imported } = context.checkpoints;
    if (upload === undefined || imported?.proven === true || imported?.objectsRemoved === true) return true;
    const whole = await stillThere(context);
    if (whole === upload.objects.length) return true;
    await context.save({ upload: { ...upload, objects: upload.objects.slice(0, whole) } });
    return false;
  },

  async undo(context) {
    const cloud = await context.tools.cloud();
    const { region, bucket, endpoint } = context.plan.target;
    for (const index of context.plan.disks.keys()) {
      await abandonUpload({
        target: { store: cloud.objects(region, bucket, { endpoint }), key: objectKey(context.plan, index) },
        journalPath: journalPath(context.folder, index),
      });
    }
  },
};

/** A converted disk that has changed is removed, so that the next try converts it anew; the source never is. */
async function dropDamaged({ inPlace, path, digestPath }: ConvertedDisk, error: unknown): Promise<never> {
  if (inPlace !== true && failedWith(error, 'machine.converted-damaged')) {
    await rm(path, { force: true });
    await rm(digestPath, { force: true });
  }
  throw error;
}

/** Fails before anything is sent to a bucket from which nothing can be imported. */
async function assertBucket({ plan: { target }, tools, signal }: StageContext): Promise<void> {
  const { region, bucket, endpoint } = target;
  try {
    const facts = await (await tools.cloud()).objects(region, bucket, { endpoint }).bucket(signal);
    assertRegion(target, facts);
    assertUnencrypted(target, facts);
    assertReadable(target, facts);
  } catch (error) {
    // without the right to look at the bucket, writing to it may still be allowed
    if (!failedWith(error, 'account.forbidden')) throw error;
  }
}

/**
 * Pre-flight may be long ago: only what this migration wrote, and an object of ours that was there when its upload was first
 * begun, may be replaced; what was put there since is not, however often the upload is tried again.
 */
async function mayReplace(
  context: StageContext,
  store: ObjectStore,
  key: string,
  index: number,
  crc64: string | undefined,
): Promise<Existing> {
  const there = await store.head(key, context.signal);
  const saved = context.checkpoints.upload ?? { objects: [] };
  const found = [...(saved.found ?? [])];
  if (found[index] === undefined) {
    found[index] = there?.etag ?? '';
    await context.save({ upload: { ...saved, found } });
  }
  if (there === undefined) return 'kept';
  const mine = there.owner === context.id;
  const known = there.ours && there.etag === found[index];
  if (mine || known) return 'replaced';
  if (there.crc64 !== crc64) throw new Failure('cloud.object-exists', { bucket: store.bucketName, key });
  return 'kept'; // it is what would be sent
}

/** Ends with `asked.outside-hours` when it may not run now, or no longer. */
async function withinHours<T>({ tools, signal }: StageContext, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const over = new AbortController();
  const look = (): void => {
    const closed = tools.transfers.closed();
    if (closed !== undefined) over.abort(closed);
  };
  look();
  const watch = setInterval(look, lookMs);
  try {
    return await work(AbortSignal.any([signal, over.signal]));
  } finally {
    clearInterval(watch);
  }
}

async function uploadOne(context: StageContext, disk: ConvertedDisk, index: number, key: string, signal: AbortSignal) {
  signal.throwIfAborted();
  context.easing.throwIfAborted();
  const opened = await openUploadable(context, disk, index);
  try {
    return await send(context, opened, index, key, signal);
  } finally {
    await opened.close();
  }
}

async function send(context: StageContext, opened: UploadableDisk, index: number, key: string, given: AbortSignal) {
  const { log, report, tools } = context;
  const { account, region, bucket, endpoint } = context.plan.target;
  const { line, throttle, speeds, begun } = tools.transfers;
  const { source } = opened;
  const signal = AbortSignal.any([given, opened.wrong]);
  const cloud = await tools.cloud();
  const crc64 = source.expectedCrc64({ start: 0, length: source.byteLength })?.toString();
  const existing = await mayReplace(context, await storeOf(context), key, index, crc64);
  let saidAheadMs = 0;
  log.write('info', 'upload started', { key, bytes: source.byteLength });
  const sent = await upload({
    source,
    target: { store: await storeOf(context, true), key, existing },
    journalPath: journalPath(context.folder, index),
    line,
    throttle,
    knownBytesPerSecond: speeds.get(region),
    clock: tools.clock,
    log,
    signal,
    easing: context.easing,
    beforeComplete: opened.proven,
    onBegun: (uploadId) =>
      begun.note({ account, region, bucket, key, uploadId, ...(endpoint === undefined ? {} : { endpoint }) }),
    onProgress(progress) {
      const aheadMs = cloud.clockAheadMs();
      if (aheadMs !== saidAheadMs)
        log.write('warn', 'this machine’s clock differs from the cloud’s; signatures allow for it', {
          aheadMs: (saidAheadMs = aheadMs),
        });
      report({ ...progress, disk: index, unit: 'bytes' });
    },
  });
  // under a cap the measured speed is the cap, not the network's
  if (sent.bytesPerSecond !== undefined && throttle.capBytesPerSecond === undefined)
    await speeds.set(region, sent.bytesPerSecond);
  log.write('info', 'object equals the converted disk', {
    key,
    bytes: sent.bytes,
    crc64: sent.crc64.toString(),
    provenBy: sent.provenBy ?? 'crc64',
    sentInVainBytes: sent.sentInVainBytes ?? 0,
  });
  return sent;
}
