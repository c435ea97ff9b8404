/** Check my line: what it says of a line that works, and the way out where the public one is closed. */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Client } from '../../../contract/calls.ts';
import { diskFile, draftView, fakeCore, migrationId, type FakeCore } from '../../bridge/core.double.ts';
import { show } from '../../page/page.double.tsx';

const target = {
  account: 'practice',
  region: 'cn-hangzhou',
  bucket: 'migration-demo',
  object: 'web01.qcow2',
  format: 'qcow2' as const,
};
function showTarget(answers: Partial<Client> = {}): FakeCore {
  const disks = [{ handle: diskFile.handle, role: 'system' as const }];
  const view = {
    ...draftView,
    draft: { name: 'web01', disks, target, image: {} },
    disks: [{ path: diskFile.path, role: 'system' as const }],
  };
  const core = fakeCore(answers, [view]);
  show(core, `#/migrations/${migrationId}/target`);
  return core;
}
const check = async (): Promise<void> => userEvent.click(await screen.findByRole('button', { name: 'Check my line' }));

it('says how fast the line is and how long the upload will take', async () => {
  const core = showTarget();
  await waitFor(() => expect(core.asked.some(([name]) => name === 'disk.estimate')).toBe(true));
  await check();
  const card = within(screen.getByRole('region', { name: 'Line' }));
  expect(await card.findByText('31 ms')).toBeTruthy();
  expect(card.getByText('11.4 MiB/s')).toBeTruthy();
  expect(card.getByText('about 4 min 28 s for 3 GiB')).toBeTruthy();
  expect(core.asked).toContainEqual([
    'network.check',
    { account: 'practice', region: 'cn-hangzhou', bucket: 'migration-demo' },
  ]);
});

it('names the ways out where the public endpoint is closed, and takes one', async () => {
  const failure = {
    code: 'cloud.public-endpoint-forbidden' as const,
    facts: { bucket: 'migration-demo', requestId: 'R1' },
  };
  const core = showTarget({
    'network.check': async () => ({
      host: 'migration-demo.oss-cn-hangzhou.aliyuncs.com',
      clockAheadMs: -120_000,
      failure,
      endpoints: [
        { endpoint: 'accelerate', works: true },
        { endpoint: 'internal', works: false },
      ],
    }),
  });
  await check();
  const card = within(screen.getByRole('region', { name: 'Line' }));
  expect((await card.findByRole('alert')).textContent).toContain('migration-demo');
  expect(card.getByText(/2 min behind/)).toBeTruthy();
  await userEvent.click(card.getByRole('button', { name: 'Use Transfer acceleration' }));
  // The result was measured over another endpoint.
  await waitFor(() => expect(card.queryByRole('alert')).toBeNull());
  await waitFor(() =>
    expect(core.asked).toContainEqual([
      'migration.saveDraft',
      expect.objectContaining({
        draft: expect.objectContaining({ target: { ...target, endpoint: 'accelerate' } }),
      }),
    ]),
  );
});
