/** Whatever is wrong in a damaged disk is said in both languages, with every value in either sentence. */
import { describe, expect, it, test } from 'vitest';
import { said, say, type Said } from '../contract/said.ts';
import { diskDamage as diskDamageEn } from './en/details/damage-disk.ts';
import { diskDamage as diskDamageZh } from './zh/details/damage-disk.ts';
import { guestDamage as guestDamageEn } from './en/details/damage-guest.ts';
import { guestDamage as guestDamageZh } from './zh/details/damage-guest.ts';
import { says } from './say.ts';

type Sentences = Readonly<Record<string, (...values: never[]) => string>>;
const tables: [string, Sentences, Sentences][] = [
  ['disk', diskDamageEn, diskDamageZh],
  ['guest', guestDamageEn, guestDamageZh],
];

describe.each(tables)('damage of the %s', (_, en, zh) => {
  it('has the same codes in both languages', () => expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort()));

  it.each(Object.keys(en))('%s', (code) => {
    const values = Array.from({ length: en[code]?.length ?? 0 }, (_value, n) => 7_001 + n);
    const english = says.en.said({ say: code as Said['say'], values });
    const chinese = says.zh.said({ say: code as Said['say'], values });
    for (const value of values) {
      expect(english).toContain(`${value}`);
      expect(chinese).toContain(`${value}`);
    }
    expect(english).not.toMatch(/undefined|NaN|\p{Script=Han}/u);
    expect(chinese).not.toMatch(/undefined|NaN/);
    expect(chinese).toMatch(/\p{Script=Han}/u);
  });
});

test('no code stands in both tables', () => {
  expect(Object.keys(diskDamageEn).filter((code) => code in guestDamageEn)).toEqual([]);
});

test('values survive the way, whatever is in them', () => {
  const detail = say('extent-unreadable', 'RW 1 "a:b]"\n');
  expect(said.parse(JSON.parse(JSON.stringify(detail)))).toEqual(detail);
  expect(says.zh.said(detail)).toContain('RW 1 "a:b]"\n');
});

test('what somebody else said stays as it is', () => {
  expect(says.zh.said('Content mismatch at offset 512!')).toBe('Content mismatch at offset 512!');
});
