/** No text is left without what it is about: each row of the tables here has one, and each text has its row. */
import { expect, test } from 'vitest';
import { languages } from '../../../words/locale.ts';
import { rules } from '../rules/catalogue.ts';
import { glossaryEntries, stepEntries } from '../rules/scenarios.ts';
import { tools } from '../rules/tools.ts';
import { linuxItems } from './items/linux-items.ts';
import { windowsItems } from './items/windows-items.ts';

const words = await languages.en.papers();
const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id).sort();

test.each([
  ['rules', rules, words.rules.rules],
  ['tools', tools, words.rules.tools],
  ['steps', stepEntries, words.rules.steps],
  ['glossary', glossaryEntries, words.rules.glossary],
  ['Linux items', linuxItems, words.prepare.linuxItems],
  ['Windows items', windowsItems, words.prepare.windowsItems],
])('%s', (_, rows, texts) => expect(Object.keys(texts).sort()).toEqual(ids(rows)));
