/** What follows when a part was not taken: soon again, later again, or the end. */
import { expect, test } from 'vitest';
import { Failure } from '../../../contract/failure-error.ts';
import { anotherTurn, firstTurn, type PartTurn } from './part-turn.ts';
import type { PartRefusal } from './send-part.ts';

const table = { tries: 4, firstWaitMs: 1_000, longestWaitMs: 60_000 };
const refusal = (failure: Failure, more: Partial<PartRefusal> = {}): PartRefusal => ({
  failure,
  waitMs: undefined,
  mended: false,
  ...more,
});
const broken = refusal(new Failure('network.unreachable', { host: 'oss', reason: 'ECONNRESET' }));
const busy = new Failure('cloud.unavailable', { status: 503, code: 'ServiceUnavailable', requestId: '' });
const expired = new Failure('account.token-expired', { requestId: '' });

test('after one broken connection another is tried soon; after that it may be the line', () => {
  const first = anotherTurn(firstTurn(7), broken, table);
  expect(first).toMatchObject({ turn: { partNumber: 7, failedTries: 1 }, crowded: false });
  expect(first.waitMs).toBeGreaterThanOrEqual(50);
  expect(first.waitMs).toBeLessThanOrEqual(100);
  const second = anotherTurn(first.turn, broken, table);
  expect(second.waitMs).toBeGreaterThanOrEqual(1_000);
  expect(second.waitMs).toBeLessThanOrEqual(2_000);
});

test('a service that has too much to do is left alone from the first time, as long as it asks at least', () => {
  const own = anotherTurn(firstTurn(1), refusal(busy), table);
  expect(own.crowded).toBe(true);
  expect(own.waitMs).toBeGreaterThanOrEqual(500);
  expect(anotherTurn(firstTurn(1), refusal(busy, { waitMs: 7_777 }), table).waitMs).toBe(7_777);
  expect(anotherTurn(firstTurn(1), refusal(busy, { waitMs: 9e9 }), table).waitMs).toBe(300_000);
});

test('ends with the failure when the tries are used up, or when trying does not help', () => {
  let turn: PartTurn = firstTurn(1);
  for (let tries = 1; tries < table.tries; tries++) turn = anotherTurn(turn, broken, table).turn;
  expect(() => anotherTurn(turn, broken, table)).toThrow(broken.failure);
  expect(() => anotherTurn(firstTurn(1), refusal(expired), table)).toThrow(expired);
});

test('what was put right goes again at once, but not for ever', () => {
  const mended = refusal(expired, { mended: true });
  const first = anotherTurn(firstTurn(1), mended, table);
  const second = anotherTurn(first.turn, mended, table);
  expect([first.waitMs, second.waitMs]).toEqual([0, 0]);
  expect(() => anotherTurn(second.turn, mended, table)).toThrow(expired);
});
