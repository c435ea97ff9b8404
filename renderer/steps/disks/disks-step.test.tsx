/** Naming disks and what is shown of them: good ones, refused ones, split ones, packed ones, packages, and many at once. */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import type { Client } from '../../../contract/calls.ts';
import { Failure } from '../../../contract/failure-error.ts';
import type { Chosen } from '../../../contract/files.ts';
import type { DiskLook } from '../../../contract/disks.ts';
import {
  diskFile,
  diskLook,
  diskReport,
  draftView,
  fakeCore,
  handleOf,
  migrationId,
} from '../../bridge/core.double.ts';
import { show } from '../../page/page.double.tsx';

const here = `#/migrations/${migrationId}/disks`;
const pathField = () => screen.findByLabelText('Or type or paste paths, one per line');
const add = async (paths: string): Promise<void> => {
  const field = await pathField();
  await userEvent.click(field);
  await userEvent.paste(paths);
  await userEvent.click(screen.getByRole('button', { name: 'Add' }));
};
const next = (): HTMLButtonElement => screen.getByRole<HTMLButtonElement>('button', { name: 'Next: Check' });
const fileAt = (path: string): Chosen => ({
  ...diskFile,
  path,
  name: path.split('/').at(-1) ?? '',
  handle: `h_${path
    .replace(/[^a-z0-9]/gi, '_')
    .padEnd(22, '_')
    .slice(0, 22)}`,
});
/** Any path is a file; what is looked at there is up to the test. */
const core = (looks: (handle: string) => DiskLook[] | Promise<DiskLook[]>, more: Partial<Client> = {}) =>
  fakeCore(
    {
      'files.resolve': async ({ text }) => fileAt(text),
      'disk.look': async ({ disk }) => looks(disk),
      ...more,
    },
    [draftView],
  );
const { report: _report, ...bare } = diskLook;
const refusedBy = (...refusals: Failure[]): DiskLook => ({
  ...bare,
  usable: false,
  refusals: refusals.map((one) => one.view()),
});
const named = (name: string): DiskLook => ({
  ...diskLook,
  name,
  path: `/srv/${name}`,
  report: { ...diskReport, name },
});

afterEach(() => delete window.ecsImageMigrator);

it('takes several pasted paths, quoted or not, and says which could not be added', async () => {
  const missing = new Failure('source.missing', { file: '/srv/none.vmdk' });
  const fake = core((handle) => [named(handle)], {
    'files.resolve': async ({ text }) => {
      if (text.includes('none') || text.includes('nil')) throw missing;
      return fileAt(text);
    },
  });
  show(fake, here);
  await add('"/srv/a.vmdk"\n\n/srv/none.vmdk\r\n/srv/b.vmdk\n/srv/nil\n');
  expect(await screen.findAllByRole('article')).toHaveLength(2);
  expect(screen.getByText('2 paths could not be added.')).toBeTruthy();
  expect(await pathField()).toHaveProperty('value', '/srv/none.vmdk\n/srv/nil');
  await waitFor(() => expect(next().disabled).toBe(false));
});

it('says what a disk is, how sure that is, what to mind, and what each format would take', async () => {
  const report = {
    ...diskReport,
    findings: [
      { rule: 'swap-partition' as const, severity: 'mind' as const, appliesTo: 'any' as const, facts: {} },
      { rule: 'no-boot-loader' as const, severity: 'stops' as const, appliesTo: 'data' as const, facts: {} },
    ],
  };
  show(
    core(() => [{ ...diskLook, report }]),
    here,
  );
  await add('/srv/images/web01.vmdk');
  const card = within(await screen.findByRole('article', { name: 'web01.vmdk' }));
  expect(await card.findByText('BIOS, certain')).toBeTruthy();
  expect(card.getByText('3 GiB (7% of the virtual size)')).toBeTruthy();
  expect(card.getByRole('cell', { name: 'LVM' })).toBeTruthy();
  expect(card.getByText(/has a swap partition/)).toBeTruthy();
  // It is about data disks, and this one is the system disk.
  expect(card.queryByText(/Nothing on this disk could start a system/)).toBeNull();
  const advised = await card.findByRole('row', { name: /^QCOW2 at most 3 GiB.*Advised/ });
  expect(advised).toBeTruthy();
});

it('tells everything a disk is refused for and goes no further', async () => {
  const look = refusedBy(
    new Failure('source.not-a-disk', { file: diskFile.path, looksLike: 'plain text' }),
    new Failure('source.encrypted', { file: diskFile.path, by: 'LUKS' }),
  );
  show(
    core(() => [look]),
    here,
  );
  await add(diskFile.path);
  const alerts = await screen.findAllByRole('alert');
  expect(alerts[0]?.textContent).toContain('This is not a disk image');
  expect(alerts[0]?.textContent).toContain('What to do:');
  expect(alerts).toHaveLength(2);
  expect(next().disabled).toBe(true);
});

it('lists each piece of a split disk with what to do', async () => {
  const look: DiskLook = {
    ...refusedBy(new Failure('source.extent-missing', { file: diskFile.path, extent: 'web-s002.vmdk' })),
    files: [
      { name: 'web.vmdk', state: 'found', bytes: 500 },
      { name: 'web-s001.vmdk', state: 'renamed', bytes: 2 ** 20, foundAs: 'copy.vmdk' },
      { name: 'web-s002.vmdk', state: 'missing', bytes: 0 },
      { name: 'web-s003.vmdk', state: 'wrong-size', bytes: 10, neededBytes: 2 ** 21 },
      { name: 'web-s004.vmdk', state: 'wrong-header', bytes: 2 ** 20 },
    ],
  };
  show(
    core(() => [look]),
    here,
  );
  await add('/srv/web.vmdk');
  const row = async (name: RegExp) => within(await screen.findByRole('row', { name })).getAllByRole('cell');
  expect((await row(/^web-s001/))[3]?.textContent).toMatch(/called copy.vmdk.*Nothing to do/);
  expect((await row(/^web-s002/))[3]?.textContent).toMatch(/Copy web-s002.vmdk into the same folder/);
  expect((await row(/^web-s003/))[3]?.textContent).toMatch(/must have 2 MiB/);
  expect((await row(/^web-s004/))[3]?.textContent).toMatch(/not a piece of this disk/);
  expect(screen.getByText('2 of 5 files found')).toBeTruthy();
});

it('shows two pieces of one split disk as the one disk they are', async () => {
  const pieces = ['web.vmdk', 'web-s001.vmdk', 'web-s002.vmdk'].map((name) => ({
    name,
    state: 'found' as const,
    bytes: 1,
  }));
  show(
    core((handle) => [{ ...named('web.vmdk'), path: `/srv/${handle}`, files: pieces }]),
    here,
  );
  await add('/srv/web-s001.vmdk\n/srv/web-s002.vmdk');
  await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(1));
  expect(screen.getByRole('article', { name: 'web.vmdk' })).toBeTruthy();
});

it('lets one choose among the disks of a package, the one that starts first', async () => {
  const inside = (name: string, boots: boolean): DiskLook => ({
    ...named(name),
    path: '/srv/web.ova',
    report: {
      ...diskReport,
      name,
      bootCertainty: boots ? 'certain' : 'none',
      os: boots ? 'linux' : 'unknown',
    },
    member: { package: 'ova', name, controller: 'SCSI 0:1', capacityBytes: 2 ** 34, hash: 'agrees' },
  });
  const fake = core(() => [inside('data.vmdk', false), inside('root.vmdk', true)]);
  show(fake, here);
  await add('/srv/web.ova');
  expect(await screen.findByText('It holds 2 disks. Choose those to migrate.')).toBeTruthy();
  expect(screen.getAllByRole('article').map((one) => one.getAttribute('aria-label'))).toEqual([
    'root.vmdk',
    'data.vmdk',
  ]);
  await userEvent.click(screen.getByRole('checkbox', { name: 'data.vmdk' }));
  expect(screen.getAllByRole('article')).toHaveLength(1);
  await waitFor(() =>
    expect(fake.asked).toContainEqual([
      'migration.saveDraft',
      expect.objectContaining({
        draft: expect.objectContaining({
          disks: [{ handle: fileAt('/srv/web.ova').handle, role: 'system', member: 'root.vmdk' }],
        }),
      }),
    ]),
  );
});

it('unpacks a packed disk with its progress and puts the disk in its place', async () => {
  const packed: DiskLook = {
    ...refusedBy(new Failure('source.wrapped', { file: '/srv/web.raw.gz', wrapper: 'gzip' })),
    path: '/srv/web.raw.gz',
    name: 'web.raw.gz',
    wrapping: { by: 'gzip', unpackedBytes: 2 ** 31, exact: false, canUnpack: true },
  };
  let finish = (): void => undefined;
  const fake = core((handle) => (handle === handleOf('u') ? [named('web.raw')] : [packed]), {
    async *'disk.unpack'() {
      yield { kind: 'progress', done: 50, total: 200, writtenBytes: 1_000 };
      await new Promise<void>((resolve) => (finish = resolve));
      yield { kind: 'done', handle: handleOf('u'), path: '/data/web.raw', bytes: 2 ** 31 };
    },
  });
  show(fake, here);
  await add('/srv/web.raw.gz');
  expect(await screen.findByText('Unpacked size, at least')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Unpack' }));
  const bar = await screen.findByRole('progressbar', { name: 'Unpacking web.raw.gz' });
  await waitFor(() => expect(bar.getAttribute('aria-valuenow')).toBe('25'));
  expect(screen.getByRole('button', { name: 'Stop unpacking web.raw.gz' })).toBeTruthy();
  finish();
  expect(await screen.findByRole('article', { name: 'web.raw' })).toBeTruthy();
  await waitFor(() => expect(next().disabled).toBe(false));
});

it('adds dropped files where the program may know their place, and says how to type it where not', async () => {
  const file = new File([''], 'web.vmdk');
  const drop = { dataTransfer: { types: ['Files'], files: [file], getData: () => '' } };
  show(
    core((handle) => [named(handle)]),
    here,
  );
  fireEvent.drop(await pathField(), drop);
  expect(await screen.findByText('A browser does not tell where a dropped file lies')).toBeTruthy();
  window.ecsImageMigrator = { requestPort: () => undefined, pathOf: ({ name }) => `/drop/${name}` };
  fireEvent.drop(await pathField(), drop);
  expect(await screen.findByRole('article')).toBeTruthy();
  expect(screen.queryByText('A browser does not tell where a dropped file lies')).toBeNull();
});

it('stays quick with seventeen disks: few are read at once, and typing draws none of them anew', async () => {
  let reading = 0;
  let most = 0;
  let drawn = 0;
  const fake = core(async (handle) => {
    most = Math.max(most, (reading += 1));
    await new Promise((resolve) => setTimeout(resolve, 5));
    reading -= 1;
    const look = named(handle);
    const report = { ...diskReport, name: handle };
    // What only a card that is being drawn asks for.
    Object.defineProperty(report, 'subformat', { enumerable: true, get: () => ((drawn += 1), 'sparse') });
    return [{ ...look, report }];
  });
  show(fake, here);
  await add(Array.from({ length: 18 }, (_, index) => `/srv/d${index}.vmdk`).join('\n'));
  const patient = { timeout: 20_000 };
  await waitFor(() => expect(screen.getAllByText('Accepted')).toHaveLength(17), patient);
  expect(screen.getByText(/at most 17 disks. One was left out/)).toBeTruthy();
  expect(most).toBeLessThanOrEqual(3);
  const estimates = () => fake.asked.filter(([name]) => name === 'disk.estimate');
  await waitFor(() => expect(estimates()).toHaveLength(17), patient);
  await screen.findByText('Saved', {}, patient);
  const before = drawn;
  expect(before).toBeGreaterThan(0);
  await userEvent.type(screen.getByLabelText('Name of the migration'), 'web');
  expect(drawn).toBe(before);
  expect(screen.getByRole('combobox', { name: /d16/ })).toBeTruthy();
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
  const fake = fakeCore({ 'files.browse': async () => ({ folder, entries, cut: false }) }, [draftView]);
  show(fake, here);
  await userEvent.click(await screen.findByRole('button', { name: 'Choose disks…' }));
  const list = await screen.findByRole('list', { name: 'Files and folders' });
  const names = within(list)
    .getAllByRole('button')
    .map((one) => one.textContent);
  expect(names.map((one) => one.slice(0, 2))).toEqual(['zz', 'we', 'a-']);
  within(list).getAllByRole('button')[0]?.focus();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(fake.asked).toContainEqual(['disk.look', { disk: handleOf('d') }]);
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

it('converts while uploading when that is chosen, and asks for a folder only when one is needed', async () => {
  const fake = core(() => [diskLook]);
  show(fake, here);
  await add('/srv/web01.vmdk');
  const folder = () => screen.queryByRole('button', { name: 'Choose folder…' });
  await waitFor(() => expect(folder()).not.toBeNull());
  await userEvent.click(screen.getByRole('radio', { name: 'While they are uploaded, without a file here' }));
  expect(screen.getByText(/must stay in reach/)).toBeTruthy();
  expect(folder()).toBeNull();
  const saved = () => fake.asked.filter(([call]) => call === 'migration.saveDraft').map(([, input]) => input);
  await waitFor(() => expect(saved().at(-1)).toMatchObject({ draft: { staging: 'none' } }));
  await userEvent.click(screen.getByRole('radio', { name: 'On this computer first, then uploaded' }));
  await waitFor(() =>
    expect(saved().at(-1)).toMatchObject({ draft: expect.not.objectContaining({ staging: 'none' }) as unknown }),
  );
});
