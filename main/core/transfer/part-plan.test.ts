/** The part plan: every byte exactly once, within the service's limits, at any length. */
import { expect, test } from 'vitest';
import { GiB, limits, MiB } from '../../../contract/limits.ts';
import { partRange, planParts } from './part-plan.ts';

const lengths = [
  1,
  limits.partBytes.min,
  8 * MiB - 1,
  8 * MiB,
  8 * MiB + 1,
  10_000 * 8 * MiB,
  10_000 * 8 * MiB + 1,
  2_048 * GiB,
  ...Array.from({ length: 200 }, () => Math.ceil(Math.random() * 4_096 * GiB)),
];

test('covers every byte exactly once, in at most 10,000 parts that begin with a digest block', () => {
  for (const length of lengths) {
    const { partBytes, count } = planParts(length);
    expect(partBytes % (4 * MiB)).toBe(0);
    expect(count).toBeLessThanOrEqual(limits.parts);
    expect(partBytes).toBeLessThanOrEqual(limits.partBytes.max);
    let next = 0;
    for (let number = 1; number <= count; number++) {
      const { start, length: bytes } = partRange(partBytes, length, number);
      if (start !== next || bytes < 1 || (number < count && bytes !== partBytes))
        expect.fail(`${length}: part ${number}`);
      next = start + bytes;
    }
    expect(next).toBe(length);
  }
});

test('refuses what is no length of an object', () => {
  for (const length of [0, -1, 1.5, Number.NaN, 50_000 * 10 ** 9]) expect(() => planParts(length)).toThrow(RangeError);
});
