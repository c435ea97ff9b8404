/** The words of Assess, Prepare and Learn in the language asked for. */
import type { Locale } from './format.ts';
import { rulesWords as rulesWordsEn } from './en/rules/all.ts';
import { rulesWords as rulesWordsZh } from './zh/rules/all.ts';
import type { Words } from '../main/core/prepare/checklist.ts';
import { prepareWords as prepareWordsEn } from './en/prepare/all.ts';
import { prepareWords as prepareWordsZh } from './zh/prepare/all.ts';

const en: Words = { rules: rulesWordsEn, prepare: prepareWordsEn };
const zh: Words = { rules: rulesWordsZh, prepare: prepareWordsZh };
const all: Readonly<Record<Locale, Words>> = { en, zh };

export const wordsOf = (locale: Locale): Words => all[locale];
