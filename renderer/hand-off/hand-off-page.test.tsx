/** The way out of image migration: the right console for the account's site, and the server's facts in a file without paths or accounts. */
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { diskReport, draftView, fakeCore, migrationId } from '../bridge/core.double.ts';
import { show } from '../page/page.double.tsx';
import { asMarkdown, sourceFacts } from './source-facts.ts';
import { home as enHome } from '../../words/en/page/home.ts';
import type { Words } from '../words/use-words.ts';
import { disks as enDisks } from '../../words/en/page/disks.ts';
import { handOff as enHandOff } from '../../words/en/page/hand-off.ts';

it('leads to the console of the account’s site', async () => {
  const core = fakeCore(
    {
      'accounts.list': async () => [
        { name: 'hz', kind: 'access-key', keyHint: 'LTAI…wxyz', kept: 'os-vault', site: 'china' },
      ],
    },
    [
      {
        ...draftView,
        status: 'done',
        draft: { name: 'web', disks: [], target: { account: 'hz' }, image: {} },
        disks: [{ path: diskReport.path, role: 'system', report: diskReport }],
      },
    ],
  );
  show(core, `#/server-migration/${migrationId}`);
  const link = await screen.findByRole('link', { name: /^SMC console/ });
  expect(link.getAttribute('href')).toBe('https://smc.console.aliyun.com/');
  await userEvent.click(screen.getByRole('radio', { name: 'International site' }));
  expect(screen.getByRole('link', { name: /^SMC console/ }).getAttribute('href')).toBe(
    'https://smc.console.alibabacloud.com/',
  );
  expect(screen.getByRole('cell', { name: 'web01.vmdk' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Save as JSON' })).toBeTruthy();
});

it('says what to do where no migration knows a disk', async () => {
  show(fakeCore(), '#/server-migration');
  expect(await screen.findByText(/No migration here knows a disk yet/)).toBeTruthy();
});

it('writes a table that no name can break, and no path', () => {
  const words = { ...enHome, ...enDisks, ...enHandOff } as Words;
  const disk = { name: 'a|b.vmdk', slot: 'system' as const, report: diskReport };
  const text = asMarkdown(sourceFacts('web', [disk], undefined), words);
  expect(text).toContain('| a\\|b.vmdk | System disk | 40 GiB | 3 GiB | ext4 1 GiB, lvm 38 GiB |');
  expect(text).not.toContain('/srv/images');
});
