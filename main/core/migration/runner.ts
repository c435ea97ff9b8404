/** Starts, pauses, stops and cancels one migration. A pause keeps everything; a cancel undoes it. */
import { Failure } from '../../../contract/failure-error.ts';
import { stageNames, type Progress } from '../../../contract/stages.ts';
import { Stopped, type Job, type StopReason } from '../jobs/job.ts';
import { currentStage } from './machine.ts';
import { ProgressMeter } from './progress-meter.ts';
import type { MigrationRecord } from './record.ts';
import { stageContext, stageNamed, takeStep, type Run } from './run.ts';
import { runStages } from './run-stages.ts';
import type { Stage, Tools } from './stage.ts';

/** Waits between runs of a stage that failed by itself: 5 s, 30 s, 2 min, 5 min, 10 min; then it stays failed. */
const stageRetryMs: readonly number[] = [5_000, 30_000, 120_000, 300_000, 600_000];
/** Parts that are being sent get this long to finish after Pause; a second Pause stops at once. */
const easeMs = 60_000;

export interface RunnerOptions {
  readonly job: Job<MigrationRecord>;
  readonly stages: readonly Stage[];
  readonly tools: Tools;
  readonly retryMs?: readonly number[];
  readonly onProgress: (progress: Progress) => void;
  /** After the last stage: writes the report. */
  readonly onDone: () => Promise<void>;
}

export class Runner {
  readonly job: Job<MigrationRecord>;
  readonly #options: RunnerOptions;
  readonly #run: Run;
  #easing = new AbortController();

  constructor(options: RunnerOptions) {
    const { job, stages, tools, onProgress } = options;
    this.job = job;
    this.#options = options;
    this.#run = { job, stages, tools, progress: new ProgressMeter(tools.clock, onProgress) };
  }

  get record(): MigrationRecord {
    return this.job.record;
  }
  get progress(): Progress | undefined {
    return this.#run.progress.now;
  }
  get busy(): boolean {
    return this.job.busy;
  }

  /**
   * Begins or continues; returns once the run is under way. A draft is saved with what `settle` adds first. Fails with
   * `machine.data-busy` when it runs elsewhere.
   */
  async start(settle: (record: MigrationRecord) => Partial<MigrationRecord> = () => ({})): Promise<void> {
    const { retryMs = stageRetryMs, onDone } = this.#options;
    if (!this.busy) this.#easing = new AbortController();
    const easing = this.#easing.signal;
    await this.job.begin(
      async () => {
        const stage = currentStage(this.record.stages);
        if (stage === undefined || this.record.stages[stage].at === 'cancelled')
          throw new Failure('asked.not-now', { reason: 'finished' });
        if (this.record.plan === undefined) await this.job.save(settle(this.record));
      },
      (hard) => runStages(this.#run, { hard, easing }, retryMs, onDone),
    );
  }

  /**
   * Lets what is under way finish, for at most a minute, then stops. A second pause meanwhile stops at once. Does
   * nothing when nothing runs.
   */
  async pause(): Promise<void> {
    if (!this.busy) return;
    if (this.#easing.signal.aborted) return this.stop('asked');
    this.#easing.abort(new Stopped('asked'));
    const ended = new AbortController();
    const tooLong = this.#options.tools.clock.wait(easeMs, ended.signal);
    tooLong.then(() => this.stop('asked')).catch(() => undefined);
    await this.settled().finally(() => ended.abort());
  }

  /** Stops a run and waits until it has stopped. Does nothing when nothing runs. */
  stop(reason: Exclude<StopReason, 'cancel'>): Promise<void> {
    return this.job.stop(reason);
  }

  /**
   * Stops and undoes. Safe to call again when undoing failed half way. Fails with `asked.not-now` when the migration is
   * done: its image is in use by then, and to delete it is another wish.
   */
  async cancel(): Promise<void> {
    await this.job.stop('cancel');
    await this.job.hold(() => {
      if (currentStage(this.record.stages) === undefined) throw new Failure('asked.not-now', { reason: 'image-made' });
      return this.#undo();
    });
  }

  /** Resolves when the run under way has ended, however it did. */
  settled(): Promise<void> {
    return this.job.settled();
  }

  /** The last stage first. */
  async #undo(): Promise<void> {
    const never = new AbortController().signal;
    for (const name of [...stageNames].reverse())
      if (this.record.stages[name].at !== 'pending')
        await stageNamed(this.#run, name).undo?.(stageContext(this.#run, name, never));
    await takeStep(this.#run, { do: 'cancel' });
    this.job.log.write('info', 'migration cancelled; staging, multipart uploads and image removed');
  }
}
