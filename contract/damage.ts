/**
 * Where a damaged disk contradicts itself, as failures and evidence carry it: a code and its values. The sentences live in
 * `words/damage-*`; a detail that somebody else said (qemu-img, a system) travels verbatim instead.
 */
import type { diskDamageEn } from './words/damage-disk.en.ts';
import type { guestDamageEn } from './words/damage-guest.en.ts';

type Sentences = typeof diskDamageEn & typeof guestDamageEn;
export type DamageCode = keyof Sentences;
export type DamageValues<C extends DamageCode> = Parameters<Sentences[C]>;

export const damage = <C extends DamageCode>(code: C, ...values: DamageValues<C>): string =>
  `damage:${code}:${JSON.stringify(values)}`;

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
