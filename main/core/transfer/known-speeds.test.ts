/** The hint of how fast a line was: kept between runs, never in the way. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openKnownSpeeds } from './known-speeds.ts';
import { planParts } from './part-plan.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'speeds-'));
  path = join(folder, 'speeds.json');
});
afterEach(() => rm(folder, { recursive: true }));

test('what was measured is known to the next run, for its own region only, and cuts the parts', async () => {
  const first = await openKnownSpeeds(path);
  await first.set('cn-hangzhou', 4_000_000.4);
  const next = await openKnownSpeeds(path);
  expect(next.get('cn-hangzhou')).toBe(4_000_000);
  expect(next.get('eu-central-1')).toBeUndefined();
  const disk = 100 * 2 ** 30;
  expect(planParts(disk, next.get('cn-hangzhou')).partBytes).toBeGreaterThan(planParts(disk, 500_000).partBytes);
});

test.each(['', '{"cn-hangzhou": "fast"}', '{"cn-hangzhou": -1}', 'not json', '[]'])(
  'a file with %j in it says nothing, and is replaced by what is measured next',
  async (text) => {
    await writeFile(path, text);
    const speeds = await openKnownSpeeds(path);
    expect(speeds.get('cn-hangzhou')).toBeUndefined();
    await speeds.set('cn-hangzhou', 1_000);
    expect((await openKnownSpeeds(path)).get('cn-hangzhou')).toBe(1_000);
  },
);

test('a region called like something every object has is not known by itself', async () => {
  expect((await openKnownSpeeds(path)).get('constructor')).toBeUndefined();
});
