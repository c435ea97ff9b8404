/** Adding an account: the secret leaves the page as it is sent, and a refusal is explained. */
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Failure } from '../../contract/failure-error.ts';
import { fakeCore } from '../bridge/core.double.ts';
import { show } from '../page/page.double.tsx';

it('sends the secret once and keeps it nowhere', async () => {
  const noVault = new Failure('machine.vault-unavailable', { reason: 'there is no key store' });
  const core = fakeCore({ 'accounts.add': () => Promise.reject(noVault) });
  show(core, '#/accounts');
  await userEvent.type(await screen.findByLabelText(/^Name/), 'Migration user');
  await userEvent.type(screen.getByLabelText(/^AccessKey ID/), 'LTAI-id');
  const secret = screen.getByLabelText<HTMLInputElement>(/^AccessKey secret/);
  await userEvent.type(secret, 'the-secret');
  await userEvent.click(screen.getByRole('button', { name: 'Test and add' }));
  expect(core.asked).toContainEqual([
    'accounts.add',
    { name: 'Migration user', accessKeyId: 'LTAI-id', accessKeySecret: 'the-secret', keep: 'os-vault' },
  ]);
  expect(secret.value).toBe('');
  expect((await screen.findByRole('alert')).textContent).toMatch(/key store cannot be used/);
  expect(document.documentElement.outerHTML).not.toContain('the-secret');
});
