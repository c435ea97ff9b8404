/**
 * Sends a part source to an object, resumes where an earlier run stopped, and ends only when the object is proven to be
 * the source: every part by its CRC-64 on the way out and in the answer, the whole by joining them.
 */
import { rm } from 'node:fs/promises';
import { Failure, failedWith } from '../../../contract/failure-error.ts';
import type { Clock } from '../base/clock.ts';
import type { Line } from '../base/line.ts';
import type { Log } from '../base/log.ts';
import { tryAgain, type RetryTable } from '../base/retry.ts';
import type { Throttle } from '../base/throttle.ts';
import { agreed, missingOf, wholeOf } from './acknowledged.ts';
import { alsoThere, findAdoptable } from './adopt.ts';
import { fixedPace, newPace, type Pace } from './pace.ts';
import { partRange, planParts } from './part-plan.ts';
import type { PartSource } from './part-source.ts';
import type { PartTarget, StoredObject, StoredPart } from '../base/part-store.ts';
import { sendParts } from './send-parts.ts';
import { openJournal, readJournal, startJournal, type JournalHeader, type JournalPart } from './upload-journal.ts';
import { uploadMeter, type UploadMeter, type UploadProgress } from './upload-meter.ts';

export interface UploadRequest {
  readonly source: PartSource;
  /** Each of its requests is tried once; trying again is decided here. */
  readonly target: PartTarget;
  /** Stays after success, so that a crash before the caller's own note costs nothing; the caller removes it. */
  readonly journalPath: string;
  readonly line: Line;
  readonly throttle: Throttle;
  /** The speed last measured: decides the size of the parts. */
  readonly knownBytesPerSecond?: number | undefined;
  /** Parts on their way at the same time; absent: as many as prove useful. */
  readonly concurrency?: number;
  readonly retry?: RetryTable;
  /** A part of which no byte has moved for so long is given up; absent: a minute, more on a slow network. */
  readonly quietMs?: number | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Ends the upload with its reason once the parts on their way have arrived; no new ones are sent. */
  readonly easing?: AbortSignal | undefined;
  readonly log: Log;
  readonly onProgress: (progress: UploadProgress) => void;
  /** Awaited when every part is there and before they become the object: what throws here leaves no object. */
  readonly beforeComplete?: (() => Promise<void>) | undefined;
  /** A multipart upload now exists in the bucket; awaited, so that the caller can save its id. */
  readonly onBegun?: (uploadId: string) => Promise<void>;
}

export interface Uploaded {
  readonly bytes: number;
  readonly crc64: bigint;
  /** The cloud answered no CRC-64: each part was proven by the MD5 in its ETag. */
  readonly provenBy?: 'md5';
  /** Over the end of the upload; undefined when it was too short to tell. */
  readonly bytesPerSecond?: number | undefined;
  /** Bytes that failed tries of this run had sent in vain. */
  readonly sentInVainBytes?: number | undefined;
}

/** Some ten minutes of an unstable network; after that the stage fails and can be resumed. */
const usualRetry: RetryTable = { tries: 8, firstWaitMs: 1_000, longestWaitMs: 60_000 };
const usualStart = 4;
/** How often parts missing from the service's list are sent again before something is plainly wrong. */
const rounds = 3;
/** How often an upload may be begun, when the service forgets it while it runs. */
const mostBeginnings = 3;

/** A request at work. */
interface Job extends UploadRequest {
  readonly meter: UploadMeter;
  pace: Pace | undefined;
}

interface Running {
  readonly header: JournalHeader;
  readonly parts: Map<number, JournalPart>;
}

/**
 * Safe to repeat after anything. Throws the signal's reason, `machine.converted-damaged`, `cloud.object-differs`,
 * `cloud.object-appeared`, `cloud.object-unfit`, and whatever the cloud refused with.
 */
export async function upload(request: UploadRequest): Promise<Uploaded> {
  const { source, clock, signal, throttle } = request;
  let partBytes = 0;
  const facts = () =>
    job.pace === undefined
      ? undefined
      : { atOnce: job.pace.atOnce, partBytes, capBytesPerSecond: throttle.capBytesPerSecond };
  const meter = uploadMeter(source.byteLength, clock, facts, request.onProgress);
  const job: Job = { ...request, meter, pace: undefined };
  try {
    signal.throwIfAborted();
    for (let beginning = 1; ; beginning++) {
      meter.enter('preparing-upload');
      const state = (await resumeOwn(job)) ?? (await adoptOther(job)) ?? (await startNew(job));
      if (!('header' in state)) return state;
      partBytes = state.header.partBytes;
      job.pace = paceFor(job, partBytes);
      meter.begin([...state.parts.values()].reduce((sum, { bytes }) => sum + bytes, 0));
      try {
        return await sendAndComplete(job, state, job.pace);
      } catch (error) {
        if (!failedWith(error, 'cloud.upload-gone') || beginning === mostBeginnings || signal.aborted) throw error;
        request.log.write('warn', 'the upload vanished while it ran', { uploadId: state.header.uploadId });
      }
    }
  } finally {
    meter.stop();
  }
}

function paceFor({ concurrency, throttle }: Job, partBytes: number): Pace {
  if (concurrency !== undefined) return fixedPace(concurrency);
  return newPace({ partBytes, startAt: usualStart, capBytesPerSecond: () => throttle.capBytesPerSecond });
}

/** Ends an upload for good: nothing of it stays in the cloud or in the journal's place. Safe to call twice. */
export async function abandonUpload(what: {
  readonly target: PartTarget;
  readonly journalPath: string;
}): Promise<void> {
  const { target, journalPath } = what;
  const journal = await readJournal(journalPath);
  if (journal !== undefined && isFor(journal.header, target)) {
    await target.store.abortUpload(target.key, journal.header.uploadId);
  }
  await rm(journalPath, { force: true });
}

/** What the journal and the cloud both have of an earlier run; undefined when there is nothing to resume. */
async function resumeOwn(request: Job): Promise<Running | Uploaded | undefined> {
  const { source, target, signal, log } = request;
  const journal = await readJournal(request.journalPath);
  if (journal === undefined) return undefined;
  const { header } = journal;
  if (!isFor(header, target)) return undefined;
  if (header.sourceMark !== source.mark || header.byteLength !== source.byteLength) {
    log.write('warn', 'upload started over', { because: 'the converted disk is another one' });
    await retried(request, () => target.store.abortUpload(target.key, header.uploadId, signal));
    return undefined;
  }
  let listed: StoredPart[];
  try {
    listed = await retried(request, () => target.store.listParts(target.key, header.uploadId, signal));
  } catch (error) {
    if (!failedWith(error, 'cloud.upload-gone')) throw error;
    // it was either completed and the answer lost, or removed
    const crc64 = wholeOf(journal.parts, header) ?? source.expectedCrc64({ start: 0, length: source.byteLength });
    const done = await objectIs(request, crc64);
    if (done === undefined) log.write('warn', 'upload started over', { because: 'the cloud no longer knows it' });
    else log.write('info', 'object was complete already', { key: target.key });
    return done;
  }
  const parts = agreed(journal.parts, listed, header);
  const unnoted = await alsoThere(source, header, parts, listed, signal);
  for (const part of unnoted) parts.set(part.partNumber, part);
  if (unnoted.length > 0) await startJournal(request.journalPath, header, parts.values());
  log.write('info', 'upload goes on', {
    parts: parts.size,
    listed: listed.length,
    uploadId: header.uploadId,
  });
  return { header, parts };
}

/** What another computer has sent of the same bytes. */
async function adoptOther(request: Job): Promise<Running | undefined> {
  const { source, target, signal, log } = request;
  const found = await retried(request, () => findAdoptable(source, target, signal)).catch((error: unknown) => {
    // adopting only saves time: an account without the right to list uploads starts a new one
    if (failedWith(error, 'account.forbidden') || failedWith(error, 'cloud.upload-gone')) return undefined;
    throw error;
  });
  if (found === undefined) return undefined;
  const { header, parts } = found;
  await startJournal(request.journalPath, header, parts.values());
  log.write('info', 'upload begun elsewhere goes on: its parts equal ours', {
    parts: parts.size,
    uploadId: header.uploadId,
  });
  await request.onBegun?.(header.uploadId);
  return found;
}

async function startNew(request: Job): Promise<Running | Uploaded> {
  const { source, target, signal, log } = request;
  const there = await objectIs(request, source.expectedCrc64({ start: 0, length: source.byteLength }));
  if (there !== undefined) {
    log.write('info', 'object was complete already', { key: target.key });
    return there;
  }
  const { partBytes, count } = planParts(source.byteLength, request.knownBytesPerSecond);
  signal.throwIfAborted();
  // not cut short by the signal: an upload whose id was never read could not be taken back
  const { uploadId, encrypted } = await retried(request, () => target.store.beginUpload(target.key));
  if (encrypted) {
    // the first answer shows what the bucket does, before anything is sent
    await retried(request, () => target.store.abortUpload(target.key, uploadId));
    throw unfit(target, { storageClass: 'Standard', encrypted });
  }
  const header: JournalHeader = {
    bucket: target.store.bucketName,
    key: target.key,
    uploadId,
    partBytes,
    byteLength: source.byteLength,
    sourceMark: source.mark,
  };
  await startJournal(request.journalPath, header);
  await request.onBegun?.(uploadId);
  log.write('info', 'upload begun', { parts: count, partBytes, uploadId });
  return { header, parts: new Map() };
}

async function sendAndComplete(request: Job, state: Running, pace: Pace): Promise<Uploaded> {
  const { source, target, signal, log, clock, meter, line, throttle } = request;
  const { header, parts } = state;
  const journal = await openJournal(request.journalPath);
  try {
    for (let round = 1; ; round++) {
      meter.enter('uploading');
      await sendParts({
        source,
        target,
        header,
        missing: missingOf(parts, header),
        pace,
        line,
        throttle,
        retry: request.retry ?? usualRetry,
        quietMs: request.quietMs,
        clock,
        signal,
        easing: request.easing,
        log,
        meter,
        async onPart(part) {
          await journal.append(part);
          parts.set(part.partNumber, part);
        },
      });
      meter.enter('finishing-upload');
      const whole = wholeOf(parts, header);
      if (whole === undefined) throw new Failure('program.bug', { detail: 'a part was neither sent nor missing' });
      await request.beforeComplete?.();
      await refuseDamage(request, state, whole);
      const listed = await completeOnce(request, state, whole);
      if (listed === 'complete') {
        meter.enter('checking-object');
        const measured = { bytesPerSecond: pace.bytesPerSecond(), sentInVainBytes: meter.inVainBytes() };
        return { ...(await prove(request, whole)), ...measured };
      }
      for (const number of [...parts.keys()]) if (!listed.has(number)) parts.delete(number);
      if (round === rounds) throw new Failure('cloud.upload-gone', { bucket: header.bucket, key: header.key });
      log.write('warn', 'parts missing in the cloud', { parts: missingOf(parts, header).length });
    }
  } finally {
    await journal.close();
  }
}

/**
 * What is to be expected may be known only now, and of small parts never: damage then shows in the whole. The first part that
 * differs is told, where parts can be told apart.
 */
async function refuseDamage(request: Job, { header, parts }: Running, whole: bigint): Promise<void> {
  const { source, target } = request;
  const all = { start: 0, length: source.byteLength };
  const expected = source.expectedCrc64(all);
  if (expected === undefined || expected === whole) return;
  await abandonUpload({ target, journalPath: request.journalPath });
  const wrong = [...parts.values()]
    .map(({ partNumber, crc64 }) => ({ range: partRange(header.partBytes, header.byteLength, partNumber), crc64 }))
    .sort((one, other) => one.range.start - other.range.start)
    .find(({ range, crc64 }) => crc64 !== String(source.expectedCrc64(range) ?? crc64));
  throw source.damaged(wrong?.range ?? all);
}

/** Completes when the cloud lists exactly what was sent; otherwise the parts it does agree on. */
async function completeOnce(
  request: Job,
  { header, parts }: Running,
  whole: bigint,
): Promise<'complete' | Map<number, JournalPart>> {
  const { target, signal, log } = request;
  const { store, key, existing = 'kept' } = target;
  try {
    const listed = await retried(request, () => store.listParts(key, header.uploadId, signal));
    const kept = agreed(parts, listed, header);
    if (kept.size < parts.size) return kept;
    const ordered = [...parts.values()].sort((a, b) => a.partNumber - b.partNumber);
    await retried(request, () => store.completeUpload(key, header.uploadId, ordered, existing, signal));
  } catch (error) {
    // after a lost answer the next try finds the upload gone or our own object in its place: compare that object
    const inTheWay = failedWith(error, 'cloud.object-exists');
    if (!inTheWay && !failedWith(error, 'cloud.upload-gone')) throw error;
    if ((await objectIs(request, whole)) === undefined)
      throw inTheWay ? new Failure('cloud.object-appeared', { bucket: header.bucket, key }) : error;
    log.write('warn', 'answer to the end of the upload was lost', { key });
  }
  return 'complete';
}

async function prove(request: Job, whole: bigint): Promise<Uploaded> {
  const { store, key } = request.target;
  const found = await retried(request, () => store.head(key, request.signal));
  if (found?.bytes === request.source.byteLength && ['', String(whole)].includes(found.crc64)) {
    const { bytes } = fit(found, request.target);
    // each of its parts was: the cloud lists them with the ETags that were compared when they were sent
    return { bytes, crc64: whole, ...(found.crc64 === '' ? { provenBy: 'md5' } : {}) };
  }
  throw new Failure('cloud.object-differs', {
    bucket: store.bucketName,
    key,
    expectedCrc64: String(whole),
    foundCrc64: found?.crc64 ?? '',
  });
}

/** The object, when it is there with the source's size and this very CRC-64. */
async function objectIs(request: Job, crc64: bigint | undefined): Promise<Uploaded | undefined> {
  if (crc64 === undefined) return undefined;
  const found = await retried(request, () => request.target.store.head(request.target.key, request.signal));
  if (found?.bytes !== request.source.byteLength || found.crc64 !== String(crc64)) return undefined;
  return { bytes: fit(found, request.target).bytes, crc64 };
}

/** ImportImage takes no encrypted object, and none that must be restored first. */
function fit(found: StoredObject, target: PartTarget): StoredObject {
  if (!found.encrypted && !/archive/i.test(found.storageClass)) return found;
  throw unfit(target, found);
}

const unfit = (
  { store, key }: PartTarget,
  { storageClass, encrypted }: Pick<StoredObject, 'storageClass' | 'encrypted'>,
): Failure =>
  new Failure('cloud.object-unfit', {
    bucket: store.bucketName,
    key,
    storageClass,
    encrypted: encrypted ? 'yes' : 'no',
  });

/** Control calls are tried again here and nowhere else. */
function retried<T>(request: Job, call: () => Promise<T>): Promise<T> {
  return tryAgain(call, {
    table: request.retry ?? usualRetry,
    clock: request.clock,
    signal: request.signal,
    onRetry(failure, failedTries, waitMs) {
      request.log.write('warn', 'asked the cloud again', { try: failedTries, failure: failure.code, waitMs });
      request.meter.retried({ failedTries, failure: failure.view(), waitMs });
    },
  });
}

const isFor = (header: JournalHeader, target: PartTarget): boolean =>
  header.bucket === target.store.bucketName && header.key === target.key;
