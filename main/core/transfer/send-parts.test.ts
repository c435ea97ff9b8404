/** Who uses the line while a part waits for another try. */
import { expect, test } from 'vitest';
import { systemClock, type Clock } from '../base/clock.ts';
import type { PartSource } from './part-source.ts';
import { MiB, partsTaken, uploadRoom } from './upload-room.double.ts';

const room = uploadRoom();
const broken = { resetAfterBytes: MiB };
const busy = { status: 503, code: 'ServiceUnavailable' };
const firstFails = (fault: object) => [{ match: { action: 'UploadPart', partNumber: 1 }, times: 1, fault }];

/** A wait for another try lasts until `enough`; any other is over at once. */
const waitsUntil = (enough: () => Promise<boolean>): Clock => ({
  now: () => Date.now(),
  async wait(ms, signal) {
    while (ms > 1 && !(await enough())) await systemClock.wait(5, signal);
  },
});
const retry = { tries: 8, firstWaitMs: 100_000, longestWaitMs: 100_000 };

test('a part whose connection broke lends its place: the others go while it waits', async () => {
  const { cloud, store } = await room.practice(firstFails(broken));
  const clock = waitsUntil(async () => (await partsTaken(cloud)).length === 2);
  expect(await room.send(store, { concurrency: 1, retry, clock })).toMatchObject(room.whole());
  expect(await partsTaken(cloud)).toEqual([2, 3, 1]);
});

test('nothing goes in the place of a part that the service had too much with', async () => {
  const { cloud, store } = await room.practice(firstFails(busy));
  expect(await room.send(store, { concurrency: 1 })).toMatchObject(room.whole());
  expect(await partsTaken(cloud)).toEqual([1, 2, 3]);
});

test('on a line that takes nothing, not every part is tried', async () => {
  const { store } = await room.practice([{ match: { action: 'UploadPart' }, fault: broken }]);
  const few = { tries: 4, firstWaitMs: 1, longestWaitMs: 1 };
  await expect(room.send(store, { concurrency: 1, retry: few })).rejects.toMatchObject({
    code: 'network.unreachable',
  });
  const tried = room.logged.filter(({ event }) => event === 'part sent again');
  expect(tried.map(({ facts }) => facts['partNumber'])).not.toContain(3);
});

test('eased while one part fails, the others still arrive', async () => {
  const { cloud, store } = await room.practice(firstFails(broken));
  const easing = new AbortController();
  let heldBack: (() => void) | undefined;
  const failed = new Promise<void>((resolve) => (heldBack = resolve));
  const source = room.source();
  const slow: PartSource = {
    ...source,
    async *read(range, signal) {
      if (range.start > 0) await failed; // the second part is on its way until after the first has failed
      yield* source.read(range, signal);
    },
  };
  const clock: Clock = {
    now: () => Date.now(),
    async wait(ms, signal) {
      if (ms < 1_000) return;
      easing.abort(new Error('eased'));
      setTimeout(() => heldBack?.(), 50);
      signal?.throwIfAborted();
      await Promise.reject(new Error('the wait goes on though it was eased'));
    },
  };
  await expect(room.send(store, { source: slow, easing: easing.signal, concurrency: 2, retry, clock })).rejects.toThrow(
    'eased',
  );
  expect((await partsTaken(cloud)).sort()).toEqual([2, 3]);
  expect(await room.send(store)).toMatchObject(room.whole());
});
