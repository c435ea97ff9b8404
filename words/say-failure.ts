/** Says a failure, with those of its facts that are sentences of ours. */
import type { FailureView } from '../contract/failure.ts';
import type { Text } from '../contract/said.ts';
import { failures as failuresEn } from './en/failures/all.ts';
import type { FailureText } from './failure-text.ts';
import type { Locale } from './locale.ts';
import { saidText } from './said-text.ts';
import { failures as failuresZh } from './zh/failures/all.ts';

const failures = { en: failuresEn, zh: failuresZh };

function saidFacts(facts: object, locale: Locale): Record<string, string | number> {
  const all = Object.entries(facts as Readonly<Record<string, Text | number | undefined>>);
  return Object.fromEntries(
    all.flatMap(([name, fact]) =>
      fact === undefined ? [] : [[name, typeof fact === 'number' ? fact : saidText(fact, locale)]],
    ),
  );
}

/** Title, what happened and what to do, for a failure as it travels. */
export function failureText({ code, facts }: FailureView, locale: Locale): FailureText {
  // The facts belong to the code: both were made together by `Failure`, or read by their schema.
  const text = failures[locale][code] as (facts: Record<string, string | number>) => FailureText;
  return text(saidFacts(facts, locale));
}

/** What a failure knows, each sentence of ours in words. */
export const factsText = (facts: FailureView['facts'], locale: Locale): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(saidFacts(facts, locale)).map(([name, fact]) => [
      name,
      typeof fact === 'number' ? fact : fact.trim(),
    ]),
  );
