/** A plan file that cannot be used is told with every place that is wrong in it, and nothing begins. */
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPlanFile, settle } from './plan-file.ts';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'plan-file-'))));
afterAll(() => rm(folder, { recursive: true }));

it.each([
  ['not JSON', 'dear diary', [{ say: 'not-json', values: [''] }]],
  [
    'another version with a disk too few',
    '{"schema":2,"name":"a","disks":{}}',
    expect.arrayContaining([{ say: 'none-of', values: ['schema', ['1']] }]) as unknown,
  ],
])('%s', async (_, text, problems) => {
  const file = join(folder, 'plan.json');
  await writeFile(file, text);
  await expect(readPlanFile(file)).rejects.toMatchObject({
    code: 'asked.plan-invalid',
    facts: { file, problems },
  });
});

it('a folder, and a file larger than any plan', async () => {
  await expect(readPlanFile(folder)).rejects.toMatchObject({
    facts: { problems: [{ say: 'must-be-file', values: [''] }] },
  });
  const large = join(folder, 'large.json');
  await writeFile(large, '{');
  await truncate(large, 2_000_000);
  await expect(readPlanFile(large)).rejects.toMatchObject({
    facts: { problems: [{ say: 'file-too-large', values: ['', 1_000_000] }] },
  });
});

it('a draft that lacks its target', () => {
  const draft = { name: 'web01', disks: [], target: {}, image: {} };
  expect(() => settle(draft)).toThrow('asked.plan-invalid');
});
