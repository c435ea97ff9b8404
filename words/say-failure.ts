/** Says a failure, with those of its facts that are codes of ours. */
import type { FailureView } from '../contract/failure.ts';
import { readRemark } from '../contract/remarks.ts';
import { damageText } from './damage-text.ts';
import type { FailureText } from './failure-text.ts';
import { failures as failuresEn } from './en/failures/all.ts';
import { failures as failuresZh } from './zh/failures/all.ts';
import type { Locale } from './locale.ts';
import { misfitsText } from './misfits-text.ts';
import { remarks as remarksEn } from './en/details/remarks.ts';
import { remarks as remarksZh } from './zh/details/remarks.ts';

const failures = { en: failuresEn, zh: failuresZh };
const remarks = { en: remarksEn, zh: remarksZh };

/** Facts of ours in words; all else as it is. */
function sayFact(fact: unknown, locale: Locale): unknown {
  if (typeof fact !== 'string') return fact;
  const read = readRemark(fact);
  if (read !== undefined) return remarks[locale][read.code](read.about);
  return misfitsText(fact, locale) ?? damageText(fact, locale);
}

/** Title, what happened and what to do, for a failure as it travels. */
export function failureText(view: FailureView, locale: Locale): FailureText {
  // The facts belong to the code: both were made together by `Failure`.
  const text = failures[locale][view.code] as (facts: FailureView['facts']) => FailureText;
  const facts = new Proxy(view.facts, { get: (all, name) => sayFact(Reflect.get(all, name), locale) });
  return text(facts);
}

/** What a failure knows, each fact of ours as the sentence it is. */
export const factsText = (facts: FailureView['facts'], locale: Locale): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => {
      const said = sayFact(fact, locale);
      return [name, typeof said === 'string' ? said.trim() : said];
    }),
  );
