/** The state machine of a migration's stages: pure, and the only place that says which change may follow which. */
import type { FailureView } from '../../../contract/failure.ts';
import { stageNames, type StageName, type StageState } from '../../../contract/stages.ts';
import { type MigrationView } from '../../../contract/migrations.ts';
import type { z } from '../../../contract/schema.ts';
import type { pauseReason } from '../../../contract/stages.ts';

export type Stages = Readonly<Record<StageName, StageState>>;
type PauseReason = z.infer<typeof pauseReason>;
export type Reached = NonNullable<Extract<StageState, { at: 'paused' }>['reached']>;
type SkipReason = Extract<StageState, { at: 'skipped' }>['because'];

export type Step =
  | { readonly do: 'begin'; readonly stage: StageName; readonly when: string }
  | {
      readonly do: 'wait';
      readonly stage: StageName;
      readonly when: string;
      readonly until: string;
      readonly failure: FailureView;
    }
  | {
      readonly do: 'pause';
      readonly stage: StageName;
      readonly because: PauseReason;
      /** What has to be put right first. */
      readonly failure?: FailureView;
      readonly reached?: Reached | undefined;
    }
  | {
      readonly do: 'fail';
      readonly stage: StageName;
      readonly when: string;
      readonly failure: FailureView;
      readonly reached?: Reached | undefined;
    }
  | { readonly do: 'finish'; readonly stage: StageName; readonly when: string }
  | { readonly do: 'skip'; readonly stage: StageName; readonly because: SkipReason }
  /** What a finished stage made is gone (a removed staging file), so the stage has to be done again. */
  | { readonly do: 'redo'; readonly stage: StageName }
  | { readonly do: 'cancel' };

/** The only way a stage changes state. Throws on a step that cannot follow: that is our bug. */
export function advance(stages: Stages, step: Step): Stages {
  if (step.do === 'cancel') {
    const open = stageNames.filter((name) => !isSettled(stages[name]));
    return { ...stages, ...Object.fromEntries(open.map((name) => [name, { at: 'cancelled' }])) };
  }
  return { ...stages, [step.stage]: next(stages, step) };
}

function next(stages: Stages, step: Exclude<Step, { do: 'cancel' }>): StageState {
  const state = stages[step.stage];
  const impossible = (): never => {
    throw new Error(`stage ${step.stage} cannot ${step.do} while ${state.at}`);
  };
  switch (step.do) {
    case 'begin':
      if (currentStage(stages) !== step.stage || state.at === 'running' || state.at === 'cancelled')
        return impossible();
      return { at: 'running', attempt: attemptOf(state) + 1, since: step.when };
    case 'wait':
      if (state.at !== 'running') return impossible();
      return {
        at: 'waiting',
        attempt: state.attempt,
        since: step.when,
        until: step.until,
        failure: step.failure,
      };
    case 'pause':
      if (state.at !== 'running' && state.at !== 'waiting') return impossible();
      return {
        at: 'paused',
        attempt: state.attempt,
        because: step.because,
        ...(step.failure === undefined ? {} : { failure: step.failure }),
        ...(step.reached === undefined ? {} : { reached: step.reached }),
      };
    case 'fail':
      if (state.at !== 'running' && state.at !== 'waiting') return impossible();
      return {
        at: 'failed',
        attempt: state.attempt,
        when: step.when,
        failure: step.failure,
        ...(step.reached === undefined ? {} : { reached: step.reached }),
      };
    case 'finish':
      if (state.at !== 'running') return impossible();
      return { at: 'done', attempt: state.attempt, since: state.since, when: step.when };
    case 'skip':
      if (currentStage(stages) !== step.stage || (state.at !== 'running' && state.at !== 'pending'))
        return impossible();
      return { at: 'skipped', because: step.because };
    case 'redo':
      if (state.at !== 'done') return impossible();
      return { at: 'pending' };
  }
}

const attemptOf = (state: StageState): number => ('attempt' in state ? state.attempt : 0);
const isSettled = (state: StageState): boolean => state.at === 'done' || state.at === 'skipped';

/** The stage the migration stands at: the first that is not settled. */
export const currentStage = (stages: Stages): StageName | undefined =>
  stageNames.find((name) => !isSettled(stages[name]));

/** Derived, never stored. */
export function statusOf(stages: Stages, started: boolean): MigrationView['status'] {
  if (!started) return 'draft';
  const stage = currentStage(stages);
  if (stage === undefined) return 'done';
  const { at } = stages[stage];
  switch (at) {
    case 'pending':
      return 'paused'; // between two stages: only seen when the program ended just there
    case 'running':
    case 'waiting':
    case 'paused':
    case 'failed':
    case 'cancelled':
      return at;
    case 'done':
    case 'skipped':
      throw new Error('a settled stage is never the current one');
  }
}
