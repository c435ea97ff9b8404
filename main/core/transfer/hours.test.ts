/** Hours in which uploads may run, also over midnight. */
import { expect, test } from 'vitest';
import { closedUntil } from './hours.ts';

const at = (time: string, day = 10): number =>
  new Date(2026, 4, day, Number(time.slice(0, 2)), Number(time.slice(3))).getTime();

test.each([
  ['20:00', '06:00', '19:59', at('20:00')],
  ['20:00', '06:00', '20:00', undefined],
  ['20:00', '06:00', '23:59', undefined],
  ['20:00', '06:00', '05:59', undefined],
  ['20:00', '06:00', '06:00', at('20:00')],
  ['09:30', '17:00', '08:00', at('09:30')],
  ['09:30', '17:00', '12:00', undefined],
  ['09:30', '17:00', '17:00', at('09:30', 11)],
  ['00:00', '00:00', '13:00', undefined],
])('%s to %s at %s', (from, to, now, until) => expect(closedUntil({ from, to }, at(now))).toBe(until));

test('without hours it is always time', () => expect(closedUntil(undefined, at('03:00'))).toBeUndefined());
