/** Turns what does not fit a schema into a sentence, or into a list of them. */
import { readMisfits } from '../contract/misfits.ts';
import type { Locale } from './locale.ts';
import { misfits as misfitsEn, misfitWhole as misfitWholeEn } from './en/details/misfits.ts';
import { misfits as misfitsZh, misfitWhole as misfitWholeZh } from './zh/details/misfits.ts';
import { punctuation as punctuationEn } from './en/punctuation.ts';
import { punctuation as punctuationZh } from './zh/punctuation.ts';

type Sentences = Readonly<Record<string, (...values: never[]) => string>>;
const all: Readonly<Record<Locale, Sentences>> = { en: misfitsEn, zh: misfitsZh };
const whole: Readonly<Record<Locale, string>> = { en: misfitWholeEn, zh: misfitWholeZh };

const punctuation = { en: punctuationEn, zh: punctuationZh };

/** Several stand one a line. Undefined for what somebody else said. */
export function misfitsText(fact: string, locale: Locale): string | undefined {
  const read = readMisfits(fact);
  if (read === undefined) return undefined;
  const sentences = read.told.map(({ at, code, values }) => {
    // The values belong to the code: both were made together by `fit`.
    const say = (all[locale][code] ?? all[locale]['unfit']) as (...values: readonly unknown[]) => string;
    return `${at === '' ? whole[locale] : `${at} `}${say(...values)}`;
  });
  const [only, ...more] = sentences;
  const text = more.length === 0 ? (only ?? '') : sentences.map((one) => `\n- ${one}`).join('');
  return read.of === '' ? text : punctuation[locale].named(read.of, text);
}
