/**
 * Moves of servers: started, followed step by step, found again after a restart. The work is the cloud's; what is kept
 * here is only what must not be asked twice.
 */
import { remark } from '../../../contract/remarks.ts';
import { mkdir, readdir, rm } from 'node:fs/promises';
import type { TrialWish } from '../../../contract/cloud-views.ts';
import { Failure, isFailure } from '../../../contract/failure-error.ts';
import {
  moveId,
  stepsOf,
  type MoveState,
  type MoveStep,
  type MoveView,
  type MoveWish,
  type UnreadableMove,
} from '../../../contract/moves.ts';
import type { Clock } from '../base/clock.ts';
import { newClientToken, newMoveId } from '../base/ids.ts';
import { lockFolder, type Lock } from '../base/lock.ts';
import { tryAgain, type RetryTable } from '../base/retry.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { launchRequest, startTrial } from '../images/trial.ts';
import type { PracticeChoice } from '../migration/record.ts';
import { loadMove, moveFolder, movesFolder, saveMove, type MoveRecord } from './move-record.ts';
import { arrivedImage, takeStep } from './move-steps.ts';

/** A line that is down for some minutes is no failure of the move. */
const retries: RetryTable = { tries: 8, firstWaitMs: 1_000, longestWaitMs: 60_000 };

export interface MovesOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly openCloud: (account: string, practice: PracticeChoice | undefined) => Promise<Cloud>;
  readonly practiceFor: (account: string) => PracticeChoice | undefined;
  readonly onBug: (error: unknown) => void;
}

interface Entry {
  record: MoveRecord;
  /** Absent while nothing works on it. */
  work?: { readonly ending: AbortController; readonly ended: Promise<void> };
  now?: { step: MoveStep; percent: number | undefined };
}

export class Moves {
  readonly #options: MovesOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #unreadable = new Map<string, UnreadableMove>();

  constructor(options: MovesOptions) {
    this.#options = options;
  }

  /** One that cannot be read is left where it is and told of: it keeps nobody from the others. */
  async load(): Promise<void> {
    const folder = movesFolder(this.#options.dataFolder);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const id of await readdir(folder)) {
      if (!moveId.safeParse(id).success) continue;
      try {
        this.#entries.set(id, { record: await loadMove(this.#folder(id)) });
      } catch (error) {
        this.#unreadable.set(id, { id, failure: Failure.from(error).view() });
      }
    }
  }

  unreadable(): UnreadableMove[] {
    return [...this.#unreadable.values()];
  }

  list(): MoveView[] {
    return [...this.#entries.values()].map(viewOf).sort((a, b) => b.created.localeCompare(a.created));
  }

  /** Fails with `cloud.image-name-taken`, `cloud.instance-gone`, and `asked.input-invalid` where practice and earnest would mix. */
  async start(wish: MoveWish, signal: AbortSignal): Promise<MoveView> {
    const practice = this.#options.practiceFor(wish.from.account);
    if ((practice === undefined) !== (this.#options.practiceFor(wish.to.account) === undefined))
      throw new Failure('asked.input-invalid', { problems: remark('practice-and-earnest') });
    const cloud = await this.#options.openCloud(wish.from.account, practice);
    const server = await cloud.instances(wish.from.region).instance(wish.instanceId, signal);
    if (server === undefined)
      throw new Failure('cloud.instance-gone', { instanceId: wish.instanceId, status: '' });
    for (const region of new Set([wish.from.region, wish.to.region]))
      if ((await cloud.images(region).findByName(wish.imageName, signal)) !== undefined)
        throw new Failure('cloud.image-name-taken', { name: wish.imageName });
    const record: MoveRecord = {
      schema: 1,
      id: newMoveId(),
      created: new Date(this.#options.clock.now()).toISOString(),
      wish,
      server: server.name,
      ...(practice === undefined ? {} : { practice }),
      at: { state: 'going' },
    };
    const entry = { record };
    await saveMove(this.#folder(record.id), record);
    this.#entries.set(record.id, entry);
    this.#work(entry);
    return viewOf(entry);
  }

  async resume(id: string): Promise<MoveView> {
    const entry = await this.#resting(id);
    if (entry.work === undefined && ['going', 'failed'].includes(entry.record.at.state)) this.#work(entry);
    return viewOf(entry);
  }

  /** Fails with `machine.data-busy` while another program of ours works on the same move. */
  async launch(id: string, wish: TrialWish, signal: AbortSignal): Promise<MoveView> {
    const entry = await this.#resting(id);
    if (entry.work !== undefined) throw new Failure('asked.not-now', { reason: 'running' });
    const lock = await lockFolder(this.#folder(id));
    try {
      const record = (entry.record = await loadMove(this.#folder(id)));
      const { account, region } = record.wish.to;
      if (record.at.state !== 'launch' || wish.imageId !== arrivedImage(record))
        throw new Failure('asked.not-now', { reason: 'not-arrived' });
      const clientToken = record.launch?.clientToken ?? newClientToken();
      const cloud = await this.#options.openCloud(account, record.practice);
      const request = await launchRequest(cloud, region, wish, clientToken, signal);
      await this.#save(entry, { launch: { clientToken } });
      const instance = await startTrial(cloud.instances(region), request, signal);
      await this.#save(entry, { launch: { clientToken, instance }, at: { state: 'going' } });
    } finally {
      await lock.release();
    }
    this.#work(entry);
    return viewOf(entry);
  }

  async forget(id: string): Promise<void> {
    const entry = this.#unreadable.has(id) ? undefined : this.#entry(id);
    entry?.work?.ending.abort();
    await entry?.work?.ended;
    await rm(this.#folder(id), { recursive: true, force: true });
    this.#entries.delete(id);
    this.#unreadable.delete(id);
  }

  /** Nothing is lost: the cloud goes on with what it does, and so do we next time. */
  async close(): Promise<void> {
    const works = [...this.#entries.values()].flatMap(({ work }) => work ?? []);
    for (const { ending } of works) ending.abort();
    await Promise.all(works.map(({ ended }) => ended));
  }

  #work(entry: Entry): void {
    entry.record = { ...entry.record, at: { state: 'going' } };
    const ending = new AbortController();
    const ended = this.#run(entry, ending.signal)
      .catch(this.#options.onBug)
      .finally(() => {
        delete entry.work;
        delete entry.now;
      });
    entry.work = { ending, ended };
  }

  async #run(entry: Entry, signal: AbortSignal): Promise<void> {
    const { clock, openCloud } = this.#options;
    const { id, wish } = entry.record;
    let lock: Lock | undefined;
    let ours = false;
    try {
      lock = await lockFolder(this.#folder(id));
      // another program may have gone on with it since we read it, and knows what was asked of the cloud
      entry.record = await loadMove(this.#folder(id));
      ours = true;
      if (entry.record.at.state === 'done') return;
      await this.#save(entry, { at: { state: 'going' } });
      for (const step of stepsOf(wish)) {
        if (step === 'launch' && entry.record.launch?.instance === undefined)
          return await this.#save(entry, { at: { state: 'launch' } });
        const context = {
          record: () => entry.record,
          save: (change: Partial<MoveRecord>) => this.#save(entry, change),
          report: (at: MoveStep, percent: number | undefined) => void (entry.now = { step: at, percent }),
          cloud: (account: string) => openCloud(account, entry.record.practice),
          clock,
          signal,
        };
        await tryAgain(() => takeStep(step, context), { table: retries, clock, signal });
      }
      await this.#save(entry, { at: { state: 'done' } });
    } catch (error) {
      if (signal.aborted) return; // what is saved says where to go on
      if (!isFailure(error)) this.#options.onBug(error);
      const at = { state: 'failed', failure: Failure.from(error).view() } as const;
      // without the lock another program of ours is at it, and what it saves counts; and nothing is written over what cannot be read
      if (!ours) entry.record = { ...entry.record, at };
      else await this.#save(entry, { at });
    } finally {
      await lock?.release();
    }
  }

  async #save(entry: Entry, change: Partial<MoveRecord>): Promise<void> {
    entry.record = { ...entry.record, ...change };
    await saveMove(this.#folder(entry.record.id), entry.record);
  }

  #folder(id: string): string {
    return moveFolder(this.#options.dataFolder, id);
  }

  /** Work that has said how it ended may still be putting its things away. */
  async #resting(id: string): Promise<Entry> {
    const entry = this.#entry(id);
    if (entry.record.at.state !== 'going') await entry.work?.ended;
    return entry;
  }

  #entry(id: string): Entry {
    const entry = this.#entries.get(id);
    if (entry === undefined) throw new Failure('program.migration-missing', { id });
    return entry;
  }
}

function viewOf({ record, work, now }: Entry): MoveView {
  const { id, created, wish, server, practice, image, launch } = record;
  const arrived = arrivedImage(record);
  const state = stateOf(record, work !== undefined);
  const step = now?.step ?? stepOf(record);
  return {
    id,
    created,
    wish,
    server,
    practice: practice !== undefined,
    state,
    ...(state.at === 'done' || step === undefined ? {} : { step }),
    ...(now?.percent === undefined ? {} : { percent: now.percent }),
    ...(image?.imageId === undefined ? {} : { imageId: image.imageId }),
    ...(arrived === undefined ? {} : { arrivedImageId: arrived }),
    ...(launch?.instance === undefined ? {} : { instance: launch.instance }),
  };
}

function stateOf({ at }: MoveRecord, working: boolean): MoveState {
  switch (at.state) {
    case 'going':
      return { at: working ? 'running' : 'interrupted' };
    case 'failed':
      return { at: 'failed', failure: at.failure };
    case 'launch':
    case 'done':
      return { at: at.state };
  }
}

/** The last one begun, as far as the record knows; the share leaves nothing behind that says it is over. */
function stepOf({ wish, at, image, copy, launch }: MoveRecord): MoveStep | undefined {
  if (at.state === 'launch' || launch?.instance !== undefined) return 'launch';
  const steps = stepsOf(wish);
  if (steps.includes('copy') && image?.imageId !== undefined && copy !== undefined) return 'copy';
  return 'image';
}
