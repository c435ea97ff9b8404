/** A settings file that cannot be used is told in the person's language, and left as it is. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isFailure } from '../../../contract/failure-error.ts';
import { says } from '../../../words/say.ts';
import { loadSettings, writtenLocale } from './settings.ts';

let path: string;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'settings-')), 'settings.json');
});
afterEach(() => rm(join(path, '..'), { recursive: true }));

it.each([
  ['{"theme":"blue"}', 'theme must be one of system, light, dark.', 'theme 只能是以下值之一：system、light、dark。'],
  [
    '{"theme":"dark"',
    'it is not valid JSON: it ends before every bracket and quotation mark is closed.',
    '内容不是有效的 JSON：内容不完整，有括号或引号未闭合。',
  ],
  ['', 'it is empty.', '内容为空。'],
])('%s', async (text, english, chinese) => {
  await writeFile(path, text);
  const failure: unknown = await loadSettings(path).catch((error: unknown) => error);
  if (!isFailure(failure)) throw new Error('no failure');
  const en = says.en.failure(failure.view());
  expect(en.happened).toBe(`${path} is not what this program wrote: ${english}`);
  expect(en.todo).toContain('rename the file: the program then starts without what it held');
  const zh = says.zh.failure(failure.view());
  expect(zh.happened).toBe(`${path} 的内容不是本程序写入的：${chinese}`);
  expect(zh.todo).toContain('重命名该文件');
  expect(await readFile(path, 'utf8')).toBe(text);
  expect(await writtenLocale(path, 'zh')).toBe('zh');
});

it('has defaults where there is no file, and reads what an editor on Windows wrote', async () => {
  expect(await loadSettings(path)).toEqual({ theme: 'system' });
  await writeFile(path, `\uFEFF${JSON.stringify({ theme: 'dark' })}`);
  expect(await loadSettings(path)).toEqual({ theme: 'dark' });
});
