/** Says in words what is wrong in a damaged disk, and in which of its structures. */
import { readDamage } from '../damage.ts';
import { diskDamageEn } from './damage-disk.en.ts';
import { diskDamageZh } from './damage-disk.zh.ts';
import { guestDamageEn } from './damage-guest.en.ts';
import { guestDamageZh } from './damage-guest.zh.ts';
import type { Locale } from './format.ts';
import { structuresEn } from './structures.en.ts';
import { structuresZh } from './structures.zh.ts';

const damages: Readonly<Record<Locale, Readonly<Record<string, (...values: never[]) => string>>>> = {
  en: { ...diskDamageEn, ...guestDamageEn },
  zh: { ...diskDamageZh, ...guestDamageZh },
};
/** Formats whose code is not how they are written. */
const formats: Readonly<Record<string, string>> = {
  xfs: 'XFS', btrfs: 'Btrfs', lvm: 'LVM', fat: 'FAT', exfat: 'exFAT', ntfs: 'NTFS', refs: 'ReFS', luks: 'LUKS',
  bitlocker: 'BitLocker', iso9660: 'ISO 9660',
}; // prettier-ignore
const structures: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  en: { ...formats, ...structuresEn },
  zh: { ...formats, ...structuresZh },
};

/** What somebody else said stays as it is. */
export function damageText(detail: string, locale: Locale): string {
  const read = readDamage(detail);
  // The values belong to the code: both were made together by `damage`.
  const say = read && (damages[locale][read.code] as ((...values: unknown[]) => string) | undefined);
  return read && say ? say(...read.values) : detail;
}

/** A format or a part of one, with the number that may follow it; a path stays what it is. */
export function structureText(subject: string, locale: Locale): string {
  const [, name = '', number = ''] = /^(.+?)( \d+)?$/s.exec(subject) ?? [];
  const said = structures[locale][name];
  return said === undefined ? subject : `${said}${number}`;
}
