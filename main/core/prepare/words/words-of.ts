/** The words of Assess, Prepare and Learn in the language asked for. */
import type { Locale } from '../../../../contract/words/format.ts';
import { rulesWordsEn } from '../../rules/words/words.en.ts';
import type { Words } from '../checklist.ts';
import { prepareWordsEn } from './prepare.en.ts';

const en: Words = { rules: rulesWordsEn, prepare: prepareWordsEn };
const all: Readonly<Record<Locale, Words>> = { en, zh: en };

export const wordsOf = (locale: Locale): Words => all[locale];
