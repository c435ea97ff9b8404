/** Turns bytes on the move into honest progress: never backwards, at most four times a second, speed over a sliding window. */
import type { FailureView } from '../../../contract/failure.ts';
import type { TransferFacts } from '../../../contract/stages.ts';
import type { Clock } from '../base/clock.ts';

export interface UploadProgress {
  readonly doing: 'preparing-upload' | 'uploading' | 'finishing-parts' | 'finishing-upload' | 'checking-object';
  readonly done: number;
  readonly total: number;
  /** Stored in the cloud and noted in the journal. */
  readonly kept: number;
  readonly bytesPerSecond?: number;
  readonly remainingMs?: number;
  readonly transfer?: TransferFacts;
}

export interface PartRetry {
  /** Absent when it was not about a part. */
  readonly partNumber?: number;
  readonly failedTries: number;
  readonly failure: FailureView;
  readonly waitMs: number;
}

export interface UploadMeter {
  enter(doing: UploadProgress['doing']): void;
  /** So much is in the cloud already; forgets parts in flight. */
  begin(keptBytes: number): void;
  /** This part's bytes of the running try; 0 when a try failed. */
  onTheWay(partNumber: number, bytes: number): void;
  acknowledged(partNumber: number, bytes: number): void;
  retried(retry: PartRetry): void;
  /** Bytes of a failed try, which have to be sent once more. */
  sentInVain(bytes: number): void;
  inVainBytes(): number;
  stop(): void;
}

/** What the meter asks for with each report, as it may change at any time. */
export interface MeterFacts {
  readonly atOnce: number;
  readonly partBytes: number;
  readonly capBytesPerSecond: number | undefined;
}

const beatMs = 250;
const windowMs = 10_000;
/** Below this a speed says more about buffers than about the network. */
const leastWindowMs = 1_000;

export function uploadMeter(
  total: number,
  clock: Clock,
  facts: () => MeterFacts | undefined,
  onProgress: (progress: UploadProgress) => void,
): UploadMeter {
  let doing: UploadProgress['doing'] = 'preparing-upload';
  let kept = 0;
  let moving = 0;
  let shown = 0;
  let retries = 0;
  let inVain = 0;
  let lastRetry: TransferFacts['lastRetry'];
  const underway = new Map<number, number>();
  let samples: { when: number; done: number }[] = [];

  const put = (partNumber: number, bytes: number): void => {
    moving += bytes - (underway.get(partNumber) ?? 0);
    if (bytes === 0) underway.delete(partNumber);
    else underway.set(partNumber, bytes);
  };
  const transfer = (): { transfer: TransferFacts } | Record<string, never> => {
    const now = facts();
    if (now === undefined) return {};
    const { capBytesPerSecond, ...rest } = now;
    return {
      transfer: {
        ...rest,
        sending: underway.size,
        retries,
        sentInVainBytes: inVain,
        ...(capBytesPerSecond === undefined ? {} : { capBytesPerSecond }),
        ...(lastRetry === undefined ? {} : { lastRetry }),
      },
    };
  };
  const say = (): void => {
    // what a failed try had sent is sent again: the bar waits there until it is made up for
    shown = Math.max(shown, Math.min(total, kept + moving));
    const heading = { doing, done: shown, total, kept };
    if (doing !== 'uploading') return onProgress({ ...heading, ...transfer() });
    const when = clock.now();
    samples.push({ when, done: shown });
    samples = samples.filter((sample, index) => sample.when >= when - windowMs || index === samples.length - 1);
    const first = samples[0] ?? { when, done: shown };
    if (when - first.when < leastWindowMs) return onProgress({ ...heading, ...transfer() });
    const speed = Math.round(((shown - first.done) * 1000) / (when - first.when));
    onProgress({
      ...heading,
      bytesPerSecond: speed,
      ...(speed === 0 ? {} : { remainingMs: Math.round(((total - shown) * 1000) / speed) }),
      ...transfer(),
    });
  };
  const beat = setInterval(say, beatMs);
  return {
    enter(next) {
      doing = next;
      samples = [];
      say();
    },
    begin(keptBytes) {
      kept = keptBytes;
      moving = 0;
      underway.clear();
    },
    onTheWay: put,
    acknowledged(partNumber, bytes) {
      put(partNumber, 0);
      kept += bytes;
    },
    retried(retry) {
      retries++;
      lastRetry = { ...retry, when: new Date(clock.now()).toISOString() };
      say();
    },
    sentInVain: (bytes) => void (inVain += bytes),
    inVainBytes: () => inVain,
    stop() {
      clearInterval(beat);
      say();
    },
  };
}
