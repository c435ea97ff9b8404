/** Settings of the program itself: what is looked at before it is saved, what is forgotten, what is asked of others. */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { Failure } from '../../contract/failure-error.ts';
import { fakeCore } from '../bridge/core.double.ts';
import { show } from '../page/page.double.tsx';

it('shows every file of the support bundle before anything is saved, names taken out unless asked for', async () => {
  const core = fakeCore();
  const address = vi.fn(() => 'blob:x');
  // jsdom would go to the address instead of saving what is there
  const save = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: address, revokeObjectURL: vi.fn() }));
  show(core, '#/settings');
  await userEvent.click(await screen.findByRole('button', { name: 'Prepare…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Look before you save' }));
  expect(core.asked).toContainEqual(['support.bundle', { hideNames: true }]);
  expect(dialog.getByText('{"hidden": true}')).toBeTruthy();
  await userEvent.click(dialog.getByRole('button', { name: /settings\.json/ }));
  expect(dialog.getByText('{}')).toBeTruthy();
  expect(save).not.toHaveBeenCalled();
  await userEvent.click(dialog.getByRole('button', { name: 'Save as zip' }));
  expect(address).toHaveBeenCalledOnce();
  expect(save.mock.contexts).toMatchObject([{ download: 'support.zip' }]);
  save.mockRestore();
  vi.unstubAllGlobals();
});

it('notes requests only when it is told to', async () => {
  const core = fakeCore();
  show(core, '#/settings');
  const card = within(await screen.findByRole('region', { name: 'Support bundle' }));
  expect(card.getByRole<HTMLInputElement>('radio', { name: 'Normal' }).checked).toBe(true);
  await userEvent.click(card.getByRole('radio', { name: 'Detailed' }));
  await waitFor(() => expect(core.asked).toContainEqual(['settings.set', { theme: 'light', log: 'detailed' }]));
});

it('names what is kept, and forgets it only after asking', async () => {
  const core = fakeCore();
  show(core, '#/settings');
  const card = within(await screen.findByRole('region', { name: 'Keys and passwords' }));
  expect(await card.findByText('production')).toBeTruthy();
  await userEvent.click(card.getByRole('button', { name: 'Forget all…' }));
  await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Forget all' }));
  await waitFor(() => expect(core.asked).toContainEqual(['program.forgetSecrets', {}]));
});

it('asks nobody about newer versions by itself; the answer and a dead line are told', async () => {
  const newer = { version: '0.2.0', notes: 'Faster uploads.', page: 'https://example.com/get' };
  const answers = [
    Promise.resolve({ current: '0.1.0', newer }),
    Promise.reject(new Failure('network.unreachable', { host: 'example.com', reason: 'ENOTFOUND' })),
  ];
  answers[1]?.catch(() => undefined);
  const core = fakeCore({ 'updates.check': () => answers.shift() ?? Promise.resolve({ current: '0.1.0' }) });
  show(core, '#/settings');
  const card = within(await screen.findByRole('region', { name: 'Newer versions' }));
  expect(card.getByRole<HTMLButtonElement>('button', { name: 'Check now' }).disabled).toBe(true);
  expect(core.asked.map(([name]) => name)).not.toContain('updates.check');
  await userEvent.type(card.getByLabelText('Where to ask'), 'https://example.com/feed.json');
  await userEvent.click(card.getByRole('button', { name: 'Check now' }));
  expect(await card.findByText('Faster uploads.')).toBeTruthy();
  await userEvent.click(card.getByRole('button', { name: 'Check now' }));
  expect(await card.findByText(/network\.unreachable/)).toBeTruthy();
});

it('goes back to how the settings came, after asking', async () => {
  const core = fakeCore();
  show(core, '#/settings');
  await userEvent.click(await screen.findByRole('button', { name: 'Reset settings…' }));
  await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Reset' }));
  await waitFor(() => expect(core.asked).toContainEqual(['settings.set', { theme: 'system' }]));
});
