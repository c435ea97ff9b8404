/** Moves on the page: what core tells is on the screen as it comes, in the list and on a move's own page, with its log. */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { MoveView } from '../../contract/moves.ts';
import { Failure } from '../../contract/failure-error.ts';
import { fakeCore } from '../bridge/core.double.ts';
import { show } from '../page/page.double.tsx';

const here = '#/images/practice/cn-hangzhou';
const place = { account: 'practice', region: 'cn-hangzhou' };
const move: MoveView = {
  id: 'mov-abcdef123456',
  created: '2026-03-04T09:00:00Z',
  wish: {
    across: 'region',
    from: place,
    instanceId: 'i-1',
    imageName: 'web01-moved',
    check: true,
    to: { ...place, region: 'cn-shanghai' },
  },
  server: 'web01',
  practice: true,
  state: { at: 'running' },
  step: 'copy',
  percent: 40,
};

it('shows each change of a move without asking for it', async () => {
  const core = fakeCore();
  show(core, `${here}/moves`);
  await screen.findByText('No server was moved from here yet');
  core.emitMove({ kind: 'changed', move });
  const link = await screen.findByRole('link', { name: 'web01' });
  await userEvent.click(link);
  const bar = await screen.findByRole('progressbar');
  expect(bar.getAttribute('aria-valuenow')).toBe('40');
  expect(screen.queryByRole('button', { name: 'Forget' })).toBeNull();
  core.emitMove({ kind: 'changed', move: { ...move, percent: 80 } });
  await waitFor(() => expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('80'));
  core.emitMove({ kind: 'changed', move: { ...move, state: { at: 'interrupted' } } });
  expect(await screen.findByText(/The program ended in the middle/)).toBeTruthy();
  core.emitMove({ kind: 'removed', id: move.id });
  expect(await screen.findByText('There is no such move here')).toBeTruthy();
});

it('shows the log of a move once it is opened', async () => {
  const core = fakeCore();
  show(core, `${here}/move/${move.id}`);
  await screen.findByText('There is no such move here');
  core.emitMove({ kind: 'changed', move });
  await userEvent.click(await screen.findByText('Log'));
  expect((await screen.findByRole('log')).textContent).toContain('step begun step=copy');
  expect(core.asked).toContainEqual(['moves.log', { id: move.id }]);
});

it('lists a move that cannot be read, with the reason, until it is forgotten', async () => {
  const core = fakeCore({
    'moves.forget': async ({ id }) => {
      core.emitMove({ kind: 'removed', id });
      return {};
    },
  });
  show(core, `${here}/moves`);
  const failure = new Failure('program.record-unreadable', { file: 'record.json', reason: 'torn' }).view();
  core.emitMove({ kind: 'all', moves: [], unreadable: [{ id: move.id, failure }] });
  const notice = await screen.findByRole('alert');
  await userEvent.click(within(notice).getByRole('button', { name: 'Forget' }));
  expect(await screen.findByText('No server was moved from here yet')).toBeTruthy();
});
