/** Sends a suitable number of parts at once, and each again while that can help. The first hard failure stops all. */
import type { Failure } from '../../../contract/failure-error.ts';
import { newCrc64, type Crc64 } from '../base/crc64.ts';
import type { Clock } from '../base/clock.ts';
import type { HttpLimits } from '../base/http-send.ts';
import type { Line } from '../base/line.ts';
import type { Log } from '../base/log.ts';
import type { RetryTable } from '../base/retry.ts';
import type { Throttle } from '../base/throttle.ts';
import type { Pace } from './pace.ts';
import { partRange } from './part-plan.ts';
import type { PartSource } from './part-source.ts';
import type { PartTarget } from '../base/part-store.ts';
import { anotherTurn, firstTurn, type AnotherTurn, type PartTurn } from './part-turn.ts';
import { sendPart, type PartRefusal } from './send-part.ts';
import { newSpread } from './spread.ts';
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
  /** Once aborted, no part is begun or tried again; parts in flight may finish. */
  readonly easing?: AbortSignal | undefined;
  readonly log: Log;
  readonly meter: UploadMeter;
  /** Makes the part durable; only then does it count. */
  readonly onPart: (part: JournalPart) => Promise<void>;
}

/** Before anything is measured: a part that is slower than this is given up. */
const leastBytesPerSecond = 16_384;
/** A part may take so many times as long as the measured speed suggests. */
const patience = 6;
const baseMs = 120_000;
const leastQuietMs = 60_000;
const longestQuietMs = 300_000;
/** How much of a part the system may still have to send when it has taken all of it. */
const bufferedBytes = 4_194_304;

/**
 * Resolves when every missing part is stored and noted. Once this has settled nothing is being sent any more.
 * Throws the reason of `signal`, or of `easing` when parts are left to send.
 */
export async function sendParts(request: PartsRequest): Promise<void> {
  const { easing, pace, clock, meter } = request;
  /** In order; those to be sent again come first. */
  const left: PartTurn[] = request.missing.map(firstTurn);
  const stop = new AbortController();
  const signal = AbortSignal.any([request.signal, stop.signal]);
  const untilEased = easing === undefined ? signal : AbortSignal.any([signal, easing]);
  const spread = newSpread();
  const idleHashers: Crc64[] = [];
  const underway = new Set<Promise<void>>();
  const places = new Set<PartTurn>();
  /** Parts waiting for another try; other parts may use their places meanwhile. */
  const waitingToRetry = new Set<PartTurn>();
  /** Stored by the service, not yet in the journal; other parts are sent meanwhile. */
  const noting = new Set<Promise<void>>();

  const note = (part: JournalPart): void => {
    const noted = request
      .onPart(part)
      .then(() => meter.acknowledged(part.partNumber, part.bytes))
      .catch((error: unknown) => stop.abort(error))
      .finally(() => noting.delete(noted));
    noting.add(noted);
  };
  const send = async (turn: PartTurn): Promise<JournalPart | PartRefusal> => {
    const hasher = idleHashers.pop() ?? (await newCrc64());
    try {
      const apartMs = spread.waitMs(clock.now(), pace.atOnce);
      if (apartMs > 0) await clock.wait(apartMs, untilEased);
      const begun = clock.now();
      const result = await sendOnce(request, turn, hasher, signal, fill);
      if (!('failure' in result)) spread.took(clock.now() - begun);
      return result;
    } finally {
      idleHashers.push(hasher);
    }
  };
  const carry = async (turn: PartTurn): Promise<void> => {
    let next: PartTurn | undefined = turn;
    places.add(turn);
    try {
      const result = await send(turn);
      if (!('failure' in result)) {
        next = undefined;
        return note(result);
      }
      const again = anotherTurn(turn, result, request.retry);
      next = again.turn;
      if (easing?.aborted === true) return;
      tellAgain(request, again, result.failure);
      if (again.crowded) pace.crowded(clock.now());
      else {
        places.delete(turn);
        waitingToRetry.add(turn);
        fill();
      }
      await clock.wait(again.waitMs, untilEased);
    } catch (error) {
      // easing lets parts in flight finish; any other error stops them, and the first one is reported
      if (error !== easing?.reason) stop.abort(error);
    } finally {
      places.delete(turn);
      waitingToRetry.delete(turn);
      if (next !== undefined) left.unshift(next);
    }
  };
  const fill = (): void => {
    while (!untilEased.aborted && places.size < pace.atOnce) {
      // when everything fails, retry these parts before beginning others that would fail as well
      const mayBegin = waitingToRetry.size <= pace.atOnce || (left[0]?.failedTries ?? 0) > 0;
      const turn = mayBegin ? left.shift() : undefined;
      if (turn === undefined) return;
      const carrying = carry(turn).finally(() => {
        underway.delete(carrying);
        fill();
      });
      underway.add(carrying);
    }
  };
  const sayEasing = (): void => meter.enter('finishing-parts');
  easing?.addEventListener('abort', sayEasing);
  try {
    fill();
    while (underway.size > 0) await Promise.race(underway);
    await Promise.all(noting);
  } finally {
    easing?.removeEventListener('abort', sayEasing);
  }
  signal.throwIfAborted();
  if (left.length > 0) easing?.throwIfAborted();
}

async function sendOnce(
  request: PartsRequest,
  { partNumber, failedTries }: PartTurn,
  hasher: Crc64,
  signal: AbortSignal,
  onPace: () => void,
): Promise<JournalPart | PartRefusal> {
  const { source, target, header, meter, clock, pace, line, throttle } = request;
  const range = partRange(header.partBytes, header.byteLength, partNumber);
  let sent = 0;
  const result = await sendPart({
    source,
    target,
    uploadId: header.uploadId,
    partNumber,
    range,
    hasher,
    line,
    keep: failedTries === 0, // a kept connection may be broken, so a retry opens a new one
    throttle,
    limits: limitsFor(range.length, request, failedTries),
    signal,
    onSent(bytes) {
      meter.onTheWay(partNumber, (sent += bytes));
      const before = pace.atOnce;
      pace.moved(bytes, clock.now());
      if (pace.atOnce > before) onPace();
    },
  });
  if ('failure' in result) {
    meter.onTheWay(partNumber, 0);
    meter.sentInVain(sent);
  }
  return result;
}

function tellAgain({ log, meter }: PartsRequest, { turn, waitMs }: AnotherTurn, failure: Failure): void {
  const { partNumber, failedTries } = turn;
  log.write('warn', 'part sent again', {
    partNumber,
    try: failedTries,
    failure: failure.code,
    waitMs,
    ...traceOf(failure),
  });
  meter.retried({ partNumber, failedTries, failure: failure.view(), waitMs });
}

/** By the part's size and the measured speed; doubled after each failed try. */
function limitsFor(bytes: number, { pace, throttle, quietMs }: PartsRequest, failedTries: number): HttpLimits {
  const whole = Math.min(pace.bytesPerSecond() ?? Infinity, throttle.capBytesPerSecond ?? Infinity);
  const share = Number.isFinite(whole)
    ? Math.max(leastBytesPerSecond / patience, whole / pace.atOnce)
    : leastBytesPerSecond * patience;
  const fullMs = baseMs + ((bytes * 1000) / share) * patience;
  return {
    totalMs: Math.min(fullMs * 2 ** failedTries, 2 ** 31 - 1), // the longest that a timer can wait
    quietMs: quietMs ?? Math.min(longestQuietMs, leastQuietMs + (bufferedBytes * 1000) / share),
  };
}

/** What a support ticket with the service has to name. */
function traceOf({ facts }: Failure): Record<string, string | number> {
  const known = facts as Record<string, string | number>;
  return Object.fromEntries(
    ['requestId', 'status', 'reason'].flatMap((name) => (known[name] === undefined ? [] : [[name, known[name]]])),
  );
}
