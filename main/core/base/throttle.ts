/** A cap on bytes per second that several takers share and that can be moved at any time. */
import type { Clock } from './clock.ts';

export interface Throttle {
  readonly capBytesPerSecond: number | undefined;
  /** Undefined lifts the cap. Takes effect at once, also for takers that are waiting. */
  setCap(bytesPerSecond: number | undefined): void;
  /** Resolves when so many bytes may go; in the order asked. Rejects with the signal's reason. */
  take(bytes: number, signal: AbortSignal): Promise<void>;
}

/** How far ahead of its time a taker may be: short, so that the line is used evenly. */
const burstMs = 200;
/** A waiter looks again at least so often, so that a moved cap counts at once. */
const lookMs = 250;

export function newThrottle(clock: Clock, cap?: number): Throttle {
  let current = cap;
  /** When the bytes taken so far will have been sent. */
  let busyUntil = 0;
  let last: Promise<void> = Promise.resolve();

  const wait = async (bytes: number, signal: AbortSignal): Promise<void> => {
    for (;;) {
      signal.throwIfAborted();
      const now = clock.now();
      if (current === undefined) return;
      // never further ahead than one piece takes under the cap as it is now
      const pieceMs = (bytes * 1000) / current;
      busyUntil = Math.min(busyUntil, now + burstMs + pieceMs);
      const waitMs = busyUntil - burstMs - now;
      if (waitMs <= 0) {
        busyUntil = Math.max(busyUntil, now) + pieceMs;
        return;
      }
      await clock.wait(Math.min(waitMs, lookMs), signal);
    }
  };
  return {
    get capBytesPerSecond() {
      return current;
    },
    setCap(bytesPerSecond) {
      current = bytesPerSecond;
    },
    take(bytes, signal) {
      if (current === undefined) return Promise.resolve();
      const mine = last.then(() => wait(bytes, signal));
      last = mine.catch(() => undefined); // reported to its own caller; the next taker is not affected
      return mine;
    },
  };
}
