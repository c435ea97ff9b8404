/** The result: the image, its check in three groups, and leftovers removed only by name. */
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { CheckItem } from '../../../contract/images.ts';
import type { MigrationView } from '../../../contract/migrations.ts';
import { diskReport, draftView, fakeCore, migrationId } from '../../bridge/core.double.ts';
import { show } from '../../page/page.double.tsx';

const item = (name: string, group: CheckItem['group']): CheckItem => ({
  name,
  group,
  value: 'x',
  riskCode: `${name}.Code`,
});
const done: MigrationView = {
  ...draftView,
  name: 'web01',
  status: 'done',
  disks: [{ path: diskReport.path, role: 'system', report: diskReport }],
  imageId: 'm-1234',
  objects: [{ bucket: 'migration-demo', key: 'web01.qcow2', crc64: '1122334455', bytes: 2 ** 31 }],
  checkItems: [item('SSHD', 'strongly-recommended'), item('Fstab', 'no-risk'), item('Virtio', 'no-risk')],
  leftovers: [{ what: 'object', name: 'migration-demo/web01.qcow2', bytes: 2 ** 31 }],
};
const here = `#/migrations/${migrationId}/finish`;

it('gives the image, the check in three groups with counts, and the proof', async () => {
  show(fakeCore({}, [done]), here);
  expect(await screen.findByText('m-1234')).toBeTruthy();
  expect(screen.getByText('Recommended optimizations (0)')).toBeTruthy();
  const grave = screen.getByRole('region', { name: 'Strongly recommended fixes (1)' });
  expect(within(grave).getByText('SSHD.Code')).toBeTruthy();
  const harmless = screen.getByRole('region', { name: 'No risks found (2)' });
  expect(within(harmless).getAllByRole('row')).toHaveLength(3);
  const proof = within(screen.getByRole('region', { name: 'Proof' }));
  expect(proof.getByText('1122334455')).toBeTruthy();
  expect(proof.getByText('40 GiB')).toBeTruthy();
});

it('removes a leftover only after asking for it by name', async () => {
  const core = fakeCore({}, [done]);
  show(core, here);
  await userEvent.click(await screen.findByRole('button', { name: 'Remove migration-demo/web01.qcow2' }));
  const dialog = within(screen.getByRole('dialog'));
  expect(dialog.getByText(/migration-demo\/web01.qcow2, 2 GiB/)).toBeTruthy();
  await userEvent.click(dialog.getByRole('button', { name: 'Remove' }));
  expect(core.asked).toContainEqual(['migration.cleanUp', { id: migrationId, what: 'object' }]);
});
