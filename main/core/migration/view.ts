/** What the page sees of a migration: derived from its record each time. */
import type { FailureView } from '../../../contract/failure.ts';
import type { MigrationView } from '../../../contract/migrations.ts';
import type { Progress, StageState } from '../../../contract/stages.ts';
import { currentStage, statusOf } from './machine.ts';
import { trialName } from './stage-launch.ts';
import { pendingStages, type MigrationRecord } from './record.ts';

/** `handleFor` names a stored path for the page. */
export function viewOf(
  record: MigrationRecord,
  running: { busy: boolean; progress: Progress | undefined },
  handleFor: (path: string) => string,
): MigrationView {
  const { plan, draft, checkpoints, stages } = record;
  const started = plan !== undefined;
  const stage = started ? currentStage(stages) : undefined;
  const state = stage === undefined ? undefined : stages[stage];
  const wished = plan?.disks ?? draft?.disks ?? [];
  return {
    id: record.id,
    name: record.name,
    created: record.created,
    // one stage has ended and the next is about to begin
    status: running.busy && state?.at === 'pending' ? 'running' : statusOf(stages, started),
    ...(draft === undefined ? {} : { draft: draftView(draft, handleFor) }),
    disks: wished.map(({ path, role, member }, index) => {
      const report = checkpoints.inspect?.disks[index]?.report;
      return {
        path,
        role,
        ...(member === undefined ? {} : { member }),
        ...(report === undefined ? {} : { report }),
      };
    }),
    practice: record.practice !== undefined,
    busy: running.busy,
    stages,
    ...(stage === undefined ? {} : { currentStage: stage }),
    ...progressOf(state, running.progress),
    ...(state !== undefined && 'failure' in state && state.failure !== undefined ? { failure: state.failure } : {}),
    objects: checkpoints.upload?.objects ?? [],
    ...(checkpoints.import?.imageId === undefined ? {} : { imageId: checkpoints.import.imageId }),
    ...(checkpoints.check === undefined ? {} : { checkItems: checkpoints.check.items }),
    ...instanceOf(record),
    leftovers: leftoversOf(record),
  };
}

/** Nothing is known of it but its id. */
export const unreadableView = ({ id, failure }: { id: string; failure: FailureView }): MigrationView => ({
  id,
  name: id,
  created: new Date(0).toISOString(),
  status: 'unreadable',
  disks: [],
  practice: false,
  busy: false,
  stages: pendingStages(),
  failure,
  objects: [],
  leftovers: [],
});

/** At rest, what is kept of it. */
function progressOf(state: StageState | undefined, running: Progress | undefined): Pick<MigrationView, 'progress'> {
  const progress = state !== undefined && 'reached' in state ? state.reached : running;
  return progress === undefined ? {} : { progress };
}

function draftView(
  draft: NonNullable<MigrationRecord['draft']>,
  handleFor: (path: string) => string,
): NonNullable<MigrationView['draft']> {
  const { stagingFolder, disks, ...rest } = draft;
  return {
    ...rest,
    disks: disks.map(({ path, ...disk }) => ({ handle: handleFor(path), ...disk })),
    ...(stagingFolder === undefined ? {} : { stagingFolder: handleFor(stagingFolder) }),
  };
}

export function instanceOf({ plan, checkpoints }: MigrationRecord): Pick<MigrationView, 'instance'> {
  const { instanceId, running } = checkpoints.launch ?? {};
  if (plan === undefined || instanceId === undefined || running === undefined) return {};
  return { instance: { instanceId, name: trialName(plan), ...running } };
}

/** What a migration that is not running has left: its converted disks here, its objects in the bucket. */
export function leftoversOf({
  plan,
  stages,
  checkpoints,
  removedObjects,
}: MigrationRecord): MigrationView['leftovers'] {
  if (plan === undefined || Object.values(stages).some(({ at }) => at === 'running')) return [];
  const cancelled = Object.values(stages).some(({ at }) => at === 'cancelled');
  const finished = currentStage(stages) === undefined;
  const converted = (checkpoints.convert?.disks ?? []).filter(({ inPlace }) => inPlace !== true);
  const staging = cancelled || finished ? [] : converted;
  const objects =
    checkpoints.import?.objectsRemoved === true
      ? []
      : (checkpoints.upload?.objects ?? []).filter(({ key }) => !removedObjects.includes(key));
  return [
    ...staging.map(({ path, bytes }) => ({ what: 'staging' as const, name: path, bytes })),
    ...objects.map(({ bucket, key, bytes }) => ({
      what: 'object' as const,
      name: `${bucket}/${key}`,
      bytes,
    })),
  ];
}
