/** A job's lock: held by one at a time, needed to save, and never without the record as it is on disk. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from '../../../contract/schema.ts';
import { systemClock } from '../base/clock.ts';
import { lockOwner } from '../base/lock.ts';
import { Job } from './job.ts';
import { loadRecord, saveRecord, type JobKind } from './job-record.ts';

interface Counted {
  readonly id: string;
  readonly created: string;
  readonly count: number;
}
const kind: JobKind<Counted> = {
  folder: 'counts',
  id: z.string(),
  record: z.strictObject({ id: z.string(), created: z.string(), count: z.number() }),
  leftBehind: (record) => Promise.resolve(record),
};

let folder: string;
let job: Job<Counted>;
let bugs: unknown[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'job-'));
  bugs = [];
  const record = { id: 'c', created: '2026-01-01T00:00:00.000Z', count: 0 };
  await saveRecord(folder, record);
  job = new Job({
    kind,
    folder,
    record,
    clock: systemClock,
    onChange: () => undefined,
    onBug: (error) => bugs.push(error),
  });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('lets those in this program that want to change it take turns', async () => {
  const countUp = () => job.hold(() => job.save({ count: job.record.count + 1 }));
  await Promise.all([countUp(), countUp(), countUp()]);
  expect(await loadRecord(folder, kind)).toMatchObject({ count: 3 });
  expect(await lockOwner(folder)).toBeUndefined();
});

it('refuses to save without its lock', async () => {
  await expect(job.save({ count: 1 })).rejects.toThrow('without its lock');
  await job.hold(() => Promise.resolve());
  await expect(job.save({ count: 1 })).rejects.toThrow('without its lock');
});

it('is free again after a run that was refused, and after one that broke', async () => {
  const never = new Error('not today');
  await expect(
    job.begin(
      () => Promise.reject(never),
      () => Promise.resolve(),
    ),
  ).rejects.toBe(never);
  expect(job.busy).toBe(false);
  await job.begin(
    () => Promise.resolve(),
    () => Promise.reject(never),
  );
  await job.settled();
  expect(bugs).toEqual([never]);
  await job.hold(() => job.save({ count: 9 }));
  expect(job.record.count).toBe(9);
});
