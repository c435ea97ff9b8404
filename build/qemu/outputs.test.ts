/** What was built is used again only for the very inputs it came from, and only whole. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changedIn, inputsDigest, isReady, sha256, shipped, systems } from './outputs.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qemu-outputs-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('the digest follows every recipe, and no test', async () => {
  const inputs = join(folder, 'inputs');
  await mkdir(join(inputs, 'deeper'), { recursive: true });
  const seen = [];
  for (const [name, text] of [
    ['a.sh', '1'],
    ['deeper/b.c', '1'],
    ['a.sh', '2'],
  ] as const) {
    await writeFile(join(inputs, name), text);
    seen.push(inputsDigest(inputs));
  }
  expect(new Set(seen).size).toBe(3);
  await writeFile(join(inputs, 'a.test.ts'), 'x');
  await writeFile(join(inputs, 'wine-check.ts'), 'x');
  expect(inputsDigest(inputs)).toBe(seen[2]);
});

test('ready means: same inputs, nothing changed, nothing missing', async () => {
  const ready = join(folder, 'ready');
  for (const system of systems) {
    const place = shipped(system, ready);
    await mkdir(place, { recursive: true });
    await writeFile(join(place, 'qemu-img'), system);
    await writeFile(join(place, 'SHA256SUMS'), `${sha256(join(place, 'qemu-img'))}  qemu-img\n`);
  }
  expect(isReady('d1', ready)).toBe(false);
  await writeFile(join(ready, 'inputs.sha256'), 'd1\n');
  expect(isReady('d1', ready)).toBe(true);
  expect(isReady('d2', ready)).toBe(false);
  await writeFile(join(shipped('linux', ready), 'qemu-img'), 'changed');
  expect(changedIn(shipped('linux', ready))).toEqual(['qemu-img']);
  expect(isReady('d1', ready)).toBe(false);
  expect(changedIn(join(folder, 'nowhere'))).toEqual(['SHA256SUMS']);
});
