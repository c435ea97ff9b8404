/** The page around all screens: connecting, connected, and what it says when it is not. */
import { Failure } from '../../../contract/failure-error.ts';
import { draftView, migrationId } from '../../bridge/core.double.ts';
import { doneView, started, uploadingView } from '../examples.ts';
import { never, unreachable, type Screen, type State } from '../state.ts';

const home = { at: 'migrations' } satisfies State;
const waits = { ...unreachable.view() };
const one = (letter: string, view: typeof draftView) => ({ ...view, id: `mig-${letter.repeat(12)}` });

export const frame: Screen = {
  connecting: { ...home, answers: { hello: never } },
  lost: { ...home, migrations: [doneView], then: async (_, core) => core.drop() },
  'other-version': {
    ...home,
    answers: {
      hello: () => Promise.reject(new Failure('program.version-mismatch', { page: '1', core: '2' })),
    },
  },
  'no-such-migration': { at: `migrations/${migrationId}` },
};

export const migrations: Screen = {
  empty: home,
  data: {
    ...home,
    answers: {
      'leftovers.list': async () => [
        {
          account: 'practice',
          region: 'cn-hangzhou',
          bucket: 'disks',
          key: 'old.qcow2',
          uploadId: 'A',
          begun: '2026-03-01T00:00:00Z',
          bytes: 3 * 2 ** 30,
        },
      ],
    },
    migrations: [
      one('a', uploadingView),
      one('b', { ...draftView, name: 'mail' }),
      one(
        'c',
        started({
          name: 'database',
          status: 'waiting',
          stages: {
            ...draftView.stages,
            upload: {
              at: 'waiting',
              attempt: 2,
              since: '2026-03-04T09:00:00Z',
              until: '2026-03-04T09:31:00Z',
              failure: waits,
            },
          },
        }),
      ),
      one(
        'd',
        started({
          name: 'files',
          status: 'failed',
          stages: {
            ...draftView.stages,
            upload: { at: 'failed', attempt: 1, when: '2026-03-04T09:00:00Z', failure: waits },
          },
        }),
      ),
      one(
        'e',
        started({
          name: 'print',
          status: 'paused',
          stages: { ...draftView.stages, upload: { at: 'paused', attempt: 1, because: 'asked' } },
        }),
      ),
      one('f', { ...doneView, name: 'shop' }),
      one('g', started({ name: 'old', status: 'cancelled' })),
      one('h', {
        ...draftView,
        name: 'broken',
        status: 'unreadable',
        failure: new Failure('program.record-unreadable', { file: '/data/record.json', reason: '{' }).view(),
      }),
    ],
  },
  'open-plan': { ...home, then: ({ press, words }) => press(words.home.openPlan) },
};
