/** One job: its record, which is read again when its lock is taken and saved only while that is held; its run; its log. */
import { Failure, failedWith } from '../../../contract/failure-error.ts';
import type { LogLine } from '../../../contract/migrations.ts';
import type { Clock } from '../base/clock.ts';
import { lockOwner, type Lock } from '../base/lock.ts';
import { fileLog, readLog, type Log } from '../base/log.ts';
import { Hub } from './hub.ts';
import { loadRecord, lockJob, logPath, recordStamp, saveRecord, type JobKind, type JobRecord } from './job-record.ts';

export type StopReason = 'asked' | 'shutdown' | 'sleep' | 'cancel';

/** What a run that is stopped is aborted with. */
export class Stopped extends Error {
  readonly reason: StopReason;
  constructor(reason: StopReason) {
    super(`stopped: ${reason}`);
    this.reason = reason;
  }
}

interface JobOptions<R extends JobRecord> {
  readonly kind: JobKind<R>;
  readonly folder: string;
  readonly record: R;
  readonly clock: Clock;
  readonly onChange: () => void;
  /** Errors of a run that the run could not write down itself. */
  readonly onBug: (error: unknown) => void;
}

export class Job<R extends JobRecord> {
  readonly folder: string;
  readonly log: Log;
  readonly #options: JobOptions<R>;
  readonly #lines = new Hub<LogLine[]>();
  #record: R;
  #held: Lock | undefined;
  #elsewhere = false;
  /** Of the record's file when it was last read or saved here. */
  #stamp: string | undefined;
  /** Resolves when everything in this program that asked for the lock earlier has released it. */
  #turn: Promise<void> = Promise.resolve();
  #run: { readonly controller: AbortController; readonly ended: Promise<void> } | undefined;

  constructor(options: JobOptions<R>) {
    this.#options = options;
    this.#record = options.record;
    this.folder = options.folder;
    this.log = fileLog(logPath(this.folder), options.clock, (line) => this.#lines.publish([line], line));
  }

  get record(): R {
    return this.#record;
  }
  get busy(): boolean {
    return this.#run !== undefined;
  }
  /** Another program holds it, as far as known. */
  get elsewhere(): boolean {
    return this.#elsewhere;
  }

  /** Waits for its turn within this program. Fails as `lockJob` does. */
  async lock(): Promise<Lock> {
    const before = this.#turn;
    let end = (): void => undefined;
    this.#turn = new Promise((resolve) => (end = resolve));
    await before;
    try {
      const lock = await lockJob(this.folder);
      this.#elsewhere = false;
      return { assertHeld: () => lock.assertHeld(), release: () => lock.release().finally(end) };
    } catch (error) {
      end();
      if (failedWith(error, 'machine.data-busy')) await this.look();
      throw error;
    }
  }

  /** Does `work` under the lock, with the record as the last holder left it. Fails as `lockJob` and `loadRecord` do. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    const lock = await this.lock();
    try {
      this.#held = lock;
      const { kind } = this.#options;
      this.#record = await loadRecord(this.folder, kind);
      const left = await kind.leftBehind(this.#record, this.folder);
      if (left !== this.#record) await this.save(left);
      return await work();
    } finally {
      this.#stamp = await recordStamp(this.folder).catch(() => undefined);
      this.#held = undefined;
      await lock.release();
    }
  }

  /**
   * Durable before it resolves. Without the lock it throws: that is our bug. Fails with `machine.data-busy` when the lock
   * was taken from us.
   */
  async save(change: Partial<R>): Promise<void> {
    if (this.#held === undefined) throw new Error(`the record of ${this.#record.id} is saved without its lock`);
    await this.#held.assertHeld();
    this.#record = { ...this.#record, ...change };
    await saveRecord(this.folder, this.#record);
    this.changed();
  }

  /**
   * Holds the job while `run` works; returns once that is under way, after `prepare`. Fails with `asked.not-now` while
   * it runs already, and as `hold` and `prepare` do.
   */
  async begin(prepare: () => Promise<void>, run: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.#run !== undefined) throw new Failure('asked.not-now', { reason: 'running' });
    const controller = new AbortController();
    await new Promise<void>((begun, refused) => {
      const work = this.hold(async () => {
        await prepare();
        begun();
        await run(controller.signal).catch(this.#options.onBug);
      });
      const ended = work.catch(refused).finally(() => {
        this.#run = undefined;
        this.changed();
      });
      this.#run = { controller, ended };
    });
  }

  /** Stops the run and waits until it has ended. Does nothing when nothing runs. */
  async stop(reason: StopReason): Promise<void> {
    this.#run?.controller.abort(new Stopped(reason));
    await this.settled();
  }

  /** Resolves when the run under way has ended, however it did. */
  async settled(): Promise<void> {
    await this.#run?.ended;
  }

  /**
   * Shows what other programs have done to it since it was last read here, without the lock, which would be in the way of
   * those who want to work. Fails with `program.migration-missing` once it is forgotten, and as `loadRecord` does.
   */
  async look(): Promise<void> {
    if (this.#held !== undefined || this.busy) return;
    const elsewhere = (await lockOwner(this.folder)) !== undefined;
    const stamp = await recordStamp(this.folder);
    if (elsewhere === this.#elsewhere && stamp === this.#stamp) return;
    const { kind } = this.#options;
    const saved = await loadRecord(this.folder, kind);
    const record = elsewhere ? saved : await kind.leftBehind(saved, this.folder);
    if (this.#held !== undefined || this.busy) return; // begun here meanwhile
    this.#elsewhere = elsewhere;
    this.#stamp = stamp;
    this.#record = record;
    this.changed();
  }

  /** Followers are shown the job again. */
  changed(): void {
    this.#options.onChange();
  }

  /** The log so far, then every new line. */
  followLog(signal: AbortSignal): AsyncGenerator<LogLine[]> {
    return this.#lines.follow(() => readLog(logPath(this.folder)), signal);
  }
}
