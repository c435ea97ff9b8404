/** Keeps a number of parts on their way and sends each again while that can help. The first hard failure stops all. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Failure } from '../../../contract/failure-error.ts';
import { newCrc64, type Crc64 } from '../base/crc64.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { waitAfterTry, type RetryTable } from '../base/retry.ts';
import { partRange } from './part-plan.ts';
import type { PartSource } from './part-source.ts';
import type { PartTarget } from './part-target.ts';
import { sendPart } from './send-part.ts';
import type { JournalHeader, JournalPart } from './upload-journal.ts';
import type { UploadMeter } from './upload-meter.ts';

export interface PartsRequest {
  readonly source: PartSource;
  readonly target: PartTarget;
  readonly header: JournalHeader;
  readonly missing: readonly number[];
  readonly concurrency: number;
  readonly retry: RetryTable;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly meter: UploadMeter;
  /** Makes the part durable; only then does it count. */
  readonly onPart: (part: JournalPart) => Promise<void>;
}

/** No line worth waiting for is slower than this for one part. */
const leastBytesPerSecond = 16_384;
const baseMs = 120_000;
const quietMs = 60_000;
/** No service asks for more and means it. */
const longestAskedWaitMs = 300_000;

/** Resolves when every missing part is on its way to stay. Nothing is being sent any more once this has settled. */
export async function sendParts(request: PartsRequest): Promise<void> {
  const queue = [...request.missing];
  const stop = new AbortController();
  const signal = AbortSignal.any([request.signal, stop.signal]);
  const agents = {
    http: new HttpAgent({ keepAlive: true, maxSockets: request.concurrency }),
    https: new HttpsAgent({ keepAlive: true, maxSockets: request.concurrency }),
  };
  const work = async (): Promise<void> => {
    const hasher = await newCrc64();
    for (let number = queue.shift(); number !== undefined; number = queue.shift()) {
      await sendUntilTaken(request, number, hasher, agents, signal);
    }
  };
  const workers = Array.from({ length: Math.min(request.concurrency, queue.length) }, () =>
    work().catch((error: unknown) => {
      stop.abort(error); // the first reason is the one that is kept
    }),
  );
  try {
    await Promise.all(workers);
  } finally {
    agents.http.destroy();
    agents.https.destroy();
  }
  signal.throwIfAborted();
}

async function sendUntilTaken(
  request: PartsRequest,
  partNumber: number,
  hasher: Crc64,
  agents: { readonly http: HttpAgent; readonly https: HttpsAgent },
  signal: AbortSignal,
): Promise<void> {
  const { source, target, header, meter, retry, log, clock } = request;
  const range = partRange(header.partBytes, header.byteLength, partNumber);
  const limits = { totalMs: baseMs + (range.length / leastBytesPerSecond) * 1000, quietMs };
  for (let tries = 1; ; tries++) {
    let sent = 0;
    const result = await sendPart({
      source,
      target,
      uploadId: header.uploadId,
      partNumber,
      range,
      hasher,
      agents,
      limits,
      signal,
      onSent: (bytes) => meter.onTheWay(partNumber, (sent += bytes)),
    });
    if (!('failure' in result)) {
      await request.onPart(result);
      meter.acknowledged(partNumber, range.length);
      return;
    }
    meter.onTheWay(partNumber, 0);
    const { failure } = result;
    if (failure.retry !== 'automatic' || tries >= retry.tries) throw failure;
    const asked = Math.min(result.waitMs ?? 0, longestAskedWaitMs);
    const waitMs = Math.max(asked, waitAfterTry(retry, tries));
    log.write('warn', 'part sent again', {
      partNumber,
      try: tries,
      failure: failure.code,
      waitMs,
      ...traceOf(failure),
    });
    await clock.wait(waitMs, signal);
  }
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
