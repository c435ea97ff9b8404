/** The form on the page is the console's: the same fields by the same names in the same order, the same ones required. */
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { importFormFields } from '../../../contract/import-form.ts';
import { diskFile, diskLook, draftView, fakeCore, migrationId } from '../../bridge/core.double.ts';
import { show } from '../../page/page.double.tsx';

const withDisk = {
  ...draftView,
  draft: { name: '', disks: [{ handle: diskFile.handle, role: 'system' as const }], target: {}, image: {} },
  disks: [{ path: diskFile.path, role: 'system' as const }],
};

it('has the console’s fields in the console’s order, and marks the same ones', async () => {
  show(fakeCore({}, [withDisk]), `#/migrations/${migrationId}/target`);
  await screen.findByLabelText(/^Image Name/);
  const labels = [...document.querySelectorAll('.field > label, .field > .field-name')];
  const nameOf = (label: Element): string => (label.textContent ?? '').replace('*', '');
  const console = importFormFields.map((field) => field.console);
  expect(labels.map(nameOf).filter((name) => console.includes(name))).toEqual(console);
  const starred = labels.filter((label) => label.querySelector('.field-required') !== null).map(nameOf);
  const required = importFormFields.filter((field) => field.required).map((field) => field.console);
  // the address of an upload is composed of bucket and object name, which are what is asked for
  expect(starred.filter((name) => console.includes(name))).toEqual(
    required.filter((name) => name !== 'OSS Object Address'),
  );
});

it('does not offer the image check where ECS has none, nor takes a tag twice', async () => {
  const look = async () => [{ ...diskLook, name: 'gentoo.vmdk', report: { ...diskLook.report!, name: 'gentoo.vmdk' } }];
  show(fakeCore({ 'disk.look': look }, [withDisk]), `#/migrations/${migrationId}/target`);
  expect(await screen.findByText('ECS does not check Gentoo.')).toBeTruthy();
  const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Check the image after the import' });
  expect([box.disabled, box.checked]).toEqual([true, false]);
  const add = screen.getByRole('button', { name: 'Add a tag' });
  await userEvent.click(add);
  await userEvent.type(screen.getByLabelText('Key of tag 1'), 'Team');
  await userEvent.click(add);
  await userEvent.type(screen.getByLabelText('Key of tag 2'), 'team');
  expect(await screen.findByText(/Still to fill in:.*Tag/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Remove tag 2' }));
  expect(screen.queryByText(/Still to fill in:.*Tag/)).toBeNull();
});

it('gives a platform up that does not go with the other kind of system', async () => {
  const look = async () => [{ ...diskLook, name: 'gentoo.vmdk', report: { ...diskLook.report!, name: 'gentoo.vmdk' } }];
  show(fakeCore({ 'disk.look': look }, [withDisk]), `#/migrations/${migrationId}/target`);
  await screen.findByText('ECS does not check Gentoo.');
  await userEvent.click(screen.getByRole('radio', { name: 'Windows' }));
  expect(await screen.findByText('Choose the platform')).toBeTruthy();
  expect(screen.getByText(/Still to fill in:.*Platform/)).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /^Check the image/ }).disabled).toBe(false);
});

it('imports what is in OSS already: region and bucket are the object’s, nothing is uploaded', async () => {
  const found = { region: 'cn-hangzhou', bytes: 3 * 2 ** 30, storageClass: 'Standard' };
  const core = fakeCore(
    {
      'target.findObject': async ({ address }) => ({
        ...found,
        bucket: address.includes('other') ? 'other-bucket' : 'migration-demo',
        key: /[^/]*\.(raw|qcow2)/.exec(address)?.[0] ?? '',
        ...(address.includes('misnamed') ? { disk: { format: 'qcow2' as const } } : {}),
      }),
    },
    [{ ...draftView, draft: { name: '', disks: [], target: {}, image: {}, existing: [] } }],
  );
  show(core, `#/migrations/${migrationId}/target`);
  const find = async (address: string): Promise<void> => {
    await userEvent.clear(await screen.findByLabelText(/^OSS Object Address/));
    await userEvent.type(screen.getByLabelText(/^OSS Object Address/), `${address}{Enter}`);
  };
  await find('https://migration-demo.oss-cn-hangzhou.aliyuncs.com/centos7.raw?Signature=s');
  expect(await screen.findByRole('cell', { name: 'centos7.raw' })).toBeTruthy();
  expect(screen.getByLabelText(/^System Disk Size/)).toHaveProperty('value', '3');
  await find('oss://other-bucket/other.raw');
  expect(await screen.findByText(/This object is in another bucket/)).toBeTruthy();
  await find('oss://migration-demo/data.raw');
  expect(await screen.findByRole('cell', { name: 'Data disk 1' })).toBeTruthy();
  await find('oss://migration-demo/misnamed.raw');
  expect(await screen.findByText(/of another format than its name says/)).toBeTruthy();
  await find('oss://migration-demo/system.qcow2');
  expect(await screen.findByText(/This object has another format than the first/)).toBeTruthy();
  expect(screen.queryByLabelText(/^Object name/)).toBeNull();
  await screen.findByText('Saved');
  expect(core.asked.findLast(([name]) => name === 'migration.saveDraft')?.[1]).toMatchObject({
    draft: {
      existing: [
        { key: 'centos7.raw', role: 'system', sizeGiB: 3 },
        { key: 'data.raw', role: 'data', sizeGiB: 3 },
      ],
      target: { region: 'cn-hangzhou', bucket: 'migration-demo', object: 'centos7.raw', format: 'raw' },
      image: { platform: 'CentOS', systemDiskGiB: 3 },
    },
  });
  expect(JSON.stringify(core.asked.filter(([name]) => name.startsWith('migration.')))).not.toContain('Signature');
});
