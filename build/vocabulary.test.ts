/** Comments, documents and names keep to docs/vocabulary.md, whose tables say which words are not used. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/vocabulary.md'), 'utf8');
const section = (title: string): string => page.split(/^## /m).find((one) => one.startsWith(title)) ?? '';
const forbidden = section('Comments')
  .split('\n')
  .filter((line) => /^\| (?!not |-)/.test(line))
  .flatMap((line) => (line.split('|')[1] ?? '').trim().split(', '));
const inNames = [...section('Names').matchAll(/`(\w+)`/g)].map(([, name = '']) => name);

const wordPattern = new RegExp(`\\b(?:${forbidden.join('|')})\\b`, 'gi');
const namePattern = new RegExp(`\\b\\w*(?:${inNames.join('|')})\\w*\\b`, 'gi');
/** A comment begins a line or follows a blank, so that no address or pattern in the code is taken for one. */
const comment = /(?<=^|[\s{(,[])\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/\s.*$/gm;
const shellComment = /^\s*#.*$/gm;

const folders = '{assets,build,contract,docs,e2e,main,practice,preload,renderer,words}/**/';
const endings = '*.{ts,tsx,mts,js,mjs,cjs,css,sh,md}';
const files = globSync([`${folders}${endings}`, endings], { cwd: root })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name !== 'build/vocabulary.test.ts');

function found(pattern: RegExp, file: string, texts: readonly RegExpMatchArray[]): string[] {
  return texts.flatMap((text) =>
    [...text[0].matchAll(pattern)].map((one) => {
      const before = (text.input ?? '').slice(0, (text.index ?? 0) + one.index);
      return `${file}:${before.split('\n').length}: ${one[0]}`;
    }),
  );
}
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

it('reads its words from the page', () => {
  expect(forbidden).toContain('whoever');
  expect(forbidden.length).toBeGreaterThan(15);
  expect(inNames).toContain('carryOut');
  const sample = "const a = 'https://nobody'; // for whoever asks\n/** It goes on. */";
  expect([...sample.matchAll(comment)].map(([text]) => text)).toEqual(['// for whoever asks', '/** It goes on. */']);
});

it('finds no word of the table in a comment', () => {
  const code = files.filter((file) => /\.(m?tsx?|m?js|cjs|css)$/.test(file));
  const scripts = files.filter((file) => /\.sh$/.test(file));
  expect([
    ...code.flatMap((file) => found(wordPattern, file, [...textOf(file).matchAll(comment)])),
    ...scripts.flatMap((file) => found(wordPattern, file, [...textOf(file).matchAll(shellComment)])),
  ]).toEqual([]);
});

it('finds no word of the table in a document', () => {
  const documents = files.filter((file) => file.endsWith('.md') && file !== 'docs/vocabulary.md');
  expect(documents.flatMap((file) => found(wordPattern, file, [...textOf(file).matchAll(/[\s\S]+/g)]))).toEqual([]);
});

it('finds no name that the page rules out', () => {
  const code = files.filter((file) => /\.(m?tsx?|m?js|cjs)$/.test(file));
  const blank = (text: string): string => text.replace(/[^\n]/g, ' ');
  const names = (file: string): string =>
    textOf(file)
      .replace(comment, blank)
      .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, blank);
  expect(code.flatMap((file) => found(namePattern, file, [...names(file).matchAll(/[\s\S]+/g)]))).toEqual([]);
});
