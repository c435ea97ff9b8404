/** All jobs of one kind in a data folder: found at start, followed by the page, stopped and forgotten. */
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, failedWith } from '../../../contract/failure-error.ts';
import type { FailureView } from '../../../contract/failure.ts';
import type { LogLine } from '../../../contract/migrations.ts';
import type { Clock } from '../base/clock.ts';
import { Hub } from './hub.ts';
import { Job } from './job.ts';
import { loadRecord, lockJob, saveRecord, type JobKind, type JobRecord } from './job-record.ts';

/** How often what other programs do is looked at. */
const lookMs = 2_000;

export interface ShelfOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly onBug: (error: unknown) => void;
}

interface Removed {
  readonly kind: 'removed';
  readonly id: string;
}

/** `W` works on one job; `E` is what followers are told, as well as what was removed. */
export abstract class Shelf<R extends JobRecord, W extends { readonly job: Job<R> }, E> {
  readonly #options: ShelfOptions;
  readonly #kind: JobKind<R>;
  readonly #root: string;
  readonly #workers = new Map<string, W>();
  readonly #unreadable = new Map<string, FailureView>();
  readonly #hub = new Hub<E | Removed>();
  readonly #closing = new AbortController();

  constructor(kind: JobKind<R>, options: ShelfOptions) {
    this.#kind = kind;
    this.#options = options;
    this.#root = join(options.dataFolder, kind.folder);
  }

  protected abstract workerOn(job: Job<R>): W;
  /** The first event that followers get. */
  protected abstract all(): E;
  protected abstract changed(worker: W): E;

  /**
   * From now on, what other programs do is shown too. A record that cannot be read stays as it is and is listed as
   * unreadable; the others are not affected.
   */
  async load(): Promise<void> {
    await mkdir(this.#root, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.#root))
      if (name.endsWith(removed)) await rm(join(this.#root, name), { recursive: true, force: true });
    await this.#lookAround();
    void this.#patrol().catch(this.#options.onBug);
  }

  unreadable(): { id: string; failure: FailureView }[] {
    return [...this.#unreadable].map(([id, failure]) => ({ id, failure }));
  }

  follow(signal: AbortSignal): AsyncIterable<E | Removed> {
    return this.#hub.follow(() => this.all(), signal);
  }

  log(id: string, signal: AbortSignal): AsyncIterable<LogLine[]> {
    return this.worker(id).job.followLog(signal);
  }

  busy(): boolean {
    return this.workers().some(({ job }) => job.busy);
  }

  /** Stops everything that runs and keeps all of it; returns the ids of what it stopped. */
  async suspend(reason: 'sleep' | 'shutdown'): Promise<string[]> {
    const running = this.workers().filter(({ job }) => job.busy);
    await Promise.all(running.map(({ job }) => job.stop(reason)));
    return running.map(({ job }) => job.record.id);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.suspend('shutdown');
  }

  /** The newest first. */
  protected workers(): W[] {
    return [...this.#workers.values()].sort((a, b) => b.job.record.created.localeCompare(a.job.record.created));
  }

  /** Fails with `program.migration-missing`. */
  protected worker(id: string): W {
    const worker = this.#workers.get(id);
    if (worker === undefined) throw new Failure('program.migration-missing', { id });
    return worker;
  }

  /** A new job. Followers hear of it with its first change. */
  protected async add(record: R): Promise<W> {
    await saveRecord(this.#folder(record.id), record);
    return this.#put(record);
  }

  /** For what changes more often than a record. */
  protected tell(event: E, about: unknown): void {
    this.#hub.publish(event, about);
  }

  /**
   * Removes the job's folder, readable or not, after what `tidy` removes elsewhere. Fails with `asked.not-now` while the
   * job runs, and with `machine.data-busy` while another program holds it.
   */
  protected async discard(id: string, tidy?: (worker: W) => Promise<void>): Promise<void> {
    const worker = this.#unreadable.has(id) ? undefined : this.worker(id);
    if (worker?.job.busy === true) throw new Failure('asked.not-now', { reason: 'running' });
    try {
      const lock = await (worker?.job.lock() ?? lockJob(this.#folder(id)));
      try {
        if (worker !== undefined) await tidy?.(worker);
        await removeFolder(this.#folder(id));
      } finally {
        await lock.release();
      }
    } catch (error) {
      if (!failedWith(error, 'program.migration-missing')) throw error; // another program was first
    }
    this.#drop(id);
  }

  async #patrol(): Promise<void> {
    for (;;) {
      await this.#options.clock.wait(lookMs, this.#closing.signal).catch(() => undefined);
      if (this.#closing.signal.aborted) return;
      await this.#lookAround();
    }
  }

  /** Takes in what other programs have begun, changed and forgotten. */
  async #lookAround(): Promise<void> {
    const ids = (await readdir(this.#root)).filter((id) => this.#kind.id.safeParse(id).success);
    for (const id of this.#workers.keys()) if (!ids.includes(id)) this.#drop(id);
    await Promise.all(ids.map((id) => this.#look(id)));
  }

  async #look(id: string): Promise<void> {
    if (this.#unreadable.has(id)) return;
    const known = this.#workers.get(id);
    try {
      if (known !== undefined) return await known.job.look();
      const { job } = this.#put(await loadRecord(this.#folder(id), this.#kind));
      await job.look();
    } catch (error) {
      if (failedWith(error, 'program.migration-missing')) return;
      if (!(await hasSomething(this.#folder(id)))) return; // being made, or given up while it was
      this.#workers.delete(id);
      this.#unreadable.set(id, Failure.from(error).view());
    }
  }

  #put(record: R): W {
    const { id } = record;
    const job: Job<R> = new Job({
      ...this.#options,
      kind: this.#kind,
      folder: this.#folder(id),
      record,
      onChange: () => {
        if (this.#workers.get(id) === worker) this.#hub.publish(this.changed(worker), id);
      },
    });
    const worker = this.workerOn(job);
    this.#workers.set(id, worker);
    return worker;
  }

  #drop(id: string): void {
    this.#workers.delete(id);
    this.#unreadable.delete(id);
    this.#hub.publish({ kind: 'removed', id }, id);
  }

  #folder(id: string): string {
    return join(this.#root, id);
  }
}

/**
 * Out of the way at once, so that no other program finds half of it, or puts its lock into it; what a kill then leaves is
 * removed with the next start.
 */
async function removeFolder(folder: string): Promise<void> {
  const aside = `${folder}${removed}`;
  const moved = await rename(folder, aside).then(
    () => true,
    () => false, // Windows keeps a folder in its place while a file in it is open
  );
  await rm(moved ? aside : folder, { recursive: true, force: true });
}
const removed = '.removed';

/** More than a job has before its first record. */
const hasSomething = async (folder: string): Promise<boolean> =>
  (await readdir(folder).catch(() => [])).some((name) => !/\.new$|^lock/.test(name));
