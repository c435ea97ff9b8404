/** The page's mirror of migrations under a storm: however much is told, little is painted, and nothing of the last is lost. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Progress } from '../../contract/stages.ts';
import { draftView } from '../bridge/core.double.ts';
import { createMigrations } from './migrations.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const uploaded = (disk: number, done: number): Progress => ({
  stage: 'upload',
  doing: 'uploading',
  disk,
  done,
  total: 1_000,
  unit: 'bytes',
  since: '2026-03-04T09:00:00Z',
});

it('paints at most four times a second while seventeen uploads tell of themselves, and ends with the latest of each', () => {
  const ids = Array.from({ length: 17 }, (_, index) => `mig-${index}`);
  const { progress, apply } = createMigrations();
  apply({ kind: 'all', migrations: ids.map((id) => ({ ...draftView, id, status: 'running' as const })) });
  vi.advanceTimersByTime(1_000);
  let painted = 0;
  progress.subscribe(() => (painted += 1));
  for (let done = 1; done <= 1_000; done += 1) {
    ids.forEach((id, disk) => apply({ kind: 'progress', id, progress: uploaded(disk, done) }));
    vi.advanceTimersByTime(3);
  }
  expect(painted).toBeLessThanOrEqual(13); // 17,000 events in three seconds
  vi.advanceTimersByTime(1_000);
  expect(Object.values(progress.getState()).map(({ done }) => done)).toEqual(ids.map(() => 1_000));
  expect(painted).toBeLessThanOrEqual(14);
  expect(vi.getTimerCount()).toBe(0);
});
