/** The step Prepare: an item that a link leads to, what is kept of it, and a result of another server than the chosen one. */
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Client } from '../../../contract/calls.ts';
import type { Checklist, ChecklistItem } from '../../../contract/prepare.ts';
import type { OsView } from '../../../contract/rules.ts';
import type { MigrationView } from '../../../contract/migrations.ts';
import { diskFile, draftView, fakeCore, migrationId } from '../../bridge/core.double.ts';
import { show } from '../../page/page.double.tsx';

const osForm = { osType: 'linux', platform: 'CentOS', licenseType: 'BYOL', imageCheck: true } as const;
const systemOf = (id: string, name: string): OsView => ({
  id,
  name,
  family: 'centos',
  osType: 'linux',
  bits: [64],
  support: 'listed',
  licence: 'none',
  drivers: 'added',
  imageCheck: true,
  form: osForm,
});
const itemOf = (id: string, title: string): ChecklistItem => ({
  id,
  group: 'access',
  weight: 'must',
  title,
  why: `Why ${title}`,
  how: [{ kind: 'commands', shell: 'sh', text: `fix ${id}`, proof: { how: 'run' } }],
  check: [],
  tick: id,
  sources: [{ id: 'judgement', date: '2025' }],
});
const list: Checklist = {
  os: 'centos-7',
  osName: 'CentOS 7',
  capture: 'vmware-copy',
  script: 'check-linux.sh',
  groups: [
    {
      id: 'access',
      title: 'Getting in',
      items: [itemOf('ssh', 'SSH answers'), itemOf('selinux', 'SELinux off')],
    },
  ],
};
const answers: Partial<Client> = {
  'learn.systems': async () => [systemOf('centos-6', 'CentOS 6'), systemOf('centos-7', 'CentOS 7')],
  'prepare.checklist': async () => ({
    list,
    captures: [{ way: 'vmware-copy', title: 'Copy a disk from ESXi' }],
  }),
  'prepare.script': async () => ({ text: '#!/bin/sh' }),
};
const prepared: MigrationView = {
  ...draftView,
  draft: {
    name: '',
    disks: [],
    target: {},
    image: {},
    assess: { from: 'vmware', os: 'centos-7', osForm },
  },
};
const address = `#/migrations/${migrationId}/prepare`;
const savedOf = (core: ReturnType<typeof fakeCore>): unknown =>
  core.asked.findLast(([name]) => name === 'migration.saveDraft')?.[1];

it('opens the item a link leads to, and keeps its state and note', async () => {
  const core = fakeCore(answers, [prepared]);
  Element.prototype.scrollIntoView ??= () => undefined;
  show(core, `${address}/selinux`);
  await screen.findByText('Why SELinux off');
  expect(screen.queryByText('Why SSH answers')).toBeNull();
  await userEvent.click(within(screen.getByRole('radiogroup', { name: /SELinux off/ })).getByText('done'));
  await userEvent.type(screen.getByLabelText('Note'), 'on Monday');
  expect(screen.getByText('1 of 2 items settled.')).toBeDefined();
  const kept = { state: 'done', by: 'person', note: 'on Monday' };
  await waitFor(() => expect(savedOf(core)).toMatchObject({ draft: { prepare: { items: { selinux: kept } } } }));
});

it('says so when the item is not on this server’s list', async () => {
  show(fakeCore(answers, [prepared]), `${address}/win-rdp`);
  await screen.findByText(/not needed for this server/);
});

it('reads a result, takes boot mode and evidence from it, and tells when it is of another system', async () => {
  const core = fakeCore(
    {
      ...answers,
      'files.resolve': async () => ({ ...diskFile, name: 'result.json', path: '/srv/result.json' }),
      'prepare.readResult': async () => ({
        findings: {
          tool: 'check-linux',
          when: '2026-03-01T10:00:00Z',
          host: { hostName: 'web01' },
          items: [],
          ignored: [],
        },
        items: {
          ssh: { state: 'done', by: 'script', evidence: 'Port 22', at: '2026-03-01T10:00:00.000Z' },
        },
        known: { os: 'centos-6', bootMode: 'UEFI' },
      }),
    },
    [prepared],
  );
  show(core, `${address}/script`);
  await userEvent.type(await screen.findByLabelText('Path of the result file'), '/srv/result.json');
  await userEvent.click(screen.getByRole('button', { name: 'Read result' }));
  await screen.findByText('web01');
  await userEvent.click(await screen.findByRole('button', { name: 'Choose CentOS 6' }));
  await waitFor(() =>
    expect(savedOf(core)).toMatchObject({
      draft: { assess: { os: 'centos-6', bootMode: 'UEFI' }, prepare: { result: { file: 'result.json' } } },
    }),
  );
});
