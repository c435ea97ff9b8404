/** A clock that only moves when told to: waits end when `advance` has passed their time. */
import type { Clock } from './clock.ts';

export interface FakeClock extends Clock {
  advance(ms: number): Promise<void>;
  /** How many are waiting right now. */
  readonly waiting: number;
}

export function fakeClock(startMs = Date.parse('2026-01-01T00:00:00Z')): FakeClock {
  let now = startMs;
  const waits = new Set<{ atMs: number; end: () => void }>();
  return {
    now: () => now,
    get waiting() {
      return waits.size;
    },
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason as Error);
        const wait = { atMs: now + ms, end: resolve };
        waits.add(wait);
        signal?.addEventListener('abort', () => {
          waits.delete(wait);
          reject(signal.reason as Error);
        });
      }),
    async advance(ms) {
      now += ms;
      for (const wait of [...waits].filter(({ atMs }) => atMs <= now)) {
        waits.delete(wait);
        wait.end();
      }
      await new Promise(setImmediate); // lets code run that was waiting
    },
  };
}
