/** An account's rights with the policy to copy, and ECS's role made on consent only. */
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { RoleView } from '../../contract/accounts.ts';
import type { Client } from '../../contract/calls.ts';
import { fakeCore, type FakeCore } from '../bridge/core.double.ts';
import { show } from '../page/page.double.tsx';

const missing: RoleView = {
  use: 'import',
  role: 'AliyunECSImageImportDefaultRole',
  policy: 'AliyunECSImageImportRolePolicy',
  present: false,
  trusted: false,
  consoleLink: 'https://ram.console.alibabacloud.com/role/authorize?request=x',
  trustPolicy: '{"trust":1}',
  policyText: '{"policy":1}',
};

async function open(answers: Partial<Client>): Promise<FakeCore> {
  const core = fakeCore({ 'role.show': async ({ use }) => ({ ...missing, use }), ...answers });
  show(core, '#/accounts');
  await userEvent.click(await screen.findByRole('button', { name: 'Test, rights and roles of practice' }));
  return core;
}

it('creates the role only after its words were read and agreed to', async () => {
  const core = await open({
    'role.create': async () => ({ ...missing, present: true, trusted: true, attached: true }),
  });
  const [role] = await screen.findAllByRole('region', { name: missing.role });
  await userEvent.click(await within(role!).findByRole('button', { name: 'Create it…' }));
  expect(core.asked.map(([name]) => name)).not.toContain('role.create');
  expect(screen.getByRole('dialog').textContent).toMatch(/ECS \(ecs\.aliyuncs\.com\) is allowed to assume it/);
  await userEvent.click(screen.getByRole('button', { name: 'Create the role' }));
  expect(core.asked).toContainEqual(['role.create', { account: 'practice', use: 'import' }]);
  expect(await within(role!).findByText('Ready')).toBeTruthy();
  expect(within(role!).getByText(/within a minute or so/)).toBeTruthy();
});

it('gives whoever may not create roles the console’s link and the texts', async () => {
  await open({});
  const [role] = await screen.findAllByRole('region', { name: missing.role });
  const link = await within(role!).findByRole('link', { name: /^Cloud Resource Access/, hidden: true });
  expect(link.getAttribute('href')).toBe(missing.consoleLink);
  expect(within(role!).getByText('{"trust":1}')).toBeTruthy();
});

it('names the rights that are missing and gives the policy', async () => {
  await open({
    'accounts.rights': async () => ({
      rights: [
        { action: 'ecs:ImportImage', purpose: 'import', needed: true, allowed: 'no' },
        { action: 'ecs:DescribeImages', purpose: 'import', needed: true, allowed: 'yes' },
        { action: 'ecs:RunInstances', purpose: 'launch', needed: false, allowed: 'no' },
      ],
      policy: '{"Version":"1"}',
    }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Check the rights' }));
  expect(await screen.findByText(/One right that a migration needs is missing/)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Copy the policy' })).toBeTruthy();
  expect(screen.getByText('{"Version":"1"}')).toBeTruthy();
});

it('adds a profile of the command line where it is', async () => {
  const core = fakeCore({
    'accounts.profiles': async () => ({
      file: '/home/a/.aliyun/config.json',
      profiles: [
        { name: 'default', mode: 'AK', usable: true, current: true },
        { name: 'sso', mode: 'CloudSSO', usable: false, current: false },
      ],
    }),
    'accounts.addProfile': async ({ name }) => ({
      name,
      kind: 'cli-profile',
      keyHint: 'LTAI…wxyz',
      kept: 'os-vault',
    }),
  });
  show(core, '#/accounts');
  await userEvent.click(await screen.findByRole('radio', { name: 'Profile of the aliyun command line' }));
  await userEvent.type(await screen.findByLabelText(/^Name/), 'cli');
  await userEvent.click(screen.getByRole('button', { name: 'Test and add' }));
  expect(core.asked).toContainEqual([
    'accounts.addProfile',
    { name: 'cli', keep: 'os-vault', profile: 'default', copy: false },
  ]);
});
