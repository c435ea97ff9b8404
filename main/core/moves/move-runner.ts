/** Works on one move: step after step, until it is done, fails, or needs to be told how to start the new server. */
import type { TrialWish } from '../../../contract/trial.ts';
import { Failure, isFailure } from '../../../contract/failure-error.ts';
import { stepsOf, type MoveStep, type MoveView } from '../../../contract/moves.ts';
import type { Clock } from '../base/clock.ts';
import { newClientToken } from '../base/ids.ts';
import { failureFacts } from '../base/log.ts';
import { tryAgain, type RetryTable } from '../base/retry.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { launchRequest, startTrial } from '../images/trial.ts';
import type { Job } from '../jobs/job.ts';
import type { PracticeChoice } from '../accounts/clouds.ts';
import type { MoveRecord } from './move-record.ts';
import { arrivedImage, takeStep, type MoveContext } from './move-steps.ts';
import { viewOf, type Activity } from './move-view.ts';

/** A network that is down for some minutes does not fail the move. */
const retries: RetryTable = { tries: 8, firstWaitMs: 1_000, longestWaitMs: 60_000 };

export interface MoveTools {
  readonly clock: Clock;
  readonly openCloud: (account: string, practice: PracticeChoice | undefined) => Promise<Cloud>;
  readonly onBug: (error: unknown) => void;
}

export class MoveRunner {
  readonly job: Job<MoveRecord>;
  readonly #tools: MoveTools;
  #now: Activity['now'];
  /** While the new server is asked for, the page keeps its form: the request may be refused. */
  #launching = false;

  constructor(job: Job<MoveRecord>, tools: MoveTools) {
    this.job = job;
    this.#tools = tools;
  }

  get view(): MoveView {
    const { busy, elsewhere, record } = this.job;
    const running = (busy && !this.#launching) || elsewhere;
    return viewOf(record, { running, now: busy ? this.#now : undefined });
  }

  /** Begins or continues; returns once it is under way. Fails with `machine.data-busy` when it runs elsewhere. */
  start(): Promise<void> {
    return this.#begin(async () => {
      if (this.job.record.at.state !== 'done') await this.job.save({ at: { state: 'going' } });
    });
  }

  /** Starts the new server, then continues as `start` does. */
  launch(wish: TrialWish, signal: AbortSignal): Promise<void> {
    return this.#begin(async () => {
      this.#launching = true;
      try {
        await this.#startServer(wish, signal);
      } finally {
        this.#launching = false;
      }
    });
  }

  #begin(prepare: () => Promise<void>): Promise<void> {
    this.#now = undefined;
    return this.job.begin(prepare, (signal) => this.#run(signal));
  }

  async #startServer(wish: TrialWish, signal: AbortSignal): Promise<void> {
    const { record, log } = this.job;
    const { account, region } = record.wish.to;
    if (record.at.state !== 'launch' || wish.imageId !== arrivedImage(record))
      throw new Failure('asked.not-now', { reason: 'not-arrived' });
    const clientToken = record.launch?.clientToken ?? newClientToken();
    const cloud = await this.#tools.openCloud(account, record.practice);
    const request = await launchRequest(cloud, region, wish, clientToken, signal);
    await this.job.save({ launch: { clientToken } });
    const instance = await startTrial(cloud.instances(region), request, signal);
    log.write('info', 'new server started', { instanceId: instance.instanceId });
    await this.job.save({ launch: { clientToken, instance }, at: { state: 'going' } });
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { job } = this;
    if (job.record.at.state === 'done') return;
    try {
      for (const step of stepsOf(job.record.wish)) {
        if (step === 'launch' && job.record.launch?.instance === undefined)
          return await job.save({ at: { state: 'launch' } });
        job.log.write('info', 'step begun', { step });
        await this.#take(step, signal);
      }
      await job.save({ at: { state: 'done' } });
      job.log.write('info', 'move done');
    } catch (error) {
      if (signal.aborted) return job.log.write('info', 'stopped'); // the record says where to continue
      if (!isFailure(error)) this.#tools.onBug(error);
      job.log.write('error', 'step failed', failureFacts(error));
      await job.save({ at: { state: 'failed', failure: Failure.from(error).view() } });
    }
  }

  #take(step: MoveStep, signal: AbortSignal): Promise<void> {
    const { clock, openCloud } = this.#tools;
    const { job } = this;
    const context: MoveContext = {
      job,
      report: (at, percent) => {
        if (this.#now?.step === at && this.#now.percent === percent) return;
        this.#now = { step: at, percent };
        job.changed();
      },
      cloud: (account) => openCloud(account, job.record.practice),
      clock,
      signal,
    };
    return tryAgain(() => takeStep(step, context), {
      table: retries,
      clock,
      signal,
      onRetry: (failure, _tries, waitMs) =>
        job.log.write('warn', 'waiting before another try', { step, ...failureFacts(failure), waitMs }),
    });
  }
}
