/** The running migration: honest bars, named waits, and nothing cancelled unasked. */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { MigrationView, Progress, StageState } from '../../contract/views.ts';
import { draftView, fakeCore, migrationId, type FakeCore } from '../test/fake-core.ts';
import { show } from '../test/show.tsx';

const since = '2026-03-04T09:00:00Z';
const progress = (done: number): Progress => ({
  stage: 'upload',
  doing: 'uploading',
  done,
  total: 200,
  unit: 'bytes',
  since,
});
const uploading = (status: MigrationView['status'], upload: StageState): MigrationView => ({
  ...draftView,
  name: 'web01',
  status,
  currentStage: 'upload',
  stages: { ...draftView.stages, upload },
  progress: progress(100),
});
const running = uploading('running', { at: 'running', attempt: 1, since });

async function showRun(view: MigrationView): Promise<FakeCore> {
  const core = fakeCore({}, [view]);
  show(core, `#/migrations/${migrationId}/run`);
  await screen.findByRole('list', { name: 'Stages' });
  return core;
}
const bar = (): HTMLElement => screen.getByRole('progressbar', { name: 'Progress of Upload' });

it('shows bytes and percent, and never takes the bar back', async () => {
  const core = await showRun(running);
  expect(bar().getAttribute('aria-valuenow')).toBe('50');
  expect(screen.getByText('100 B of 200 B')).toBeTruthy();
  core.emit({ kind: 'progress', id: migrationId, progress: progress(80) });
  core.emit({ kind: 'progress', id: migrationId, progress: progress(150) });
  core.emit({ kind: 'progress', id: migrationId, progress: progress(120) });
  await waitFor(() => expect(bar().getAttribute('aria-valuenow')).toBe('75'));
});

it('cancels only after asking', async () => {
  const core = await showRun(running);
  const cancelled = (): boolean => core.asked.some(([name]) => name === 'migration.cancel');
  await userEvent.click(screen.getByRole('button', { name: 'Cancel migration…' }));
  const dialog = screen.getByRole('dialog', { name: 'Cancel this migration?' });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Keep running' }));
  expect(cancelled()).toBe(false);
  await userEvent.click(screen.getByRole('button', { name: 'Cancel migration…' }));
  await userEvent.click(screen.getByRole('button', { name: 'Cancel the migration' }));
  expect(cancelled()).toBe(true);
});

it('names what it waits for', async () => {
  const failure = { code: 'network.unreachable' as const, facts: { host: 'oss.example', reason: 'refused' } };
  await showRun(uploading('waiting', { at: 'waiting', attempt: 2, since, until: since, failure }));
  expect(screen.getByText(/Waits: The cloud cannot be reached/)).toBeTruthy();
  expect(screen.getByText('No connection to oss.example: refused.')).toBeTruthy();
});

it('offers to go on after an interruption', async () => {
  const core = await showRun(uploading('paused', { at: 'paused', attempt: 1, because: 'interrupted' }));
  expect(screen.getByText(/The program ended while this was running/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Go on' }));
  expect(core.asked).toContainEqual(['migration.resume', { id: migrationId }]);
});

it('shows the log when it is unfolded', async () => {
  await showRun(running);
  await userEvent.click(screen.getByText('Log'));
  expect(await screen.findByRole('log')).toHaveProperty('textContent', expect.stringContaining('started'));
});
