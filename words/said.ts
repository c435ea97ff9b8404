/** Says a failure, and the sentences of ours that stand inside failures and evidence; what others said stays as it is. */
import type { FailureView } from '../contract/failure.ts';
import type { Said, Text } from '../contract/said.ts';
import type { DetailTexts } from './detail-text.ts';
import type { FailureText, FailureTexts } from './failure-text.ts';

/** The values belong to the code: both were made together by `say` or `fit`, or read by their schema. */
type Sentence = (...values: readonly unknown[]) => string;

/** Formats whose code is not how they are written. */
const formats: Readonly<Record<string, string>> = {
  xfs: 'XFS',
  btrfs: 'Btrfs',
  lvm: 'LVM',
  fat: 'FAT',
  exfat: 'exFAT',
  ntfs: 'NTFS',
  refs: 'ReFS',
  luks: 'LUKS',
  bitlocker: 'BitLocker',
  iso9660: 'ISO 9660',
};

/** In the words of one language. */
export function sayIn(failures: FailureTexts, { sentences, misfits, whole, structures }: DetailTexts) {
  const known: Readonly<Record<string, string>> = { ...formats, ...structures };

  function sentence({ say, values }: Said): string {
    if (say in sentences) return (sentences[say as keyof typeof sentences] as Sentence)(...values);
    const [at, ...others] = values as [string, ...unknown[]];
    return `${at === '' ? whole : `${at} `}${(misfits[say as keyof typeof misfits] as Sentence)(...others)}`;
  }

  /** Several sentences stand one a line. */
  function said(text: Text): string {
    if (typeof text === 'string') return text;
    if ('say' in text) return sentence(text);
    const [only, ...more] = text.map(sentence);
    return more.length === 0 ? (only ?? '') : [only, ...more].map((one) => `\n- ${one}`).join('');
  }

  function saidFacts(facts: object): Record<string, string | number> {
    const all = Object.entries(facts as Readonly<Record<string, Text | number | undefined>>);
    return Object.fromEntries(
      all.flatMap(([name, fact]) => (fact === undefined ? [] : [[name, typeof fact === 'number' ? fact : said(fact)]])),
    );
  }

  return {
    said,
    /** A format or a part of one, with the number that may follow it; a path stays what it is. */
    structure: (subject: string): string => {
      const [, name = '', number = ''] = /^(.+?)( \d+)?$/s.exec(subject) ?? [];
      const own = known[name];
      return own === undefined ? subject : `${own}${number}`;
    },
    /** Title, what happened and what to do, for a failure as it travels. */
    failure: ({ code, facts }: FailureView): FailureText => {
      // The facts belong to the code: both were made together by `Failure`, or read by their schema.
      const text = failures[code] as (facts: Record<string, string | number>) => FailureText;
      return text(saidFacts(facts));
    },
    /** What a failure knows, each sentence of ours in words. */
    facts: (facts: FailureView['facts']): Record<string, string | number> =>
      Object.fromEntries(
        Object.entries(saidFacts(facts)).map(([name, fact]) => [name, typeof fact === 'number' ? fact : fact.trim()]),
      ),
  };
}
