/** The words of Assess, Prepare and Learn in the language asked for. */
import type { Locale } from '../../../../contract/words/format.ts';
import { rulesWordsEn } from '../../rules/words/words.en.ts';
import { rulesWordsZh } from '../../rules/words/words.zh.ts';
import type { Words } from '../checklist.ts';
import { prepareWordsEn } from './prepare.en.ts';
import { prepareWordsZh } from './prepare.zh.ts';

const en: Words = { rules: rulesWordsEn, prepare: prepareWordsEn };
const zh: Words = { rules: rulesWordsZh, prepare: prepareWordsZh };
const all: Readonly<Record<Locale, Words>> = { en, zh };

export const wordsOf = (locale: Locale): Words => all[locale];
