/** What one run of a migration has, and what each of its stages is given of that. */
import { Failure } from '../../../contract/failure-error.ts';
import type { StageName } from '../../../contract/stages.ts';
import type { Job } from '../jobs/job.ts';
import { advance, type Step } from './machine.ts';
import type { ProgressMeter } from './progress-meter.ts';
import { stagingFolder, type MigrationRecord } from './record.ts';
import type { Stage, StageContext, Tools } from './stage.ts';

export interface Run {
  readonly job: Job<MigrationRecord>;
  readonly stages: readonly Stage[];
  readonly tools: Tools;
  readonly progress: ProgressMeter;
}

export function stageNamed({ stages }: Run, name: StageName): Stage {
  const stage = stages.find((candidate) => candidate.name === name);
  if (stage === undefined) throw new Error(`no stage ${name}`);
  return stage;
}

/** Saved before it resolves. */
export const takeStep = ({ job }: Run, step: Step): Promise<void> =>
  job.save({ stages: { ...advance(job.record.stages, step) } });

/** Without `easing`, only `signal` stops the stage. */
export function stageContext(
  { job, tools, progress }: Run,
  name: StageName,
  signal: AbortSignal,
  easing = new AbortController().signal,
): StageContext {
  const { plan } = job.record;
  if (plan === undefined) throw new Failure('asked.not-now', { reason: 'draft' });
  return {
    id: job.record.id,
    plan,
    folder: job.folder,
    staging: stagingFolder(job.record, job.folder),
    tools,
    log: job.log.forStage(name),
    signal,
    easing,
    report: progress.reporter(name),
    get checkpoints() {
      return job.record.checkpoints;
    },
    save: (checkpoints) => job.save({ checkpoints: { ...job.record.checkpoints, ...checkpoints } }),
  };
}
