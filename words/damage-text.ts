/** Says in words what is wrong in a damaged disk, and in which of its structures. */
import { readDamage } from '../contract/damage.ts';
import { diskDamage as diskDamageEn } from './en/details/damage-disk.ts';
import { diskDamage as diskDamageZh } from './zh/details/damage-disk.ts';
import { guestDamage as guestDamageEn } from './en/details/damage-guest.ts';
import { guestDamage as guestDamageZh } from './zh/details/damage-guest.ts';
import type { Locale } from './locale.ts';
import { structures as structuresEn } from './en/details/structures.ts';
import { structures as structuresZh } from './zh/details/structures.ts';

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
