/** Home: what a newcomer sees, and that the list is right again after the program went away. */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Failure } from '../../contract/failure-error.ts';
import type { Chosen } from '../../contract/files.ts';
import { diskFile, draftView, fakeCore, migrationId } from '../bridge/core.double.ts';
import { show } from '../page/page.double.tsx';

it('explains the steps and offers a practice run when there is nothing yet', async () => {
  const core = fakeCore();
  show(core);
  expect(await screen.findByText(/Bring a server’s disk/)).toBeTruthy();
  expect(within(screen.getByRole('navigation')).getByText('Practice cloud')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Practice run with the sample disk' }));
  expect(await screen.findByText('VMDK (monolithicSparse)')).toBeTruthy();
  expect(window.location.hash).toBe(`#/migrations/${migrationId}/disks`);
});

it('says so when there is no sample disk', async () => {
  show(fakeCore({ 'files.sample': async () => ({}) }));
  await userEvent.click(await screen.findByRole('button', { name: 'Practice run with the sample disk' }));
  expect(await screen.findByText(/sample disk is not there/)).toBeTruthy();
});

it('shows a lost connection and heals from the snapshot of the next one', async () => {
  const migrations = [{ ...draftView, name: 'web01' }];
  const core = fakeCore({}, migrations);
  show(core);
  expect(await screen.findByText('web01')).toBeTruthy();
  migrations[0] = { ...draftView, name: 'web01 renamed' };
  core.drop();
  expect(await screen.findByText('web01 renamed')).toBeTruthy();
  expect(core.asked.filter(([name]) => name === 'hello')).toHaveLength(2);
});

it('keeps what is on screen while reconnecting, and says that it does', async () => {
  let closed = false;
  const core = fakeCore({}, [{ ...draftView, name: 'web01' }]);
  show({ ...core, open: () => (closed ? new Promise(() => undefined) : core.open()) });
  await screen.findByText('web01');
  closed = true;
  core.drop();
  expect((await screen.findByRole('alert')).textContent).toMatch(/Reconnecting/);
  expect(screen.getByText('web01')).toBeTruthy();
});

it('asks for a restart when page and program are of different versions', async () => {
  const mismatch = new Failure('program.version-mismatch', { page: '1', core: '2' });
  show(fakeCore({ hello: () => Promise.reject(mismatch) }));
  expect(await screen.findByText('Two versions of the program met')).toBeTruthy();
  await waitFor(() => expect(screen.queryByRole('navigation')).toBeNull());
});

it('begins with a plan file, and says what is wrong with one', async () => {
  const plan: Chosen = {
    ...diskFile,
    name: 'web.plan.json',
    path: '/srv/web.plan.json',
    looksLikeDisk: false,
  };
  let problems: string | undefined = 'target.region: is missing';
  const core = fakeCore({
    'files.browse': async () => ({
      folder: { ...plan, kind: 'folder', name: 'srv' },
      entries: [plan],
      cut: false,
    }),
    'migration.fromPlan': async () => {
      if (problems !== undefined) throw new Failure('asked.plan-invalid', { file: plan.path, problems });
      return draftView;
    },
  });
  show(core);
  const choose = async (): Promise<void> => {
    await userEvent.click(await screen.findByRole('button', { name: 'Open plan…' }));
    await userEvent.click(await screen.findByRole('button', { name: /web.plan.json/ }));
  };
  await choose();
  const dialog = await screen.findByRole('dialog', { name: 'Open plan…' });
  expect(dialog.textContent).toContain('target.region: is missing');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Close' }));
  problems = undefined;
  await choose();
  await waitFor(() => expect(window.location.hash).toBe(`#/migrations/${migrationId}/disks`));
  expect(core.asked).toContainEqual(['migration.fromPlan', { plan: plan.handle }]);
});

it('tells at the start of uploads that nobody will finish, and where they are; not of those still needed', async () => {
  const one = {
    account: 'practice',
    region: 'cn-hangzhou',
    bucket: 'disks',
    key: 'web01.qcow2',
    uploadId: 'A',
    begun: '2026-03-01T00:00:00.000Z',
    bytes: 3 * 2 ** 30,
  };
  const list = [one, { ...one, uploadId: 'B', neededBy: migrationId }];
  show(fakeCore({ 'leftovers.list': async () => list }));
  expect(await screen.findByText(/An upload that nobody will finish takes 3 GiB/)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'See them in Settings' }).getAttribute('href')).toBe('#/settings');
});

it('stays quiet about them where the cloud cannot be asked', async () => {
  const core = fakeCore({
    'leftovers.list': () =>
      Promise.reject(new Failure('network.unreachable', { host: 'oss.example', reason: 'ECONNREFUSED' })),
  });
  show(core);
  await waitFor(() => expect(core.asked.map(([name]) => name)).toContain('leftovers.list'));
  expect(await screen.findByText(/Bring a server’s disk/)).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});
