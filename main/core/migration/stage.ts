/** What every stage answers, and what it is given to answer it. */
import type { Plan } from '../../../contract/plan.ts';
import type { Progress, StageName, StageState } from '../../../contract/stages.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Cloud } from '../cloud/cloud.ts';
import type { Qemu } from '../disk/qemu.ts';
import type { Transfers } from '../transfer/transfers.ts';
import type { Checkpoints } from './record.ts';

export interface Tools {
  readonly clock: Clock;
  qemu(): Promise<Qemu>;
  /** The cloud of the plan's account. */
  cloud(): Promise<Cloud>;
  /** What all uploads share. */
  readonly transfers: Transfers;
}

export type Report = Omit<Progress, 'stage' | 'since'>;

export interface StageContext {
  /** The migration's, which its objects carry. */
  readonly id: string;
  readonly plan: Plan;
  /** The migration's own folder: journals and reports. */
  readonly folder: string;
  /** Where converted disks of this migration are written. */
  readonly staging: string;
  readonly tools: Tools;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Fires before `signal` when there is time to finish what is under way; the stage then throws its reason. */
  readonly easing: AbortSignal;
  /** What the stages have settled so far; always the latest. */
  readonly checkpoints: Checkpoints;
  report(progress: Report): void;
  /** Durable before it resolves. */
  save(checkpoints: Partial<Checkpoints>): Promise<void>;
}

export interface Stage {
  readonly name: StageName;
  /** It reacts to `easing`; a pause stops other stages at once. */
  readonly eases?: true;
  /** Does the stage's work from its checkpoint on, after checking that what the checkpoint says is still true. */
  run(context: StageContext): Promise<'done' | Extract<StageState, { at: 'skipped' }>['because']>;
  /** Asked of a finished stage before later ones continue: is what it made still there? Throws when doing it again cannot help. */
  stillHolds?(context: StageContext): Promise<boolean>;
  /** Removes what a cancelled migration left behind. Safe to call twice, and before `run`. */
  undo?(context: StageContext): Promise<void>;
  /** After the whole migration is done: removes files that are not needed any more. */
  tidy?(context: StageContext): Promise<void>;
}
