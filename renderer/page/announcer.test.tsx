/** What is said aloud while work runs: few words, politely, and none about what had come to rest before. */
import { act, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { MigrationView } from '../../contract/migrations.ts';
import type { Progress } from '../../contract/stages.ts';
import { draftView, fakeCore, migrationId } from '../bridge/core.double.ts';
import { show } from './page.double.tsx';

const since = '2026-03-04T09:00:00Z';
const running: MigrationView = {
  ...draftView,
  name: 'web01',
  status: 'running',
  currentStage: 'upload',
  stages: { ...draftView.stages, upload: { at: 'running', attempt: 1, since } },
};
const progress = (done: number): Progress => ({
  stage: 'upload',
  doing: 'uploading',
  done,
  total: 10_000,
  unit: 'bytes',
  since,
});
const said = () => screen.getAllByRole('status')[0]?.textContent;

it('coalesces a storm of progress: a few repaints, and words only for each quarter of the way', async () => {
  const core = fakeCore({}, [running, { ...running, id: 'mig-aaaaaaaaaaaa', name: 'old', status: 'paused' }]);
  const page = show(core, '#/settings');
  await waitFor(() => expect(page.migrations.store.getState().known).toBe(true));
  let repaints = 0;
  page.migrations.progress.subscribe(() => (repaints += 1));
  const words = new Set<string | null | undefined>();
  act(() => {
    for (let done = 0; done <= 10_000; done++)
      page.migrations.apply({ kind: 'progress', id: migrationId, progress: progress(done) });
  });
  words.add(said());
  await waitFor(() => expect(said()).toBe('web01: Uploading parts, 100%'));
  words.add(said());
  expect(repaints).toBeLessThanOrEqual(2);
  expect(words.size).toBeLessThanOrEqual(2);
});

it('says the end, and why it stopped, in whichever room one is', async () => {
  const core = fakeCore({}, [running]);
  const page = show(core, '#/accounts');
  await waitFor(() => expect(page.migrations.store.getState().known).toBe(true));
  core.emit({ kind: 'progress', id: migrationId, progress: progress(10) });
  await waitFor(() => expect(said()).toBe('web01: Uploading parts'));
  core.emit({
    kind: 'changed',
    migration: {
      ...running,
      status: 'paused',
      stages: { ...running.stages, upload: { at: 'paused', attempt: 1, because: 'asked' } },
    },
  });
  await waitFor(() => expect(said()).toBe('web01: Paused on request.'));
  core.emit({ kind: 'changed', migration: { ...running, status: 'done' } });
  await waitFor(() => expect(said()).toBe('web01: The image is ready.'));
});
