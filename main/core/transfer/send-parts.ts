/** Keeps a fitting number of parts on their way and sends each again while that can help. The first hard failure stops all. */
import type { Failure } from '../../../contract/failure-error.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import { newCrc64, type Crc64 } from '../base/crc64.ts';
import type { Clock } from '../base/clock.ts';
import type { HttpLimits } from '../base/http-send.ts';
import type { Line } from '../base/line.ts';
import type { Log } from '../base/log.ts';
import { waitAfterTry, type RetryTable } from '../base/retry.ts';
import type { Throttle } from '../base/throttle.ts';
import type { Pace } from './pace.ts';
import { partRange } from './part-plan.ts';
import type { PartSource } from './part-source.ts';
import type { PartTarget } from '../base/part-store.ts';
import { sendPart, type PartRefusal } from './send-part.ts';
import type { JournalHeader, JournalPart } from './upload-journal.ts';
import type { UploadMeter } from './upload-meter.ts';

export interface PartsRequest {
  readonly source: PartSource;
  readonly target: PartTarget;
  readonly header: JournalHeader;
  readonly missing: readonly number[];
  readonly pace: Pace;
  readonly line: Line;
  readonly throttle: Throttle;
  readonly retry: RetryTable;
  readonly quietMs?: number | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** No new part is begun after it, and none tried again; what is on its way may arrive. */
  readonly easing?: AbortSignal | undefined;
  readonly log: Log;
  readonly meter: UploadMeter;
  /** Makes the part durable; only then does it count. */
  readonly onPart: (part: JournalPart) => Promise<void>;
}

/** While nothing was measured: no line worth waiting for is slower than this for one part. */
const leastBytesPerSecond = 16_384;
/** A part may take so much longer than the measured speed lets expect. */
const patience = 6;
const baseMs = 120_000;
const leastQuietMs = 60_000;
const longestQuietMs = 300_000;
/** What the system may still hold of a part when we have given it all. */
const bufferedBytes = 4_194_304;
/** No service asks for more and means it. */
const longestAskedWaitMs = 300_000;
/** Failures that fewer parts at once may help. */
const crowding: readonly FailureCode[] = [
  'cloud.throttled',
  'cloud.unavailable',
  'network.timed-out',
  'network.stalled',
];

/**
 * Resolves when every missing part is on its way to stay. Nothing is being sent any more once this has settled.
 * Throws the reason of `signal`, or of `easing` when that left parts behind.
 */
export async function sendParts(request: PartsRequest): Promise<void> {
  const { easing } = request;
  const queue = [...request.missing];
  const stop = new AbortController();
  const signal = AbortSignal.any([request.signal, stop.signal]);
  const idleHashers: Crc64[] = [];
  const onTheWay = new Set<Promise<void>>();
  /** Taken by the service, not yet on our disk: the line need not wait for that. */
  const noting = new Set<Promise<void>>();

  const note = (part: JournalPart): void => {
    const noted = request
      .onPart(part)
      .then(() => request.meter.acknowledged(part.partNumber, part.bytes))
      .catch((error: unknown) => stop.abort(error))
      .finally(() => noting.delete(noted));
    noting.add(noted);
  };

  const sendOne = async (partNumber: number): Promise<void> => {
    const hasher = idleHashers.pop() ?? (await newCrc64());
    try {
      note(await sendUntilTaken(request, partNumber, hasher, signal, fill));
    } catch (error) {
      stop.abort(error); // the first reason is the one that is kept
    } finally {
      idleHashers.push(hasher);
    }
  };
  const fill = (): void => {
    while (!signal.aborted && easing?.aborted !== true && onTheWay.size < request.pace.atOnce) {
      const partNumber = queue.shift();
      if (partNumber === undefined) return;
      const sending = sendOne(partNumber).finally(() => onTheWay.delete(sending));
      onTheWay.add(sending);
    }
  };
  const sayEasing = (): void => request.meter.enter('finishing-parts');
  easing?.addEventListener('abort', sayEasing);
  try {
    for (fill(); onTheWay.size > 0; fill()) await Promise.race(onTheWay);
    await Promise.all(noting);
  } finally {
    easing?.removeEventListener('abort', sayEasing);
  }
  signal.throwIfAborted();
  if (queue.length > 0) easing?.throwIfAborted();
}

async function sendUntilTaken(
  request: PartsRequest,
  partNumber: number,
  hasher: Crc64,
  signal: AbortSignal,
  onPace: () => void,
): Promise<JournalPart> {
  const { source, target, header, meter, retry, log, clock, pace, line, throttle } = request;
  const range = partRange(header.partBytes, header.byteLength, partNumber);
  for (let tries = 1, mendings = 0; ; tries++) {
    let sent = 0;
    const result = await sendPart({
      source,
      target,
      uploadId: header.uploadId,
      partNumber,
      range,
      hasher,
      line,
      keep: tries === 1, // whatever is wrong with a kept connection, another is a fresh chance
      throttle,
      limits: limitsFor(range.length, request, tries),
      signal,
      onSent(bytes) {
        meter.onTheWay(partNumber, (sent += bytes));
        const before = pace.atOnce;
        pace.moved(bytes, clock.now());
        if (pace.atOnce > before) onPace();
      },
    });
    if (!('failure' in result)) return result;
    meter.onTheWay(partNumber, 0);
    meter.sentInVain(sent);
    const { failure } = result;
    const mended = result.mended && ++mendings <= 2;
    if (!mended && (failure.retry !== 'automatic' || tries >= retry.tries)) throw failure;
    request.easing?.throwIfAborted();
    if (crowding.includes(failure.code)) pace.crowded(clock.now());
    const waitMs = mended ? 0 : waitBefore(result, retry, tries);
    log.write('warn', 'part sent again', {
      partNumber,
      try: tries,
      failure: failure.code,
      waitMs,
      ...traceOf(failure),
    });
    meter.retried({ partNumber, failedTries: tries, failure: failure.view(), waitMs });
    await clock.wait(
      waitMs,
      request.easing === undefined ? signal : AbortSignal.any([signal, request.easing]),
    );
  }
}

function waitBefore(result: PartRefusal, retry: RetryTable, tries: number): number {
  const asked = Math.min(result.waitMs ?? 0, longestAskedWaitMs);
  return Math.max(asked, waitAfterTry(retry, tries));
}

/** By its size and by what the line was seen to carry; more for each try that was not enough. */
function limitsFor(bytes: number, { pace, throttle, quietMs }: PartsRequest, tries: number): HttpLimits {
  const whole = Math.min(pace.bytesPerSecond() ?? Infinity, throttle.capBytesPerSecond ?? Infinity);
  const share = Number.isFinite(whole)
    ? Math.max(leastBytesPerSecond / patience, whole / pace.atOnce)
    : leastBytesPerSecond * patience;
  const fullMs = baseMs + ((bytes * 1000) / share) * patience;
  return {
    totalMs: Math.min(fullMs * 2 ** (tries - 1), 2 ** 31 - 1), // a timer can wait no longer
    quietMs: quietMs ?? Math.min(longestQuietMs, leastQuietMs + (bufferedBytes * 1000) / share),
  };
}

/** What somebody would need to ask the service about it. */
function traceOf({ facts }: Failure): Record<string, string | number> {
  const known = facts as Record<string, string | number>;
  return Object.fromEntries(
    ['requestId', 'status', 'reason'].flatMap((name) =>
      known[name] === undefined ? [] : [[name, known[name]]],
    ),
  );
}
