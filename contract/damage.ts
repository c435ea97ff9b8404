/**
 * Where a damaged disk contradicts itself, as failures and evidence carry it: a code and its values. The sentences live in
 * `words/damage-*`; a detail that somebody else said (qemu-img, a system) travels verbatim instead.
 */
import type { diskDamage as diskDamageEn } from '../words/en/details/damage-disk.ts';
import type { guestDamage as guestDamageEn } from '../words/en/details/damage-guest.ts';
import type { structures as structuresEn } from '../words/en/details/structures.ts';

type Sentences = typeof diskDamageEn & typeof guestDamageEn;
/** A code with its values, as the readers pass them on. */
export type Damage = {
  [C in keyof Sentences]: [code: C, ...values: Parameters<Sentences[C]>];
}[keyof Sentences];

export const damage = (...[code, ...values]: Damage): string => `damage:${code}:${JSON.stringify(values)}`;

type Format =
  | 'ext' | 'ext2' | 'ext3' | 'ext4' | 'xfs' | 'btrfs' | 'lvm' | 'fat' | 'exfat' | 'ntfs'
  | 'initramfs' | 'gzip' | 'lz4' | 'lzma' | 'xz' | 'zstd' | 'dpkg'; // prettier-ignore
/** What the damage was met in: a format, or a part of one by its English name, which a number may follow. */
export type Structure = Format | keyof typeof structuresEn | `${keyof typeof structuresEn} ${number}`;

/** Undefined for what somebody else said. */
export function readDamage(detail: string): { code: string; values: unknown[] } | undefined {
  const [, code, values] = /^damage:([a-z0-9-]+):(\[.*\])$/s.exec(detail) ?? [];
  return code === undefined || values === undefined ? undefined : { code, values: parsed(values) };
}

/** A detail may come cut from a record. */
function parsed(values: string): unknown[] {
  try {
    return JSON.parse(values) as unknown[];
  } catch {
    return [];
  }
}
