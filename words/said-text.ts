/** Says the sentences of ours that stand inside failures and evidence; what others said stays as it is. */
import type { Said, Text } from '../contract/said.ts';
import type { DetailTexts } from './detail-text.ts';
import { details as detailsEn } from './en/details/all.ts';
import type { Locale } from './locale.ts';
import { details as detailsZh } from './zh/details/all.ts';

const details: Readonly<Record<Locale, DetailTexts>> = { en: detailsEn, zh: detailsZh };

/** Several sentences stand one a line. */
export function saidText(said: Text, locale: Locale): string {
  if (typeof said === 'string') return said;
  if ('say' in said) return sentence(said, details[locale]);
  const [only, ...more] = said.map((one) => sentence(one, details[locale]));
  return more.length === 0 ? (only ?? '') : [only, ...more].map((one) => `\n- ${one}`).join('');
}

/** The values belong to the code: both were made together by `say` or `fit`, or read by their schema. */
type Sentence = (...values: readonly unknown[]) => string;

function sentence({ say, values }: Said, { sentences, misfits, whole }: DetailTexts): string {
  if (say in sentences) return (sentences[say as keyof typeof sentences] as Sentence)(...values);
  const [at, ...others] = values as [string, ...unknown[]];
  return `${at === '' ? whole : `${at} `}${(misfits[say as keyof typeof misfits] as Sentence)(...others)}`;
}

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

/** A format or a part of one, with the number that may follow it; a path stays what it is. */
export function structureText(subject: string, locale: Locale): string {
  const [, name = '', number = ''] = /^(.+?)( \d+)?$/s.exec(subject) ?? [];
  const known: Readonly<Record<string, string>> = { ...formats, ...details[locale].structures };
  const said = known[name];
  return said === undefined ? subject : `${said}${number}`;
}
