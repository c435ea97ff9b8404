/** The Images room over a fake core: its empty, failed and moving states, a report, and what is refused before it is asked. */
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { ImageView } from '../../contract/images.ts';
import { Failure } from '../../contract/failure-error.ts';
import { fakeCore, type FakeCore } from '../bridge/core.double.ts';
import { show } from '../page/page.double.tsx';

const here = '#/images/practice/cn-hangzhou';
const image: ImageView = {
  imageId: 'm-1',
  name: 'web01',
  description: '',
  status: 'Available',
  percent: 100,
  created: '2026-03-04T09:00:00Z',
  osType: 'linux',
  platform: 'Debian',
  architecture: 'x86_64',
  bootMode: 'BIOS',
  sizeGiB: 40,
  dataDisksGiB: [100],
  ownerId: '1000000000000001',
  copied: false,
  tags: [{ key: 'owner', value: 'shop' }],
  check: 'none',
};
const coreWith = (own: readonly ImageView[], answers: Parameters<typeof fakeCore>[0] = {}): FakeCore =>
  fakeCore({ 'images.list': async ({ whose }) => (whose === 'self' ? [...own] : []), ...answers });
const asks = (core: FakeCore, name: string): unknown[] =>
  core.asked.filter(([asked]) => asked === name).map(([, input]) => input);

it('says what to do where there is no image, and where the cloud refuses', async () => {
  show(coreWith([]), here);
  expect(await screen.findByText('No custom image here yet')).toBeTruthy();
});

it('shows why the images cannot be listed, and asks again on a click', async () => {
  const forbidden = new Failure('account.forbidden', {
    action: 'ecs:DescribeImages',
    code: 'Forbidden.RAM',
    requestId: 'r',
  });
  let refused = true;
  show(fakeCore({ 'images.list': async () => (refused ? Promise.reject(forbidden) : [image]) }), here);
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('ecs:DescribeImages');
  refused = false;
  await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('link', { name: 'web01' })).toBeTruthy();
});

it('follows a copy that is being made until it is there, and can give it up', async () => {
  let status = 'Creating';
  const core = fakeCore({
    'images.list': async () => [{ ...image, copied: true, status, percent: status === 'Creating' ? 45 : 100 }],
    'images.cancelCopy': async () => ({}),
  });
  show(core, here);
  expect(await screen.findByText('Being copied')).toBeTruthy();
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('45');
  await userEvent.click(screen.getByRole('button', { name: 'Cancel copy web01' }));
  await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Cancel copy' }));
  expect(asks(core, 'images.cancelCopy')).toEqual([{ account: 'practice', region: 'cn-hangzhou', imageId: 'm-1' }]);
  status = 'Available';
  expect(await screen.findByText('Available', {}, { timeout: 5_000 })).toBeTruthy();
});

it('opens the check report of any image, with meaning and remedy', async () => {
  const items = [
    { name: 'GUESTOS.Nvme', value: 'not installed', group: 'recommended', riskCode: 'NVMe.NotInstalled' },
    { name: 'Fstab', value: 'valid', group: 'no-risk', riskCode: '' },
    { name: 'GUESTOS.Tomorrow', value: 'x', group: 'strongly-recommended', riskCode: 'T' },
  ] as const;
  show(coreWith([{ ...image, check: 'finished', checkItems: [...items] }]), `${here}/image/m-1/check`);
  const group = await screen.findByRole('region', { name: 'Recommended optimizations (1)' });
  expect(group.textContent).toContain('Whether the NVMe driver is there');
  expect(group.textContent).toContain('rebuild the initramfs');
  expect(screen.getByRole('region', { name: 'Strongly recommended fixes (1)' }).textContent).toContain(
    'does not know yet',
  );
});

it('says why an image has no report and where a check can be started', async () => {
  show(coreWith([image]), `${here}/image/m-1/check`);
  expect(await screen.findByText('This image was made without an image check.')).toBeTruthy();
});

it('deletes an image only for who types its name', async () => {
  const core = coreWith([image], { 'images.delete': async () => ({}) });
  show(core, `${here}/image/m-1/about`);
  await userEvent.click(await screen.findByRole('button', { name: 'Delete image…' }));
  const dialog = within(screen.getByRole('dialog'));
  const yes = dialog.getByRole<HTMLButtonElement>('button', { name: 'Delete' });
  await userEvent.type(dialog.getByRole('textbox'), 'web0');
  expect(yes.disabled).toBe(true);
  await userEvent.type(dialog.getByRole('textbox'), '1');
  await userEvent.click(yes);
  expect(asks(core, 'images.delete')).toMatchObject([{ imageId: 'm-1', name: 'web01' }]);
});

it('lets no wrong or too many account IDs leave the page', async () => {
  const shared = Array.from({ length: 49 }, (_, index) => String(3_000_000_000_000_000 + index));
  const core = coreWith([image], {
    'images.shares': async () => shared,
    'images.share': async ({ add }) => [...shared, ...add],
  });
  show(core, `${here}/image/m-1/share`);
  await screen.findByRole('heading', { name: 'web01' });
  const ids = await screen.findByLabelText('Account IDs');
  const add = screen.getByRole<HTMLButtonElement>('button', { name: 'Share' });
  await userEvent.type(ids, '123');
  expect(await screen.findByText(/is not an account ID/)).toBeTruthy();
  await userEvent.clear(ids);
  await userEvent.type(ids, '1000000000000002, 1000000000000003');
  expect(await screen.findByText(/1 more possible/)).toBeTruthy();
  expect(add.disabled).toBe(true);
  await userEvent.clear(ids);
  await userEvent.type(ids, '1000000000000002');
  await userEvent.click(add);
  expect(asks(core, 'images.share')).toMatchObject([{ add: ['1000000000000002'], remove: [] }]);
  expect(await screen.findByRole('button', { name: 'End sharing with 1000000000000002' })).toBeTruthy();
});

it('makes no image of data disks alone', async () => {
  const snapshot = (snapshotId: string, diskType: 'system' | 'data') => ({
    snapshotId,
    name: `${diskType} disk of web01`,
    diskType,
    sizeGiB: 40,
    status: 'accomplished',
    percent: 100,
    created: '2026-03-04T09:00:00Z',
  });
  const core = coreWith([], {
    'images.instances': async () => [],
    'images.snapshots': async () => [snapshot('s-1', 'system'), snapshot('s-2', 'data')],
    'images.create': async () => ({ imageId: 'm-2' }),
  });
  show(core, `${here}/create`);
  await userEvent.click(await screen.findByRole('radio', { name: 'Snapshots' }));
  await userEvent.click(await screen.findByRole('checkbox', { name: /^data disk of web01/ }));
  expect(await screen.findByText(/cannot be made of data disks alone/)).toBeTruthy();
  await userEvent.click(screen.getByRole('checkbox', { name: /^system disk of web01/ }));
  await userEvent.type(screen.getByLabelText(/^Image Name/), 'web01-copy');
  await userEvent.click(screen.getByRole('button', { name: 'Make the image' }));
  expect(asks(core, 'images.create')).toMatchObject([
    { name: 'web01-copy', source: { kind: 'snapshots', snapshotIds: ['s-2', 's-1'] }, check: true },
  ]);
});

it('explains what is missing for a trial instance', async () => {
  const failure = new Failure('cloud.network-missing', { region: 'cn-hangzhou' }).view();
  const core = coreWith([image], {
    'images.instances': async () => [],
    'trial.choices': async () => ({ types: [], networks: [], keyPairs: [], failure }),
  });
  show(core, `${here}/image/m-1/trial`);
  await screen.findByRole('heading', { name: 'Start a trial instance' });
  expect((await screen.findByRole('alert')).textContent).toContain('cloud.network-missing');
  expect(screen.queryByRole('button', { name: 'Start instance' })).toBeNull();
});
