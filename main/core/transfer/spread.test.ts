/** Parts begin apart, so that they do not all wait for their answers at the same moment. */
import { expect, test } from 'vitest';
import { newSpread } from './spread.ts';

test('what would begin together begins apart, by less than would make a part wait for its turn', () => {
  const spread = newSpread();
  for (let part = 0; part < 4; part++) spread.took(800);
  const waits = Array.from({ length: 4 }, () => spread.waitMs(10_000, 4));
  expect(waits).toEqual([0, 100, 200, 300]);
  // those four end apart, too: none of what follows them has to wait
  for (const wait of waits) expect(spread.waitMs(10_800 + wait, 4)).toBe(0);
});

test('also the very first parts, and never by much', () => {
  const spread = newSpread();
  expect(spread.waitMs(0, 4)).toBe(0);
  const first = spread.waitMs(0, 4);
  expect(first).toBeGreaterThan(0);
  for (let part = 0; part < 50; part++) spread.took(600_000);
  spread.waitMs(1_000_000, 4);
  const later = spread.waitMs(1_000_000, 4);
  expect(later).toBeGreaterThan(first);
  expect(later).toBeLessThanOrEqual(1_000);
});

test('one at a time never waits', () => {
  const spread = newSpread();
  expect([spread.waitMs(5, 1), spread.waitMs(5, 1), spread.waitMs(5, 1)]).toEqual([0, 0, 0]);
});
