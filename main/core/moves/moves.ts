/**
 * Moves of servers: started, followed step by step, found again after a restart. The cloud does the work; what is kept
 * here is only what must not be asked for twice.
 */
import type { TrialWish } from '../../../contract/trial.ts';
import { Failure } from '../../../contract/failure-error.ts';
import type { MoveEvent, MoveView, MoveWish } from '../../../contract/moves.ts';
import { say } from '../../../contract/said.ts';
import { isoNow } from '../base/clock.ts';
import { newMoveId } from '../base/ids.ts';
import type { Job } from '../jobs/job.ts';
import { Shelf, type ShelfOptions } from '../jobs/shelf.ts';
import type { PracticeChoice } from '../accounts/clouds.ts';
import { moveJobs, type MoveRecord } from './move-record.ts';
import { MoveRunner, type MoveTools } from './move-runner.ts';

export interface MovesOptions extends ShelfOptions, MoveTools {
  readonly practiceFor: (account: string) => PracticeChoice | undefined;
}

export class Moves extends Shelf<MoveRecord, MoveRunner, MoveEvent> {
  readonly #options: MovesOptions;

  constructor(options: MovesOptions) {
    super(moveJobs, options);
    this.#options = options;
  }

  /** The newest first. */
  list(): MoveView[] {
    return this.workers().map(({ view }) => view);
  }

  /**
   * Fails with `cloud.image-name-taken`, `cloud.instance-gone`, and with `asked.input-invalid` for a move between the
   * practice cloud and Alibaba Cloud.
   */
  async start(wish: MoveWish, signal: AbortSignal): Promise<MoveView> {
    const { practiceFor, openCloud, clock } = this.#options;
    const practice = practiceFor(wish.from.account);
    if ((practice === undefined) !== (practiceFor(wish.to.account) === undefined))
      throw new Failure('asked.input-invalid', { problems: say('practice-and-earnest') });
    const cloud = await openCloud(wish.from.account, practice);
    const server = await cloud.instances(wish.from.region).instance(wish.instanceId, signal);
    if (server === undefined) throw new Failure('cloud.instance-gone', { instanceId: wish.instanceId, status: '' });
    for (const region of new Set([wish.from.region, wish.to.region]))
      if ((await cloud.images(region).findByName(wish.imageName, signal)) !== undefined)
        throw new Failure('cloud.image-name-taken', { name: wish.imageName });
    const runner = await this.add({
      schema: 1,
      id: newMoveId(),
      created: isoNow(clock),
      wish,
      server: server.name,
      ...(practice === undefined ? {} : { practice }),
      at: { state: 'going' },
    });
    await runner.start();
    return runner.view;
  }

  /** Continues an interrupted or failed move. Fails with `machine.data-busy` while another program works on it. */
  async resume(id: string): Promise<MoveView> {
    const runner = this.worker(id);
    if (['interrupted', 'failed'].includes(runner.view.state.at)) await runner.start();
    return runner.view;
  }

  /** Fails with `machine.data-busy` while another program works on the same move. */
  async launch(id: string, wish: TrialWish, signal: AbortSignal): Promise<MoveView> {
    const runner = this.worker(id);
    await runner.launch(wish, signal);
    return runner.view;
  }

  /** Stops following it; what it made in the cloud stays. */
  async forget(id: string): Promise<void> {
    await this.workers()
      .find(({ job }) => job.record.id === id)
      ?.job.stop('asked');
    await this.discard(id);
  }

  protected workerOn(job: Job<MoveRecord>): MoveRunner {
    return new MoveRunner(job, this.#options);
  }

  protected all(): MoveEvent {
    return { kind: 'all', moves: this.list(), unreadable: this.unreadable() };
  }

  protected changed({ view }: MoveRunner): MoveEvent {
    return { kind: 'changed', move: view };
  }
}
