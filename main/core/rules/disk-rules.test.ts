/** Sizes against their limits, each rule with a document and a date. */
import { expect, test } from 'vitest';
import { diskRules } from '../../../contract/disks.ts';
import { GiB } from '../../../contract/limits.ts';
import { diskFindings, diskRuleSource } from './disk-rules.ts';

const rulesFor = (bytes: number): string[] => diskFindings({ virtualSizeBytes: bytes }, []).map(({ rule }) => rule);

test.each([
  [GiB / 2, ['system-size-small', 'size-below-limit']],
  [20 * GiB - 512, ['system-size-small']],
  [20 * GiB, []],
  [500 * GiB, []],
  [500 * GiB + 512, ['system-size-older']],
  [2_040 * GiB + 512, ['vhd-size-above-limit', 'system-size-older']],
  [2_048 * GiB, ['vhd-size-above-limit', 'system-size-older']],
  [2_048 * GiB + 512, ['size-above-limit', 'system-size-older']],
])('a disk of %d bytes', (bytes, expected) => {
  expect(rulesFor(bytes)).toEqual(expected);
});

test('every rule goes back to a document with a date', () => {
  for (const rule of diskRules) expect(diskRuleSource(rule).date).toMatch(/^\d{4}/);
});
