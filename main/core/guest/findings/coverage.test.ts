/** Keeps the table of docs/guest-checks.md and the rules in step. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { guestRules } from '../../../../contract/guest.ts';
import { imageCheckItems } from '../../../../contract/image-check-items.ts';
import { linuxChecks } from './linux-checks.ts';
import { windowsChecks } from './windows-checks.ts';

const document = await readFile(new URL('../../../../docs/guest-checks.md', import.meta.url), 'utf8');
// columns are padded for people
const table = document.replaceAll(/ +/g, ' ');
const [, linuxRows = '', windowsRows = ''] = table.split(/^### .*$/m);
const items = (rows: string): string[] =>
  [...rows.matchAll(/^\| (GUESTOS\.\w+) \|/gm)].map(([, item = '']) => item);

test('the table has all items of Alibaba’s check', () => {
  expect([items(linuxRows).length, items(windowsRows).length]).toEqual([18, 16]);
  const count = (word: string): number =>
    [...table.matchAll(new RegExp(`^\\| GUESTOS\\.\\w+ \\| ${word} \\|`, 'gm'))].length;
  expect(table).toContain(
    `Of 34 items ${count('yes')} are decided, ${count('partly')} partly, ${count('no')} not.`,
  );
});

test('every rule is in the table, and no other', () => {
  const rows = table.split('\n').filter((line) => line.startsWith('|')).join('\n'); // prettier-ignore
  const named = [...rows.matchAll(/`((?:guest|linux|windows)\.[a-z0-9-]+)`/g)].map(([, rule]) => rule);
  expect([...new Set(named)].sort()).toEqual([...guestRules].sort());
  const checked = [...linuxChecks, ...windowsChecks].map(({ rule }) => rule);
  expect([...checked, ...guestRules.filter((rule) => rule.startsWith('guest.'))].sort()).toEqual(
    [...guestRules].sort(),
  );
});

test('a rule stands in the row of the item it says it answers', () => {
  // prettier-ignore
  for (const [checks, rows] of [[linuxChecks, linuxRows], [windowsChecks, windowsRows]] as const)
    for (const { rule, item } of checks) {
      const row = rows.split('\n').find((line) => line.startsWith('| GUESTOS') && line.includes(`\`${rule}\``));
      expect([rule, row?.startsWith(`| ${item} |`) ?? false]).toEqual([rule, item !== undefined]);
    }
});

test('every rule is shown on a bad guest', async () => {
  const files = ['linux-checks', 'linux-surroundings', 'windows-checks', '../several-disks', '../inspect-guests', '../with-guests']; // prettier-ignore
  const texts = await Promise.all(files.map((name) => readFile(new URL(`${name}.test.ts`, import.meta.url), 'utf8'))); // prettier-ignore
  const all = texts.join('\n');
  const shown = (rule: string): boolean =>
    new RegExp(`'${rule}',\\s+'(strong|recommended)'|rule === '${rule}'|'${rule}'\\)|rule: '${rule}'`).test(
      all,
    );
  expect(guestRules.filter((rule) => !shown(rule))).toEqual([]);
});

test('the page and the report know the same items as the checks', () => {
  for (const { rule, item } of [...linuxChecks, ...windowsChecks])
    expect([rule, imageCheckItems[rule]]).toEqual([rule, item?.replace('GUESTOS.', '')]);
});
