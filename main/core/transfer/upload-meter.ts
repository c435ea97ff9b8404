/** Turns bytes on the move into honest progress: never backwards, at most four times a second, speed over a sliding window. */
import type { Clock } from '../base/clock.ts';

export interface UploadProgress {
  readonly doing: 'preparing-upload' | 'uploading' | 'finishing-upload' | 'checking-object';
  readonly done: number;
  readonly total: number;
  readonly bytesPerSecond?: number;
  readonly remainingMs?: number;
}

export interface UploadMeter {
  enter(doing: UploadProgress['doing']): void;
  /** This part's bytes of the running try; 0 when a try failed. */
  onTheWay(partNumber: number, bytes: number): void;
  acknowledged(partNumber: number, bytes: number): void;
  stop(): void;
}

const beatMs = 250;
const windowMs = 10_000;
/** Below this a speed says more about buffers than about the line. */
const leastWindowMs = 1_000;

export function uploadMeter(
  total: number,
  clock: Clock,
  onProgress: (progress: UploadProgress) => void,
): UploadMeter {
  let doing: UploadProgress['doing'] = 'preparing-upload';
  let kept = 0;
  let moving = 0;
  let shown = 0;
  const underway = new Map<number, number>();
  let samples: { when: number; done: number }[] = [];

  const put = (partNumber: number, bytes: number): void => {
    moving += bytes - (underway.get(partNumber) ?? 0);
    if (bytes === 0) underway.delete(partNumber);
    else underway.set(partNumber, bytes);
  };
  const say = (): void => {
    // what a failed try had sent is sent again: the bar waits there until it is made up for
    shown = Math.max(shown, Math.min(total, kept + moving));
    if (doing !== 'uploading') return onProgress({ doing, done: shown, total });
    const when = clock.now();
    samples.push({ when, done: shown });
    samples = samples.filter(
      (sample, index) => sample.when >= when - windowMs || index === samples.length - 1,
    );
    const first = samples[0] ?? { when, done: shown };
    if (when - first.when < leastWindowMs) return onProgress({ doing, done: shown, total });
    const bytesPerSecond = Math.round(((shown - first.done) * 1000) / (when - first.when));
    onProgress({
      doing,
      done: shown,
      total,
      bytesPerSecond,
      ...(bytesPerSecond === 0 ? {} : { remainingMs: Math.round(((total - shown) * 1000) / bytesPerSecond) }),
    });
  };
  const beat = setInterval(say, beatMs);
  return {
    enter(next) {
      doing = next;
      samples = [];
      say();
    },
    onTheWay: put,
    acknowledged(partNumber, bytes) {
      put(partNumber, 0);
      kept += bytes;
    },
    stop: () => clearInterval(beat),
  };
}
