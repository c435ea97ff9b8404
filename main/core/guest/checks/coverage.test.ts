/** Keeps docs/guest-checks.md, the words and the checks in step: with `-u` the tables of the document are written anew. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { guestChecks } from '../../../../words/en/checks/checks.ts';
import { sources } from '../../../../words/en/sources.ts';
import { diskRules } from './both/disk-rules.ts';
import type { Effect, Rule } from './check.ts';
import { linuxChecks } from './linux-checks.ts';
import { windowsChecks } from './windows-checks.ts';

const path = fileURLToPath(new URL('../../../../docs/guest-checks.md', import.meta.url));
const document = await readFile(path, 'utf8');
const guestRules = Object.keys(guestChecks);
const onDisks: readonly Rule[] = Object.values(diskRules);
const all: readonly Rule[] = [...onDisks, ...linuxChecks, ...windowsChecks];

const effects: Readonly<Record<Effect, string>> = {
  'cannot-start': 'it may not start',
  'cannot-be-reached': 'it may not be reached',
  degraded: 'it runs',
};
/** The document with its tables as the checks have them. */
function written(): Promise<string> {
  const [before = '', linux = '', windows = '', beyond = ''] = document.split(/^(?=### |## Beyond)/m);
  const answered = (text: string, checks: readonly Rule[]): string =>
    text.replaceAll(/^(\| GUESTOS\.(\w+) +\|[^|]*\|)[^|]*/gm, (_, start: string, item: string) => {
      const own = checks.filter(({ about }) => about.item === item);
      return `${start} ${own.map(({ rule }) => `\`${rule}\``).join(', ')} `;
    });
  const rows = all.flatMap(({ rule, about: { item, effect, from } }) =>
    item === undefined ? `| \`${rule}\` | ${guestChecks[rule].says} | ${effects[effect]} | ${sources[from]} |\n` : [],
  );
  const tail = beyond.replace(/^(\| ---.*\n|\|[ -]+\|.*\n)(\|.*\n)*/m, (_, line: string) => line + rows.join(''));
  const text = [before, answered(linux, [...onDisks, ...linuxChecks]), answered(windows, windowsChecks), tail].join('');
  return resolveConfig(path).then((config) => format(text, { ...config, parser: 'markdown' }));
}

const text = await written();
// columns are padded for people
const table = text.replaceAll(/ +/g, ' ');
const [, linuxRows = '', windowsRows = ''] = table.split(/^### .*$/m);
const items = (rows: string): string[] => [...rows.matchAll(/^\| (GUESTOS\.\w+) \|/gm)].map(([, item = '']) => item);

test('the document has the checks as they are', async () => {
  await expect(text).toMatchFileSnapshot(path);
});

test('the table has all items of Alibaba’s check', () => {
  expect([items(linuxRows).length, items(windowsRows).length]).toEqual([18, 16]);
  const count = (word: string): number =>
    [...table.matchAll(new RegExp(`^\\| GUESTOS\\.\\w+ \\| ${word} \\|`, 'gm'))].length;
  expect(table).toContain(`Of 34 items ${count('yes')} are decided, ${count('partly')} partly, ${count('no')} not.`);
});

test('every rule is in the table, and no other', () => {
  const rows = table
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .join('\n');
  const named = [...rows.matchAll(/`((?:guest|linux|windows)\.[a-z0-9-]+)`/g)].map(([, rule]) => rule);
  expect([...new Set(named)].sort()).toEqual([...guestRules].sort());
  expect(all.map(({ rule }) => rule).sort()).toEqual([...guestRules].sort());
});

test('a rule stands in the row of the item it says it answers', () => {
  const tables = [
    { checks: linuxChecks, rows: linuxRows },
    { checks: windowsChecks, rows: windowsRows },
  ];
  for (const { checks, rows } of tables)
    for (const { rule, about } of checks) {
      const row = rows.split('\n').find((line) => line.startsWith('| GUESTOS') && line.includes(`\`${rule}\``));
      expect([rule, row?.startsWith(`| GUESTOS.${about.item} |`) ?? false]).toEqual([rule, about.item !== undefined]);
    }
});

test('every rule is shown on a bad guest', async () => {
  const own = ['linux-checks', 'linux-surroundings', 'linux-start', 'windows-checks'];
  const files = [...own, '../several-disks', '../inspect-guests', '../with-guests'];
  const texts = await Promise.all(files.map((name) => readFile(new URL(`${name}.test.ts`, import.meta.url), 'utf8')));
  const code = texts.join('\n');
  const shown = (rule: string): boolean =>
    new RegExp(`'${rule}',\\s+'(strong|recommended)'|rule === '${rule}'|'${rule}'\\)|rule: '${rule}'`).test(code);
  expect(guestRules.filter((rule) => !shown(rule))).toEqual([]);
});
