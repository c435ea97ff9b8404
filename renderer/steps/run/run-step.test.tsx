/** The running migration: honest bars, named waits, and nothing cancelled unasked. */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { MigrationView } from '../../../contract/migrations.ts';
import type { Progress, StageState, TransferFacts } from '../../../contract/stages.ts';
import { draftView, fakeCore, migrationId, type FakeCore } from '../../bridge/core.double.ts';
import { show } from '../../page/page.double.tsx';

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

it('shows what is kept while it rests, even where that is less than had been sent', async () => {
  const core = await showRun(running);
  core.emit({ kind: 'progress', id: migrationId, progress: progress(150) });
  await waitFor(() => expect(bar().getAttribute('aria-valuenow')).toBe('75'));
  const paused = uploading('paused', { at: 'paused', attempt: 1, because: 'asked' });
  core.emit({ kind: 'changed', migration: { ...paused, progress: progress(120) } });
  expect(await screen.findByText('Paused on request.')).toBeTruthy();
  await waitFor(() => expect(bar().getAttribute('aria-valuenow')).toBe('60'));
});

it('can be paused at once while it lets parts arrive', async () => {
  const core = await showRun(running);
  core.emit({ kind: 'progress', id: migrationId, progress: { ...progress(150), doing: 'finishing-parts' } });
  expect(await screen.findByText(/as soon as the parts on their way have arrived/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Pause at once' }));
  expect(core.asked).toContainEqual(['migration.pause', { id: migrationId }]);
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

const transfer = (more: Partial<TransferFacts>): TransferFacts => ({
  atOnce: 6,
  sending: 4,
  partBytes: 8 * 2 ** 20,
  retries: 0,
  sentInVainBytes: 0,
  ...more,
});

it('says what failed on the way, why, and what happens next', async () => {
  const core = await showRun(running);
  const emit = (facts: TransferFacts): void =>
    core.emit({ kind: 'progress', id: migrationId, progress: { ...progress(120), transfer: facts } });
  emit(transfer({}));
  expect(await screen.findByText('4 parts of 8 MiB on the way; the line is given 6 at once.')).toBeTruthy();
  expect(screen.getByText('No part had to be sent twice.')).toBeTruthy();
  const lastRetry = {
    when: new Date().toISOString(),
    failure: { code: 'network.stalled' as const, facts: { host: 'oss.example', quietMs: 20_000 } },
    failedTries: 2,
    waitMs: 60_000,
    partNumber: 17,
  };
  emit(transfer({ retries: 3, sentInVainBytes: 2 ** 20, lastRetry }));
  expect(await screen.findByText('3 tries failed; 1 MiB had been sent in vain.')).toBeTruthy();
  const retry = (await screen.findByText('Last failed try')).closest('div');
  expect(retry?.textContent).toMatch(/part 17: .*oss\.example.*failed 2 times in a row and is tried again in/);
});

it('draws the speed of the last minutes, and goes on with what comes', async () => {
  const speeds = [{ when: new Date(Date.now() - 20_000).toISOString(), bytesPerSecond: 2 ** 20 }];
  const core = fakeCore({ 'transfer.speeds': async () => speeds }, [running]);
  show(core, `#/migrations/${migrationId}/run`);
  expect(await screen.findByRole('img', { name: /now 1 MiB\/s, at most 1 MiB\/s/ })).toBeTruthy();
  core.emit({
    kind: 'progress',
    id: migrationId,
    progress: { ...progress(150), bytesPerSecond: 3 * 2 ** 20 },
  });
  expect(await screen.findByRole('img', { name: /now 3 MiB\/s, at most 3 MiB\/s/ })).toBeTruthy();
});

it('moves the cap of a running upload, and takes it away', async () => {
  const core = await showRun(running);
  fireEvent.change(screen.getByRole('slider', { name: 'Speed limit of uploads' }), {
    target: { value: '4' },
  });
  await waitFor(() => expect(core.asked).toContainEqual(['transfer.setCap', { bytesPerSecond: 2 ** 20 }]));
  expect(screen.getByText(/At most 1 MiB\/s\./)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'No limit' }));
  await waitFor(() => expect(core.asked).toContainEqual(['transfer.setCap', {}]));
});

it('gives each of several disks a bar of its own', async () => {
  const disk = (path: string, role: 'system' | 'data') => ({ path, role });
  const view = {
    ...running,
    disks: [disk('/srv/a.vmdk', 'system'), disk('/srv/b.vmdk', 'data'), disk('/srv/c.vmdk', 'data')],
    progress: { ...progress(50), disk: 1 },
  };
  await showRun(view);
  const rows = within(screen.getByRole('list', { name: 'Disks of Upload' })).getAllByRole('listitem');
  expect(rows.map((row) => row.textContent)).toEqual([
    'a.vmdkSystem diskDone',
    'b.vmdkData disk 125%',
    'c.vmdkData disk 2Not begun',
  ]);
});
