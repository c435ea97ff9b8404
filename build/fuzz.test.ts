/** A short slice of `npm run fuzz`: every kind of structure is damaged and read, and nothing but answers and typed errors comes back. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fuzzTargets } from './fuzz-targets.ts';
import { fuzzTarget } from './fuzz.ts';
import { hasTool } from './test-guests/oracle.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fuzz-slice-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('its kinds make a million', () => {
  expect(fuzzTargets.reduce((sum, { share }) => sum + share, 0)).toBe(1_000_000);
});

it.each(fuzzTargets.map((target) => [target.name, target] as const))(
  '%s',
  async (_, target) => {
    if (!target.tools.every((tool) => hasTool(tool))) return;
    const wanted = Math.ceil(target.share / 1_000);
    expect((await fuzzTarget(target, wanted, folder)).structures).toBeGreaterThanOrEqual(wanted);
  },
  120_000,
);
