/** A translator gets every text and can change each; what comes back says what was written, or is refused as a whole. */
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { locales } from '../../words/locale.ts';
import { exportWords, importWords } from './exchange.ts';
import { textsOf, withTexts } from './texts.ts';

const root = join(import.meta.dirname, '../..');
let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'words-'));
  cpSync(join(root, 'words'), join(scratch, 'words'), { recursive: true });
  cpSync(join(root, '.prettierrc.json'), join(scratch, '.prettierrc.json'));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const words = (): string => join(scratch, 'words');
const sheet = (kind = 'json'): string => join(scratch, `sheet.${kind}`);
const sources = (language: string): Map<string, string> =>
  new Map(
    globSync(`${language}/**/*.ts`, { cwd: words() }).map((file) => [file, readFileSync(join(words(), file), 'utf8')]),
  );
type Rows = Record<string, { english: string; text: string }>;
function edit(change: (rows: Rows) => void): void {
  const rows = JSON.parse(readFileSync(sheet(), 'utf8')) as Rows;
  change(rows);
  writeFileSync(sheet(), JSON.stringify(rows));
}

describe.each(locales)('the words, %s', (language) => {
  it.each(['json', 'csv'])('come back from %s as they went', async (kind) => {
    const before = sources(language);
    expect(exportWords(words(), language, sheet(kind))).toBeGreaterThan(3_000);
    expect(await importWords(words(), language, sheet(kind))).toEqual([]);
    expect(sources(language)).toEqual(before);
  });

  it('can all be changed, and are then what was written', async () => {
    exportWords(words(), language, sheet());
    edit((rows) => {
      for (const row of Object.values(rows)) row.text = `§ '“"\`\\$ ${row.text}`;
    });
    const changed = readFileSync(sheet(), 'utf8');
    await importWords(words(), language, sheet());
    exportWords(words(), language, sheet());
    const texts = (json: string): string[] => Object.values(JSON.parse(json) as Rows).map(({ text }) => text);
    expect(texts(readFileSync(sheet(), 'utf8'))).toEqual(texts(changed));
  });

  it('are the same to the byte when each was changed and changed back', async () => {
    const before = sources(language);
    const options = await resolveConfig(join(root, 'words/language.ts'));
    for (const [file, source] of before) {
      const texts = textsOf(source);
      const marked = new Map([...texts].map(([key, text]) => [key, `§${text}`]));
      const back = withTexts(withTexts(source, marked), texts);
      expect(await format(back, { ...options, filepath: file })).toBe(source);
    }
  });
});

it('says a changed text with its values in another order', async () => {
  exportWords(words(), 'zh', sheet());
  edit((rows) => {
    const row = rows['cli:cli.of'];
    if (row !== undefined) row.text = '共 {total}，已完成 {done} {{%}}';
  });
  const [path = ''] = await importWords(words(), 'zh', sheet());
  const { cli } = await import(pathToFileURL(path).href);
  expect(cli.of('1', '2')).toBe('共 2，已完成 1 {%}');
});

it.each<[string, (rows: Rows) => void, string]>([
  ['a missing row', (rows) => delete rows['cli:cli.image'], 'cli:cli.image: the sheet has no such row'],
  [
    'an unknown row',
    (rows) => (rows['cli:cli.x'] = { english: '', text: 'x' }),
    'cli:cli.x: the sources have no such text',
  ],
  [
    'a value that is missing',
    (rows) => (rows['cli:cli.left'] = { english: '', text: 'left' }),
    'cli:cli.left: {duration} is missing',
  ],
  [
    'a value that is not there',
    (rows) => (rows['cli:cli.image'] = { english: '', text: '{file}' }),
    'cli:cli.image: it has no value {file}',
  ],
  [
    'a lone brace',
    (rows) => (rows['cli:cli.left'] = { english: '', text: '{duration' }),
    'cli:cli.left: a brace has no partner',
  ],
  ['an empty text', (rows) => (rows['cli:cli.image'] = { english: '', text: ' ' }), 'cli:cli.image: the text is empty'],
])('refuses %s, and writes nothing', async (_, change, fault) => {
  exportWords(words(), 'zh', sheet());
  edit((rows) => {
    change(rows);
    const row = rows['report:report.image'];
    if (row !== undefined) row.text = 'changed';
  });
  const before = sources('zh');
  await expect(importWords(words(), 'zh', sheet())).rejects.toThrow(fault);
  expect(sources('zh')).toEqual(before);
});

it('names a language that is not there', () =>
  expect(() => exportWords(words(), 'eo', sheet())).toThrow('there is no language eo'));
