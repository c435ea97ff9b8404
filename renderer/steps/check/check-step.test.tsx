/** The step Check: three groups from what is on the disk, its states, and a reason that is required to continue with a strong finding. */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Client } from '../../../contract/calls.ts';
import { Failure } from '../../../contract/failure-error.ts';
import type { GuestReport } from '../../../contract/guest.ts';
import type { DiskReport } from '../../../contract/disks.ts';
import { diskFile, diskReport, draftView, fakeCore, migrationId, type FakeCore } from '../../bridge/core.double.ts';
import { show } from '../../page/page.double.tsx';

const guest: GuestReport = {
  osType: 'linux',
  distribution: 'debian',
  version: '12',
  prettyName: 'Debian GNU/Linux 12 (bookworm)',
  architecture: 'x86_64',
  kernel: '6.1.0-18-amd64',
  kernels: ['6.1.0-18-amd64'],
  bootMode: 'BIOS',
  bootLoaders: ['grub2'],
  networkCards: [{ name: 'eth0', method: 'static', file: '/etc/network/interfaces' }],
  packages: {},
  bootDrivers: [],
  checks: [
    {
      rule: 'linux.dhcp',
      severity: 'strong',
      evidence: {
        says: 'network',
        names: ['eth0', 'ens5'],
        rows: [{ card: 'eth0', by: '/etc/network/interfaces', matched: 'name', result: 'fixed' }],
      },
      item: 'Dhcp',
      prepare: 'dhcp',
    },
    {
      rule: 'linux.selinux',
      severity: 'recommended',
      evidence: { says: 'seen', where: '/etc/selinux/config', what: ['SELINUX=enforcing'] },
    },
    {
      rule: 'linux.fstab',
      severity: 'none',
      evidence: { says: 'all-devices-there', where: '/etc/fstab', count: 3 },
    },
  ],
};
const withGuest: DiskReport = { ...diskReport, guest, stamp: 'one' };
const withDisk = {
  ...draftView,
  draft: {
    name: 'web',
    disks: [{ handle: diskFile.handle, role: 'system' as const }],
    target: {},
    image: {},
  },
  disks: [{ path: diskFile.path, role: 'system' as const }],
};

function showCheck(answers: Partial<Client> = {}, draft = {}): FakeCore {
  const core = fakeCore({ 'guest.look': async () => [withGuest], ...answers }, [
    { ...withDisk, draft: { ...withDisk.draft, ...draft } },
  ]);
  show(core, `#/migrations/${migrationId}/check`);
  return core;
}
const group = (name: string) => screen.findByRole('region', { name });
const next = (): HTMLButtonElement => screen.getByRole<HTMLButtonElement>('button', { name: 'Next: Target' });
const finding = () => screen.findByRole('article', { name: 'Address by DHCP' });

it('puts what it found in three groups, with evidence, reason, remedy and the item in Prepare', async () => {
  showCheck();
  const strong = within(await group('Strongly recommended fixes (1)'));
  expect(strong.getByText(/eth0 \(\/etc\/network\/interfaces\): by its name, a fixed address/)).toBeTruthy();
  expect(strong.getByText(/ECS gives each instance its address by DHCP/)).toBeTruthy();
  expect(strong.getByText(/Set the card to DHCP/)).toBeTruthy();
  expect(strong.getByRole('link').getAttribute('href')).toBe(`#/migrations/${migrationId}/prepare/dhcp`);
  within(await group('Recommended optimizations (1)')).getByRole('article', { name: 'SELinux' });
  within(await group('No risks found (1)')).getByText('/etc/fstab: all 3 devices are there');
  expect(screen.getByText('Debian GNU/Linux 12 (bookworm)')).toBeTruthy();
});

it('goes on with a strong finding only for a reason, which is kept with the state of the disk', async () => {
  const core = showCheck();
  const card = within(await finding());
  expect(next().disabled).toBe(true);
  expect(screen.getByText('One strong finding has to be mended or accepted.')).toBeTruthy();
  await userEvent.click(card.getByRole('button', { name: /^Go on all the same/ }));
  await userEvent.click(card.getByRole('button', { name: 'Accept' }));
  expect(card.getByText('Say why, in a few words.')).toBeTruthy();
  await userEvent.type(card.getByRole('textbox'), 'the network team sets it');
  await userEvent.click(card.getByRole('button', { name: 'Accept' }));
  expect(card.getByText('the network team sets it')).toBeTruthy();
  expect(next().disabled).toBe(false);
  const accepted = [{ rule: 'linux.dhcp', reason: 'the network team sets it', stamp: 'one' }];
  await waitFor(() =>
    expect(core.asked).toContainEqual([
      'migration.saveDraft',
      { id: migrationId, draft: expect.objectContaining({ accepted }) },
    ]),
  );
  await userEvent.click(card.getByRole('button', { name: /^Take back/ }));
  expect(next().disabled).toBe(true);
});

it('asks again once the disk is another, with the reason at hand', async () => {
  const accepted = [{ rule: 'linux.dhcp', reason: 'as agreed', stamp: 'before' }];
  showCheck({}, { accepted });
  const card = within(await finding());
  expect(next().disabled).toBe(true);
  expect(card.getByText(/accepted for another state of the disk/)).toBeTruthy();
  await userEvent.click(card.getByRole('button', { name: /^Go on all the same/ }));
  expect(card.getByRole('textbox')).toHaveProperty('value', 'as agreed');
});

it('says what it reads, can be stopped, and looks again', async () => {
  let signal: AbortSignal | undefined;
  const look: Client['guest.look'] = (_, own) => {
    signal = own;
    return new Promise(() => undefined);
  };
  const core = showCheck({ 'guest.look': look });
  expect(await screen.findByText(/^Reading partition tables.*web01\.vmdk/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
  expect(signal?.aborted).toBe(true);
  expect(screen.getByText('Looking was stopped')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Look again' }));
  expect(core.asked.filter(([name]) => name === 'guest.look')).toHaveLength(2);
});

it('tells a failure, and that a disk holds no system, is encrypted or damaged', async () => {
  const reports: (() => Promise<DiskReport[]>)[] = [
    () => Promise.reject(new Failure('source.share-gone', { file: '/srv/x', reason: 'its folder is not there' })),
    async () => [{ ...diskReport, guest: { ...guest, osType: 'unknown', checks: [] } }],
    async () => [
      {
        ...diskReport,
        findings: [{ rule: 'encrypted-volume', severity: 'mind', appliesTo: 'any', facts: { partitions: '2 (luks)' } }],
      },
    ],
    async () => [
      {
        ...diskReport,
        guest: {
          ...guest,
          checks: [
            {
              rule: 'guest.damaged',
              severity: 'recommended',
              evidence: { says: 'damaged', structure: 'ext4', detail: 'a loop', more: 0 },
            },
          ],
        },
      },
    ],
    async () => [
      {
        ...diskReport,
        findings: [
          {
            rule: 'guest.not-read',
            severity: 'note',
            appliesTo: 'system',
            facts: {},
            evidence: { says: 'not-in-time', seconds: 10 },
          },
        ],
      },
    ],
  ];
  showCheck({ 'guest.look': () => reports.shift()!() });
  const again = () => screen.findByRole('button', { name: 'Look again' });
  expect(await screen.findByText(/its folder is not there/)).toBeTruthy();
  for (const said of [
    /^No system was found on/,
    /is encrypted$/,
    /^Parts of the disk could not be read/,
    /not done within 10 s/,
  ]) {
    await userEvent.click(await again());
    expect(await screen.findByText(said)).toBeTruthy();
  }
});

it('shows the guest’s files, and says that a secret is not shown', async () => {
  const list: Client['guest.list'] = async ({ path }) => ({
    kind: 'listing',
    entries:
      path === '/'
        ? [{ name: 'etc', kind: 'directory', secret: false }]
        : [
            { name: 'hostname', kind: 'file', sizeBytes: 6, secret: false },
            { name: 'shadow', kind: 'file', sizeBytes: 700, secret: true },
          ],
    cut: false,
  });
  const read: Client['guest.read'] = async ({ path }) =>
    path === '/etc/shadow'
      ? { kind: 'hidden', because: 'secret', sizeBytes: 700 }
      : { kind: 'text', text: 'web-1\n', sizeBytes: 6, cut: false, masked: false };
  const volume = {
    name: 'disk 1 partition 1',
    disks: [0],
    sizeBytes: 2 ** 30,
    content: 'ext4',
    readable: true,
  };
  showCheck({ 'guest.volumes': async () => [volume], 'guest.list': list, 'guest.read': read });
  await userEvent.click(await screen.findByRole('button', { name: 'Look around in the files' }));
  await userEvent.click(await screen.findByRole('button', { name: 'etc' }));
  await userEvent.click(await screen.findByRole('button', { name: /^hostname/ }));
  expect(await screen.findByText('web-1')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: /^shadow.*not shown/ }));
  expect(await screen.findByText(/This file may hold secrets/)).toBeTruthy();
});
