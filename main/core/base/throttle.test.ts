/** A cap shared by several, moved while they wait. */
import { expect, test } from 'vitest';
import type { Clock } from './clock.ts';
import { newThrottle } from './throttle.ts';

/** Time that passes only by waiting. */
function waitingClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    wait(ms, signal) {
      signal?.throwIfAborted();
      now += ms;
      return Promise.resolve();
    },
  };
}
const never = new AbortController().signal;

test('lets no more through than the cap, whoever asks', async () => {
  const clock = waitingClock();
  const throttle = newThrottle(clock, 100_000);
  await Promise.all(Array.from({ length: 50 }, () => throttle.take(10_000, never)));
  expect(clock.now()).toBeGreaterThan(4_400);
  expect(clock.now()).toBeLessThan(5_100);
});

test('a cap moved or lifted counts at once, also for whoever waits', async () => {
  const clock = waitingClock();
  const throttle = newThrottle(clock, 1_000);
  await throttle.take(1_000, never);
  const waiting = throttle.take(100_000, never);
  throttle.setCap(undefined);
  await waiting;
  throttle.setCap(1_000_000);
  const from = clock.now();
  await throttle.take(100_000, never);
  await throttle.take(100_000, never);
  expect(clock.now() - from).toBeLessThan(1_500);
});

test('whoever is stopped leaves the line to the next', async () => {
  const clock = waitingClock();
  const throttle = newThrottle(clock, 1_000);
  await throttle.take(10_000, never);
  const stop = new AbortController();
  const stopped = throttle.take(1_000, stop.signal);
  stop.abort(new Error('enough'));
  await expect(stopped).rejects.toThrow('enough');
  await throttle.take(1, never);
});
