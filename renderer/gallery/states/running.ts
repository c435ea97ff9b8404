/** The steps Run and Finish of a migration that was started. */
import { Failure } from '../../../contract/failure-error.ts';
import type { MigrationView } from '../../../contract/migrations.ts';
import type { Progress, StageState } from '../../../contract/stages.ts';
import { draftView, migrationId } from '../../bridge/core.double.ts';
import { doneView, draftAt, instance, since, started, uploadingView } from '../examples.ts';
import { unreachable, waitingFor, type Screen, type State } from '../state.ts';

const failure = unreachable.view();
const runs = (view: MigrationView): State => ({
  at: `migrations/${migrationId}/run`,
  migrations: [view],
  answers: {
    // two minutes of a line that wavers
    'transfer.speeds': async () =>
      Array.from({ length: 60 }, (_, index) => ({
        when: new Date(Date.now() - (60 - index) * 2_000).toISOString(),
        bytesPerSecond: 9_000_000 + 2_000_000 * Math.sin(index / 4),
      })),
  },
});
const upload = (status: MigrationView['status'], state: StageState, progress?: Partial<Progress>): State => {
  const { progress: sending, ...view } = uploadingView;
  return runs({
    ...view,
    status,
    stages: { ...view.stages, upload: state },
    ...(sending === undefined ? {} : { progress: { ...sending, ...progress } }),
  });
};
const at = (doing: Progress['doing'], stage: Progress['stage'], more: Partial<Progress> = {}): State =>
  runs(
    started({
      currentStage: stage,
      stages: { ...draftView.stages, [stage]: { at: 'running', attempt: 1, since } },
      progress: { stage, doing, done: 40, total: 100, unit: 'percent', since, ...more },
    }),
  );
const running: StageState = { at: 'running', attempt: 1, since };

export const run: Screen = {
  'not-started': draftAt('run'),
  uploading: upload('running', running),
  retrying: upload('running', running, {
    transfer: {
      atOnce: 2,
      sending: 2,
      partBytes: 8 * 2 ** 20,
      capBytesPerSecond: 2 ** 20,
      retries: 3,
      sentInVainBytes: 2 ** 20,
      lastRetry: { when: since, failure, failedTries: 2, waitMs: 4_000, partNumber: 17 },
    },
  }),
  easing: upload('running', running, { doing: 'finishing-parts' }),
  waiting: upload('waiting', { at: 'waiting', attempt: 2, since, until: '2026-03-04T09:31:00Z', failure }),
  'outside-hours': upload('waiting', {
    at: 'waiting',
    attempt: 1,
    since,
    until: '2026-03-04T20:00:00Z',
    failure: new Failure('asked.outside-hours', {
      from: '20:00',
      to: '06:00',
      until: '2026-03-04T20:00:00Z',
    }).view(),
  }),
  paused: upload('paused', { at: 'paused', attempt: 1, because: 'asked' }),
  'without-keys': upload('paused', {
    at: 'paused',
    attempt: 1,
    because: 'credentials',
    failure: new Failure('account.token-expired', { requestId: 'R1' }).view(),
  }),
  failed: upload('failed', { at: 'failed', attempt: 1, when: since, failure }),
  converting: at('converting', 'convert'),
  importing: at('importing', 'import', { snapshot: { id: 's-bp1', status: 'progressing' } }),
  checking: at('checking-image', 'check', { unit: 'none' }),
  cancelling: { ...upload('running', running), then: ({ press, words }) => press(words.run.cancel) },
  cancelled: runs(started({ status: 'cancelled', stages: { ...draftView.stages, upload: { at: 'cancelled' } } })),
  done: runs(doneView),
};

const ends = (view: MigrationView): State => ({ at: `migrations/${migrationId}/finish`, migrations: [view] });
const openReport: State['then'] = ({ press, words }) => press(words.finish.saveHtml);
export const finish: Screen = {
  empty: ends(uploadingView),
  data: ends(doneView),
  'without-check': ends({ ...doneView, checkItems: undefined, leftovers: [] }),
  instance: ends({
    ...doneView,
    instance: { ...instance, name: 'web01' },
  }),
  report: { ...ends(doneView), then: openReport },
  'report-loading': { ...waitingFor(ends(doneView), 'migration.report').loading, then: openReport },
  'report-error': { ...waitingFor(ends(doneView), 'migration.report').error, then: openReport },
  remove: {
    ...ends(doneView),
    then: ({ press, words }) => press(words.finish.removeNamed('migration-demo/web01.qcow2')),
  },
};
