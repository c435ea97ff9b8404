/**
 * Runs one migration: stage after stage, saved before started, waiting out what passes by itself, stopping when asked.
 * The reason of a stop decides what survives: a pause keeps everything, a cancel undoes it.
 */
import { Failure, failedWith } from '../../../contract/failure-error.ts';
import type { FailureView } from '../../../contract/failure.ts';
import { stageNames, type Progress, type StageName } from '../../../contract/views.ts';
import { isoNow } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { lockFolder, type Lock } from '../base/lock.ts';
import { leftBehind } from './left-behind.ts';
import { advance, currentStage, type Reached, type Stages, type Step } from './machine.ts';
import { saveRecord, stagingFolder, type Checkpoints, type MigrationRecord } from './record.ts';
import type { Report, Stage, StageContext, Tools } from './stage.ts';

/** Waits between runs of a stage that failed by itself: 5 s, 30 s, 2 min, 5 min, 10 min; then it stays failed. */
export const stageRetryMs: readonly number[] = [5_000, 30_000, 120_000, 300_000, 600_000];
const progressEveryMs = 250;
/** Hours can be changed, and clocks; so it is looked again now and then. */
const hoursLookMs = 5_000;
/** What is on its way on a slow line takes about so long to arrive; whoever cannot wait asks a second time. */
const easeMs = 60_000;

export type StopReason = 'asked' | 'shutdown' | 'sleep' | 'cancel';

class Stopped extends Error {
  readonly reason: StopReason;
  constructor(reason: StopReason) {
    super(`stopped: ${reason}`);
    this.reason = reason;
  }
}

interface Stops {
  readonly hard: AbortSignal;
  readonly easing: AbortSignal;
  readonly either: AbortSignal;
}

export interface RunnerOptions {
  readonly record: MigrationRecord;
  readonly folder: string;
  readonly stages: readonly Stage[];
  readonly tools: Tools;
  readonly log: Log;
  readonly retryMs?: readonly number[];
  /** After every change of the record. */
  readonly onChange: () => void;
  readonly onProgress: (progress: Progress) => void;
  /** After the last stage: writes the report. */
  readonly onDone: () => Promise<void>;
  /** When not even a failure could be written down. */
  readonly onBug: (error: unknown) => void;
}

export class Runner {
  readonly #options: RunnerOptions;
  #record: MigrationRecord;
  #running: { controller: AbortController; easing: AbortController; ended: Promise<void> } | undefined;
  #progress: Progress | undefined;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#record = options.record;
  }

  get record(): MigrationRecord {
    return this.#record;
  }
  get progress(): Progress | undefined {
    return this.#progress;
  }
  get busy(): boolean {
    return this.#running !== undefined;
  }

  /** Changes the record while nothing runs (drafts, leftovers). */
  async edit(change: Partial<MigrationRecord>): Promise<void> {
    this.#record = { ...this.#record, ...change };
    await this.#save();
  }

  /** Begins or goes on; returns once the run is under way. Fails with `machine.data-busy` when it runs elsewhere. */
  async start(): Promise<void> {
    if (this.#running !== undefined) throw new Failure('asked.not-now', { reason: 'running' });
    const controller = new AbortController();
    const easing = new AbortController();
    const taken = this.#takeUnfinished();
    const ended = taken
      .then(
        (lock) =>
          this.#run(controller.signal, easing.signal)
            .finally(() => lock.release())
            .catch(this.#options.onBug),
        () => undefined, // told below
      )
      .finally(() => {
        this.#running = undefined;
        this.#progress = undefined;
        this.#options.onChange();
      });
    this.#running = { controller, easing, ended };
    await taken;
  }

  /** Another program has let go of it: what it left is what there is now. Fails with `machine.data-busy` while it has not. */
  async reload(): Promise<void> {
    await (await this.#take()).release();
    this.#options.onChange();
  }

  /**
   * Stops a run once what is under way has come to a good end, for which it has a minute; asked again meanwhile, at once.
   * Does nothing when nothing runs.
   */
  async pause(): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    if (running.easing.signal.aborted) return this.stop('asked');
    running.easing.abort(new Stopped('asked'));
    const late = new AbortController();
    const { clock } = this.#options.tools;
    clock.wait(easeMs, late.signal).then(() => this.stop('asked')).catch(() => undefined); // prettier-ignore
    await running.ended.finally(() => late.abort());
  }

  /** Stops a run and waits until it has stopped. Does nothing when nothing runs. */
  async stop(reason: Exclude<StopReason, 'cancel'>): Promise<void> {
    this.#running?.controller.abort(new Stopped(reason));
    await this.#running?.ended;
  }

  /** Stops and undoes. Safe to call again when undoing failed half way. */
  async cancel(): Promise<void> {
    this.#running?.controller.abort(new Stopped('cancel'));
    await this.#running?.ended;
    const lock = await this.#take();
    try {
      await this.#undo();
    } finally {
      await lock.release();
    }
  }

  /** Holds the folder, with the record as whoever held it before has left it. */
  async #take(): Promise<Lock> {
    const { folder } = this.#options;
    const lock = await lockFolder(folder);
    try {
      this.#record = await leftBehind(folder);
      return lock;
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  async #takeUnfinished(): Promise<Lock> {
    const lock = await this.#take();
    const stage = currentStage(this.#record.stages);
    if (stage !== undefined && this.#record.stages[stage].at !== 'cancelled') return lock;
    await lock.release();
    throw new Failure('asked.not-now', { reason: 'finished' });
  }

  /** Resolves when the run that is under way has ended, however it did. */
  async settled(): Promise<void> {
    await this.#running?.ended;
  }

  async #run(hard: AbortSignal, easing: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([hard, easing]);
    try {
      await this.#redoWhatIsGone(signal);
      for (
        let name = currentStage(this.#record.stages);
        name !== undefined;
        name = currentStage(this.#record.stages)
      ) {
        if (!(await this.#runStage(name, { hard, easing, either: signal }))) return;
      }
      for (const stage of this.#options.stages) await stage.tidy?.(this.#context(stage.name, signal));
      await this.#options.onDone();
      this.#options.log.write('info', 'migration done');
    } catch (error) {
      await this.#stopAt(currentStage(this.#record.stages), error);
    }
  }

  /** Whether the stage settled; otherwise the run is over. */
  async #runStage(name: StageName, stops: Stops): Promise<boolean> {
    const stage = this.#stage(name);
    const signal = stops.either;
    const heeded = stage.eases === true ? stops.hard : signal;
    const { log, tools } = this.#options;
    const retryMs = this.#options.retryMs ?? stageRetryMs;
    for (let failures = 0, reached = 0; ;) {
      await this.#step({ do: 'begin', stage: name, when: isoNow(tools.clock) });
      try {
        signal.throwIfAborted();
        const outcome = await stage.run(this.#context(name, heeded, stops.easing));
        if (outcome === 'done') await this.#step({ do: 'finish', stage: name, when: isoNow(tools.clock) });
        else await this.#step({ do: 'skip', stage: name, because: outcome });
        return true;
      } catch (error) {
        if (failedWith(error, 'asked.outside-hours') && !signal.aborted) {
          if (await this.#waitForHours(name, error, signal)) continue;
          return false;
        }
        // what gets on between two failures may fail as often as it likes: lines do, for days
        const got = this.#progress?.done ?? 0;
        if (got > reached) failures = 0;
        reached = Math.max(reached, got);
        const waitMs = retryMs[failures++];
        if (signal.aborted || Failure.from(error).retry !== 'automatic' || waitMs === undefined) {
          await this.#stopAt(name, error);
          return false;
        }
        const failure = Failure.from(error).view();
        log
          .forStage(name)
          .write('warn', 'waiting before another try', { failure: failure.code, ...failure.facts, waitMs });
        const until = new Date(tools.clock.now() + waitMs).toISOString();
        await this.#step({ do: 'wait', stage: name, when: isoNow(tools.clock), until, failure });
        try {
          await tools.clock.wait(waitMs, signal);
        } catch (stopped) {
          await this.#stopAt(name, stopped);
          return false;
        }
      } finally {
        this.#progress = undefined;
      }
    }
  }

  /** Whether the hours have come; otherwise the run was stopped meanwhile. */
  async #waitForHours(
    name: StageName,
    closed: Failure<'asked.outside-hours'>,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { log, tools } = this.#options;
    this.#progress = undefined;
    log.forStage(name).write('info', 'waiting for the hours set for uploads', { ...closed.facts });
    const { until } = closed.facts;
    await this.#step({ do: 'wait', stage: name, when: isoNow(tools.clock), until, failure: closed.view() });
    try {
      while (tools.transfers.closed() !== undefined) await tools.clock.wait(hoursLookMs, signal);
      return true;
    } catch (stopped) {
      await this.#stopAt(name, stopped);
      return false;
    }
  }

  /** A finished stage whose result is gone goes back to pending, so that it is done again. */
  async #redoWhatIsGone(signal: AbortSignal): Promise<void> {
    for (const name of stageNames) {
      if (this.#record.stages[name].at !== 'done' || currentStage(this.#record.stages) === undefined)
        continue;
      const stage = this.#stage(name);
      if (stage.stillHolds === undefined || (await stage.stillHolds(this.#context(name, signal)))) continue;
      this.#options.log.forStage(name).write('warn', 'what this stage had made is gone; doing it again');
      await this.#step({ do: 'redo', stage: name });
    }
  }

  async #stopAt(name: StageName | undefined, error: unknown): Promise<void> {
    const { log, tools } = this.#options;
    if (name === undefined) {
      // Every stage is settled; only tidying up or the report went wrong, and both are made again when asked for.
      log.write('warn', 'migration done, but not everything could be tidied up', { reason: String(error) });
      return;
    }
    const at = this.#record.stages[name].at;
    const active = at === 'running' || at === 'waiting';
    if (error instanceof Stopped) {
      log.forStage(name).write('info', 'stopped', { reason: error.reason });
      // A cancel is written by `cancel` itself, once everything is undone; until then the stage counts as paused.
      if (active)
        await this.#step({
          do: 'pause',
          stage: name,
          because: error.reason === 'cancel' ? 'asked' : error.reason,
          reached: this.#reached(),
        });
      return;
    }
    const failure: FailureView = Failure.from(error).view();
    const detail =
      failedWith(error, 'program.bug') || !(error instanceof Failure) ? String((error as Error).stack) : '';
    log.forStage(name).write('error', 'stage failed', {
      failure: failure.code,
      ...failure.facts,
      ...(detail === '' ? {} : { stack: detail }),
    });
    if (!active) await this.#step({ do: 'begin', stage: name, when: isoNow(tools.clock) });
    if (failedWith(error, 'account.token-expired')) {
      await this.#step({
        do: 'pause',
        stage: name,
        because: 'credentials',
        failure,
        reached: this.#reached(),
      });
      return;
    }
    await this.#step({
      do: 'fail',
      stage: name,
      when: isoNow(tools.clock),
      failure,
      reached: this.#reached(),
    });
  }

  #reached(): Reached | undefined {
    if (this.#progress?.kept === undefined) return undefined;
    const { kept, bytesPerSecond: _speed, remainingMs: _left, transfer: _facts, ...rest } = this.#progress;
    return { ...rest, done: kept };
  }

  async #undo(): Promise<void> {
    const never = new AbortController().signal;
    for (const name of [...stageNames].reverse()) {
      const stage = this.#stage(name);
      if (stage.undo === undefined || this.#record.stages[name].at === 'pending') continue;
      await stage.undo(this.#context(name, never));
    }
    await this.#step({ do: 'cancel' });
    this.#options.log.write('info', 'migration cancelled; staging, multipart uploads and image removed');
    this.#options.onChange();
  }

  /** `easing` never fires for who has nothing to bring to an end. */
  #context(name: StageName, signal: AbortSignal, easing = new AbortController().signal): StageContext {
    const { tools, folder } = this.#options;
    const { plan } = this.#record;
    if (plan === undefined) throw new Failure('asked.not-now', { reason: 'draft' });
    const log = this.#options.log.forStage(name);
    const report = this.#reporter(name);
    const record = (): MigrationRecord => this.#record;
    return {
      plan,
      folder,
      staging: stagingFolder(this.#record, folder),
      tools,
      log,
      signal,
      easing,
      report,
      get checkpoints() {
        return record().checkpoints;
      },
      save: async (checkpoints: Partial<Checkpoints>) => {
        this.#record = { ...this.#record, checkpoints: { ...this.#record.checkpoints, ...checkpoints } };
        await this.#save();
      },
    };
  }

  /** At most four reports a second of the same doing; never backwards within it. */
  #reporter(stage: StageName): (report: Report) => void {
    const { clock } = this.#options.tools;
    let last: { report: Report; since: string; atMs: number } | undefined;
    return (report) => {
      const now = clock.now();
      const same =
        last !== undefined && last.report.doing === report.doing && last.report.disk === report.disk;
      const ended = report.total > 0 && report.done >= report.total;
      const done = last !== undefined && same ? Math.max(last.report.done, report.done) : report.done;
      const since = last !== undefined && same ? last.since : isoNow(clock);
      this.#progress = { stage, since, ...report, done };
      if (last !== undefined && same && now - last.atMs < progressEveryMs && !ended) return;
      last = { report: { ...report, done }, since, atMs: now };
      this.#options.onProgress(this.#progress);
    };
  }

  #stage(name: StageName): Stage {
    const stage = this.#options.stages.find((candidate) => candidate.name === name);
    if (stage === undefined) throw new Error(`no stage ${name}`);
    return stage;
  }

  async #step(step: Step): Promise<void> {
    const stages: Stages = advance(this.#record.stages, step);
    this.#record = { ...this.#record, stages: { ...stages } };
    await this.#save();
  }

  async #save(): Promise<void> {
    await saveRecord(this.#options.folder, this.#record);
    this.#options.onChange();
  }
}
