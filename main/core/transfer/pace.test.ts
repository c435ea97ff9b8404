/** How many parts go at once: more while it helps, half when it is too much, never more than a cut may cost. */
import { describe, expect, test } from 'vitest';
import { newPace, type Pace } from './pace.ts';

const MiB = 2 ** 20;
const start = { partBytes: 8 * MiB, startAt: 4, capBytesPerSecond: () => undefined };

/** Lets time pass on a line that gives each part so much, up to a whole of so much. */
function drive(pace: Pace, seconds: number, each: number, whole: number, from = 0): number {
  let now = from;
  for (; now < from + seconds * 1_000; now += 100) pace.moved(Math.min(pace.atOnce * each, whole) / 10, now);
  return now;
}

test('grows on a line that gives each connection little, and stops where it brings nothing', () => {
  const pace = newPace({ ...start, partBytes: MiB });
  drive(pace, 120, 1_000_000, 10_000_000);
  expect(pace.atOnce).toBeGreaterThanOrEqual(9);
  expect(pace.atOnce).toBeLessThanOrEqual(16);
  expect(pace.bytesPerSecond()).toBeCloseTo(10_000_000, -6);
});

test('stays where it began on a line that one connection fills', () => {
  const pace = newPace({ ...start, partBytes: MiB });
  drive(pace, 300, 10_000_000, 10_000_000);
  expect(pace.atOnce).toBeLessThanOrEqual(6);
});

test('halves when it is too much, once for failures of one cause, and comes back', () => {
  const pace = newPace({ ...start, partBytes: MiB });
  let now = drive(pace, 60, 1_000_000, 50_000_000);
  const before = pace.atOnce;
  for (let i = 0; i < 5; i++) pace.crowded(now + i);
  expect(pace.atOnce).toBe(Math.floor(before / 2));
  for (let i = 0; i < 20; i++) pace.crowded((now += 11_000));
  expect(pace.atOnce).toBe(1);
  drive(pace, 120, 1_000_000, 50_000_000, now);
  expect(pace.atOnce).toBeGreaterThan(8);
});

describe('never more at once than', () => {
  test('a cut may cost on a slow line', () => {
    const pace = newPace({ ...start, partBytes: 32 * MiB });
    drive(pace, 30, 300_000, 1_250_000);
    expect(pace.atOnce * 32 * MiB).toBeLessThanOrEqual(64_000_000);
  });
  test('a cap leaves something for each', () => {
    let cap: number | undefined;
    const pace = newPace({ ...start, capBytesPerSecond: () => cap });
    expect(pace.atOnce).toBe(4);
    cap = 70_000;
    expect(pace.atOnce).toBe(2);
    cap = 16_384;
    expect(pace.atOnce).toBe(1);
  });
});
