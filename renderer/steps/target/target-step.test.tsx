/** The form is filled in from the disk, says what is wrong while typing, and pre-flight alone opens the start. */
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Client } from '../../../contract/calls.ts';
import type { PreflightLine } from '../../../contract/migrations.ts';
import {
  diskFile,
  diskLook,
  diskReport,
  draftView,
  fakeCore,
  migrationId,
  type FakeCore,
} from '../../bridge/core.double.ts';
import { show } from '../../page/page.double.tsx';

const withDisk = {
  ...draftView,
  draft: { name: '', disks: [{ handle: diskFile.handle, role: 'system' as const }], target: {}, image: {} },
  disks: [{ path: diskFile.path, role: 'system' as const }],
};

function showTarget(answers: Partial<Client> = {}): FakeCore {
  // The file's name spells the platform, so that the form is complete without a choice.
  const name = 'centos7-web.vmdk';
  const look = async () => [{ ...diskLook, name, report: { ...diskReport, name } }];
  const core = fakeCore({ 'disk.look': look, ...answers }, [withDisk]);
  show(core, `#/migrations/${migrationId}/target`);
  return core;
}
const start = (): HTMLButtonElement => screen.getByRole<HTMLButtonElement>('button', { name: 'Start migration' });
const preflight = async (): Promise<void> => {
  const button = await screen.findByRole<HTMLButtonElement>('button', { name: /Check (now|again)/ });
  await waitFor(() => expect(button.disabled).toBe(false));
  await userEvent.click(button);
};

it('fills the form in from the disk', async () => {
  showTarget();
  expect(await screen.findByLabelText<HTMLInputElement>(/^Image Name/)).toHaveProperty('value', 'centos7-web');
  expect(screen.getByLabelText(/^System Disk Size/)).toHaveProperty('value', '40');
  expect(screen.getByLabelText(/^Object name/)).toHaveProperty('value', 'centos7-web.qcow2');
  expect(await screen.findByText('https://migration-demo.oss-cn-hangzhou.aliyuncs.com/centos7-web.qcow2')).toBeTruthy();
});

it('says what is wrong with a value while it is typed', async () => {
  showTarget();
  const name = await screen.findByLabelText(/^Image Name/);
  await userEvent.clear(name);
  await userEvent.type(name, '1web');
  expect(name.getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText(/Use 2–128 characters, first a letter: letters/)).toBeTruthy();
  const size = screen.getByLabelText(/^System Disk Size/);
  await userEvent.clear(size);
  await userEvent.type(size, '39');
  expect(await screen.findByText('This is less than the disk’s virtual size.')).toBeTruthy();
  expect(screen.getByText(/Still to fill in:.*Image Name/)).toBeTruthy();
  expect(start().disabled).toBe(true);
});

it('does not start while pre-flight says that something stops', async () => {
  const role: PreflightLine = {
    id: 'role',
    verdict: 'stops',
    failure: { code: 'account.role-missing', facts: { role: 'AliyunECSImageImportDefaultRole' } },
  };
  showTarget({ 'migration.preflight': async () => [{ id: 'sources', verdict: 'fine' }, role] });
  await preflight();
  expect(await screen.findByText(/The RAM role AliyunECSImageImportDefaultRole/)).toBeTruthy();
  expect(start().disabled).toBe(true);
});

it('starts once nothing stops, with the draft saved first', async () => {
  const core = showTarget();
  await preflight();
  await waitFor(() => expect(start().disabled).toBe(false));
  await userEvent.click(start());
  await waitFor(() => expect(window.location.hash).toBe(`#/migrations/${migrationId}/run`));
  const names = core.asked.map(([name]) => name);
  expect(names.indexOf('migration.saveDraft')).toBeLessThan(names.indexOf('migration.preflight'));
  expect(names).toContain('migration.start');
});

it('offers each form with what it would upload, and keeps the object’s ending in step', async () => {
  const core = showTarget();
  const vhd = await screen.findByRole('radio', { name: 'VHD – 3.4 GiB' });
  expect(screen.getByText(/Advised: QCOW2\./)).toBeTruthy();
  await userEvent.click(vhd);
  expect(screen.getByLabelText(/^Object name/)).toHaveProperty('value', 'centos7-web.vhd');
  await userEvent.click(screen.getByRole('radio', { name: /^QCOW2, compressed/ }));
  await waitFor(() =>
    expect(core.asked).toContainEqual([
      'migration.saveDraft',
      expect.objectContaining({
        draft: expect.objectContaining({
          target: expect.objectContaining({
            format: 'qcow2',
            variant: 'compressed',
            object: 'centos7-web.qcow2',
          }),
        }),
      }),
    ]),
  );
});

it('asks anew after a change', async () => {
  showTarget();
  await preflight();
  await waitFor(() => expect(start().disabled).toBe(false));
  await userEvent.type(screen.getByLabelText(/^Image Name/), '2');
  expect(start().disabled).toBe(true);
});
