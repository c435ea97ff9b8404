/** Whose code is bundled is read from source maps; no licence is left out silently. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageFolder, thirdPartyNotices } from './notices.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'notices-'));
});
afterAll(() => rm(root, { recursive: true }));

test.each([
  ['../../node_modules/zod/v4/core.js', 'node_modules/zod'],
  ['../../node_modules/@rc-component/util/es/x.js', 'node_modules/@rc-component/util'],
  ['../node_modules/a/node_modules/@b/c/x.js', 'node_modules/a/node_modules/@b/c'],
  ['../../main/core/compose.ts', undefined],
])('%s is of %s', (source, folder) => {
  expect(packageFolder(source)).toBe(folder);
});

async function pretendPackage(name: string, about: object, licence?: string): Promise<void> {
  const folder = join(root, 'node_modules', name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', ...about }));
  if (licence !== undefined) await writeFile(join(folder, 'LICENSE.md'), licence);
}

async function bundle(...names: string[]): Promise<string> {
  const dist = await mkdtemp(join(root, 'dist-'));
  const sources = names.map((name) => `../node_modules/${name}/index.js`);
  await writeFile(join(dist, 'main.js.map'), JSON.stringify({ sources: [...sources, '../main/x.ts'] }));
  return dist;
}

test('own text where there is one, the known text where only a name is given', async () => {
  await pretendPackage('with-text', { license: 'BlueOak-1.0.0' }, 'Be kind.');
  await pretendPackage('with-name', { license: 'MIT', author: { name: 'Ada' } });
  const text = await thirdPartyNotices(await bundle('with-text', 'with-name'), root);
  expect(text).toContain('with-text 1.0.0 (BlueOak-1.0.0)\n\nBe kind.');
  expect(text).toMatch(/with-name 1\.0\.0 \(MIT\)\n\nCopyright \(c\) Ada\n\nPermission is hereby granted/);
});

test('a package without either stops the packaging', async () => {
  await pretendPackage('without', { license: 'Unheard-Of' });
  await expect(thirdPartyNotices(await bundle('without'), root)).rejects.toThrow(/without: Unheard-Of/);
});
