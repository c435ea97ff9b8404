import { expect, it } from 'vitest';
import type { Clock } from '../../main/core/base/clock.ts';
import { openBody } from './request-body.ts';

async function* chunks(...sizes: number[]): AsyncGenerator<Buffer> {
  for (const size of sizes) yield await Promise.resolve(Buffer.alloc(size));
}

/** Time passes only by waiting. */
function patientClock(): Clock {
  let time = 0;
  return {
    now: () => time,
    wait(ms) {
      time += ms;
      return Promise.resolve();
    },
  };
}

it('bodies that share a line share its speed', async () => {
  const clock = patientClock();
  const pace = { bytesPerSecond: 1000, freeAt: 0 };
  const one = openBody(chunks(500, 500), pace, clock);
  const other = openBody(chunks(3000), pace, clock);
  await one.drain(Infinity);
  expect(clock.now()).toBe(1000);
  await other.drain(Infinity);
  expect(clock.now()).toBe(4000);
  expect([one.receivedBytes(), other.receivedBytes()]).toEqual([1000, 3000]);
});
