/** Choosing disks: what is shown of a good one, and of a refused one. */
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Failure } from '../../contract/failure-error.ts';
import { diskFile, draftView, fakeCore, handleOf, migrationId } from '../test/fake-core.ts';
import { show } from '../test/show.tsx';

const here = `#/migrations/${migrationId}/disks`;
const type = async (path: string): Promise<void> => {
  await userEvent.type(await screen.findByLabelText('Or type or paste its path'), path);
  await userEvent.click(screen.getByRole('button', { name: 'Add' }));
};
const next = (): HTMLButtonElement => screen.getByRole<HTMLButtonElement>('button', { name: 'Next: Target' });

it('inspects a typed path and says what the disk is', async () => {
  const core = fakeCore({}, [draftView]);
  show(core, here);
  await type('"/srv/images/web01.vmdk"');
  const card = await screen.findByRole('article', { name: 'web01.vmdk' });
  expect(await within(card).findByText('40 GiB')).toBeTruthy();
  expect(within(card).getByText('Linux LVM')).toBeTruthy();
  expect(core.asked).toContainEqual(['files.resolve', { text: '/srv/images/web01.vmdk' }]);
  expect(next().disabled).toBe(false);
});

it('tells why a disk is refused and goes no further', async () => {
  const refusal = new Failure('source.not-a-disk', { file: diskFile.path, looksLike: 'plain text' });
  show(fakeCore({ 'disk.inspect': () => Promise.reject(refusal) }, [draftView]), here);
  await type(diskFile.path);
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('This is not a disk image');
  expect(alert.textContent).toContain('/srv/images/web01.vmdk');
  expect(alert.textContent).toContain('What to do:');
  expect(next().disabled).toBe(true);
});

it('chooses in the page’s own chooser: folders first, then disk files, by keyboard', async () => {
  const entry = (letter: string, name: string, kind: 'file' | 'folder', looksLikeDisk: boolean) => ({
    handle: handleOf(letter),
    name,
    path: `/srv/${name}`,
    kind,
    looksLikeDisk,
  });
  const entries = [
    entry('t', 'a-notes.txt', 'file', false),
    entry('d', 'web.vmdk', 'file', true),
    entry('f', 'zz', 'folder', false),
  ];
  const folder = entry('s', 'srv', 'folder', false);
  const core = fakeCore({ 'files.browse': async () => ({ folder, entries, cut: false }) }, [draftView]);
  show(core, here);
  await userEvent.click(await screen.findByRole('button', { name: 'Choose disk…' }));
  const list = await screen.findByRole('list', { name: 'Files and folders' });
  const names = within(list)
    .getAllByRole('button')
    .map((one) => one.textContent);
  expect(names.map((one) => one.slice(0, 2))).toEqual(['zz', 'we', 'a-']);
  within(list).getAllByRole('button')[0]?.focus();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(core.asked).toContainEqual(['disk.inspect', { disk: handleOf('d') }]);
});

it('finds the draft again after a reload', async () => {
  const view = {
    ...draftView,
    draft: {
      name: 'kept',
      disks: [{ handle: diskFile.handle, role: 'system' as const }],
      target: {},
      image: {},
    },
    disks: [{ path: diskFile.path, role: 'system' as const }],
  };
  show(fakeCore({}, [view]), here);
  expect(await screen.findByDisplayValue('kept')).toBeTruthy();
  expect(await screen.findByText('VMDK (monolithicSparse)')).toBeTruthy();
});
