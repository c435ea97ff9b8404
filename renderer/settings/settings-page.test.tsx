/** Settings: a change of one leaves the others, a proxy is checked before it is kept, leftovers go one by one by name. */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Failure } from '../../contract/failure-error.ts';
import type { LeftoverUpload } from '../../contract/migrations.ts';
import type { Settings } from '../../contract/settings.ts';
import { fakeCore, migrationId } from '../bridge/core.double.ts';
import { show } from '../page/page.double.tsx';

const kept: Settings = {
  theme: 'light',
  network: { proxy: { kind: 'manual', url: 'http://proxy.example:3128', user: 'ann' } },
  transfer: { capBytesPerSecond: 2 ** 20 },
};

it('changes one setting and leaves the others', async () => {
  const core = fakeCore({ 'settings.get': async () => kept });
  show(core, '#/settings');
  await screen.findByDisplayValue('http://proxy.example:3128');
  await userEvent.click(screen.getByRole('radio', { name: 'Dark' }));
  expect(core.asked).toContainEqual(['settings.set', { ...kept, theme: 'dark' }]);
  await userEvent.click(screen.getByRole('checkbox', { name: 'Upload only at certain hours' }));
  const transfer = { ...kept.transfer, hours: { from: '20:00', to: '06:00' } };
  await waitFor(() => expect(core.asked).toContainEqual(['settings.set', { ...kept, theme: 'dark', transfer }]));
});

it('speaks the language chosen at once, and tells the browser so', async () => {
  const core = fakeCore();
  show(core, '#/settings');
  await userEvent.click(await screen.findByRole('radio', { name: '简体中文' }));
  expect(await screen.findByRole('heading', { name: '设置' })).toBeTruthy();
  expect(document.documentElement.lang).toBe('zh-CN');
  expect(core.asked).toContainEqual(['settings.set', { theme: 'light', language: 'zh' }]);
  await userEvent.click(screen.getByRole('radio', { name: 'English' }));
  expect(await screen.findByRole('heading', { name: 'Settings' })).toBeTruthy();
  expect(document.documentElement.lang).toBe('en');
});

it('keeps a proxy only when its address is one, and says when it cannot be used', async () => {
  const core = fakeCore({
    'settings.set': () =>
      Promise.reject(new Failure('network.proxy-refused', { proxy: 'p.example:1080', host: 'h', reason: 'no answer' })),
  });
  show(core, '#/settings');
  await userEvent.click(await screen.findByRole('radio', { name: 'This one' }));
  const save = screen.getByRole<HTMLButtonElement>('button', { name: 'Save' });
  const address = screen.getByLabelText(/^Address/);
  await userEvent.type(address, 'ftp://p.example');
  expect(screen.getByText(/Use http:\/\/, https:\/\/, socks5/)).toBeTruthy();
  expect(save.disabled).toBe(true);
  await userEvent.clear(address);
  await userEvent.type(address, 'socks5://p.example:1080');
  await userEvent.click(save);
  expect(core.asked).toContainEqual([
    'settings.set',
    { theme: 'light', network: { proxy: { kind: 'manual', url: 'socks5://p.example:1080' } } },
  ]);
  expect((await screen.findByRole('alert')).textContent).toContain('p.example:1080');
});

it('sends the proxy’s password once and forgets it', async () => {
  const core = fakeCore({ 'settings.get': async () => kept });
  show(core, '#/settings');
  const field = await screen.findByLabelText('Password');
  await userEvent.type(field, 'geheim');
  await userEvent.click(screen.getByRole('radio', { name: 'For this session only' }));
  await userEvent.click(screen.getByRole('button', { name: 'Set password' }));
  expect(core.asked).toContainEqual(['network.setProxyPassword', { password: 'geheim', keep: 'this-session' }]);
  expect(await screen.findByText('The password was taken over.')).toBeTruthy();
  expect(field).toHaveProperty('value', '');
});

it('lists unfinished uploads with size and age, and removes one only after asking by name', async () => {
  const upload: LeftoverUpload = {
    account: 'practice',
    region: 'cn-hangzhou',
    bucket: 'images',
    key: 'web01.qcow2',
    uploadId: 'U1',
    begun: new Date(Date.now() - 3.5 * 86_400_000).toISOString(),
    bytes: 2 ** 30,
    neededBy: migrationId,
  };
  let list = [upload];
  const core = fakeCore({
    'leftovers.list': async () => list,
    'leftovers.remove': async () => {
      list = [];
      return {};
    },
  });
  show(core, '#/settings');
  const row = within(await screen.findByRole('row', { name: /images\/web01.qcow2/ }));
  expect(row.getByText('3 days ago')).toBeTruthy();
  expect(row.getByText('1 GiB')).toBeTruthy();
  await userEvent.click(row.getByRole('button', { name: 'Remove images/web01.qcow2' }));
  const dialog = within(screen.getByRole('dialog'));
  expect(dialog.getByText(/images\/web01.qcow2: 1 GiB.*A migration would go on with it/)).toBeTruthy();
  expect(core.asked.some(([name]) => name === 'leftovers.remove')).toBe(false);
  await userEvent.click(dialog.getByRole('button', { name: 'Remove' }));
  expect(core.asked).toContainEqual(['leftovers.remove', { account: 'practice', uploadId: 'U1' }]);
  expect(await screen.findByText(/No unfinished uploads were found/)).toBeTruthy();
});
