/** All migrations of a data folder: found at start, created, run, and followed. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../../contract/failure-error.ts';
import type { Plan } from '../../../contract/plan.ts';
import type { ReportData } from '../../../contract/report.ts';
import {
  migrationId,
  type LogLine,
  type MigrationEvent,
  type MigrationView,
  type PreflightLine,
  type SpeedPoint,
} from '../../../contract/views.ts';
import type { Locale } from '../../../words/format.ts';
import type { Clock } from '../base/clock.ts';
import { isoNow } from '../base/clock.ts';
import { newMigrationId } from '../base/ids.ts';
import { fileLog, readLog } from '../base/log.ts';
import { lockOwner } from '../base/lock.ts';
import type { Cloud } from '../cloud/cloud.ts';
import type { Qemu } from '../disk/qemu.ts';
import type { Transfers } from '../transfer/transfers.ts';
import { Hub } from './hub.ts';
import { SpeedHistory } from './speed-history.ts';
import { leftBehind } from './left-behind.ts';
import { draftOf, settle } from './plan-file.ts';
import { preflight } from './preflight.ts';
import {
  loadRecord, logPath, migrationFolder, pendingStages, reportPath, saveRecord, stagingFolder, type MigrationRecord, type PracticeChoice, type StoredDraft,
} from './record.ts'; // prettier-ignore
import { reportOf, saveReport } from './report.ts';
import { Runner } from './runner.ts';
import { signed } from './sign.ts';
import { stages } from './stages.ts';
import { viewOf } from './view.ts';

export interface MigrationsOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly transfers: Transfers;
  readonly qemu: () => Promise<Qemu>;
  readonly openCloud: (account: string, practice: PracticeChoice | undefined) => Promise<Cloud>;
  /** Which practice cloud a plan for this account goes to, if any. */
  readonly practiceFor: (account: string) => PracticeChoice | undefined;
  readonly handleFor: (path: string) => string;
  readonly product: { readonly name: string; readonly version: string };
  /** Of the report that is written when a migration ends. */
  readonly locale: () => Promise<Locale>;
  readonly onBug: (error: unknown) => void;
}

/** How soon it is seen that another program has let go of a migration. */
const heldLookMs = 2_000;

interface Entry {
  readonly runner: Runner;
  readonly lines: Set<(line: LogLine) => void>;
}

export class Migrations {
  readonly #options: MigrationsOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #unreadable = new Map<string, MigrationView>();
  readonly #hub = new Hub();
  readonly #speeds = new SpeedHistory();
  readonly #closing = new AbortController();

  constructor(options: MigrationsOptions) {
    this.#options = options;
  }

  /** Reads every record; what was running when the program ended is paused, and can go on. */
  async load(): Promise<void> {
    const root = join(this.#options.dataFolder, 'migrations');
    await mkdir(root, { recursive: true, mode: 0o700 });
    for (const id of await readdir(root)) {
      if (!migrationId.safeParse(id).success) continue;
      try {
        await this.#find(id, join(root, id));
      } catch (error) {
        this.#unreadable.set(id, unreadableView(id, error));
      }
    }
  }

  list(): MigrationView[] {
    const views = [...[...this.#entries.keys()].map((id) => this.view(id)), ...this.#unreadable.values()];
    return views.sort((a, b) => b.created.localeCompare(a.created));
  }

  view(id: string): MigrationView {
    const { runner } = this.#entry(id);
    return viewOf(runner.record, runner, this.#options.handleFor);
  }

  record(id: string): MigrationRecord {
    return this.#entry(id).runner.record;
  }

  async create(name: string, stagingFolder?: string): Promise<string> {
    const staging = stagingFolder === undefined ? {} : { stagingFolder };
    return this.#create(name, { draft: { name, disks: [], target: {}, image: {}, ...staging } });
  }

  /** A migration whose plan is settled already. */
  async createFromPlan(plan: Plan): Promise<string> {
    const settled = this.#signed(plan);
    const practice = this.#practice(plan.target.account);
    return this.#create(plan.name, { draft: draftOf(settled), plan: settled, ...practice });
  }

  async saveDraft(id: string, draft: StoredDraft): Promise<void> {
    const { runner } = this.#entry(id);
    if (runner.record.plan !== undefined) throw new Failure('asked.not-now', { reason: 'started' });
    await runner.edit({ draft: this.#signed(draft, runner.record.draft), name: draft.name });
  }

  preflight(id: string, signal: AbortSignal): Promise<PreflightLine[]> {
    const { record } = this.#entry(id).runner;
    const plan = planOf(record);
    const practice = record.practice ?? this.#options.practiceFor(plan.target.account);
    const tools = this.#tools(plan.target.account, practice);
    const folder = migrationFolder(this.#options.dataFolder, id);
    return preflight(plan, stagingFolder({ ...record, plan }, folder), tools, signal);
  }

  async start(id: string): Promise<void> {
    const { runner } = this.#entry(id);
    const plan = planOf(runner.record);
    if (runner.record.plan === undefined) await runner.edit({ plan, ...this.#practice(plan.target.account) });
    await runner.start();
  }

  pause(id: string): Promise<void> {
    return this.#entry(id).runner.pause();
  }

  cancel(id: string): Promise<void> {
    return this.#entry(id).runner.cancel();
  }

  /** Resolves when the run under way has ended. */
  settled(id: string): Promise<void> {
    return this.#entry(id).runner.settled();
  }

  async remove(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry === undefined && !this.#unreadable.has(id))
      throw new Failure('program.migration-missing', { id });
    if (entry?.runner.busy === true) throw new Failure('asked.not-now', { reason: 'running' });
    const folder = migrationFolder(this.#options.dataFolder, id);
    if (entry !== undefined)
      await rm(stagingFolder(entry.runner.record, folder), { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
    this.#entries.delete(id);
    this.#unreadable.delete(id);
    this.#hub.publish({ kind: 'removed', id });
  }

  /** Removes one kind of leftover of a migration that is not running. */
  async cleanUp(id: string, what: 'staging' | 'object', signal: AbortSignal): Promise<void> {
    const { runner } = this.#entry(id);
    if (runner.busy) throw new Failure('asked.not-now', { reason: 'running' });
    const { record } = runner;
    const plan = planOf(record);
    if (what === 'staging') {
      await rm(stagingFolder(record, migrationFolder(this.#options.dataFolder, id)), {
        recursive: true,
        force: true,
      });
      await runner.edit({});
      return;
    }
    const cloud = await this.#options.openCloud(plan.target.account, record.practice);
    const keys = (record.checkpoints.upload?.objects ?? []).map(({ key }) => key);
    for (const key of keys)
      await cloud
        .objects(plan.target.region, plan.target.bucket, { door: plan.target.door })
        .remove(key, signal);
    await runner.edit({ removedObjects: [...new Set([...record.removedObjects, ...keys])] });
  }

  /** Makes the report from the record as it is now, and keeps it. */
  async report(id: string, locale: Locale): Promise<{ data: ReportData; path: string }> {
    const { record } = this.#entry(id).runner;
    if (record.plan === undefined) throw new Failure('asked.not-now', { reason: 'draft' });
    const folder = migrationFolder(this.#options.dataFolder, id);
    const data = reportOf(record, this.#options.product, isoNow(this.#options.clock));
    await saveReport(folder, data, locale);
    return { data, path: reportPath(folder, 'json') };
  }

  follow(signal: AbortSignal): AsyncIterable<MigrationEvent> {
    return this.#hub.follow(() => ({ kind: 'all', migrations: this.list() }), signal);
  }

  async *log(id: string, signal: AbortSignal): AsyncGenerator<LogLine[]> {
    const { lines } = this.#entry(id);
    let fresh: LogLine[] = [];
    let wake = (): void => undefined;
    const listen = (line: LogLine): void => {
      fresh.push(line);
      wake();
    };
    const onAbort = (): void => wake();
    lines.add(listen);
    signal.addEventListener('abort', onAbort);
    try {
      yield readLog(logPath(migrationFolder(this.#options.dataFolder, id)));
      while (!signal.aborted) {
        if (fresh.length === 0) await new Promise<void>((resolve) => (wake = resolve));
        const ready = fresh;
        fresh = [];
        if (ready.length > 0) yield ready;
      }
    } finally {
      lines.delete(listen);
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Every migration's record, where it is kept, and whether something is at work on it. */
  owners(): { record: MigrationRecord; folder: string; busy: boolean }[] {
    return [...this.#entries].map(([id, { runner }]) => ({
      record: runner.record,
      folder: migrationFolder(this.#options.dataFolder, id),
      busy: runner.busy,
    }));
  }

  /** How fast it has been lately, oldest first. */
  speeds(id: string): SpeedPoint[] {
    this.#entry(id);
    return this.#speeds.of(id);
  }

  /** Goes on with what waits for this account's keys. */
  async keysGiven(account: string): Promise<void> {
    for (const { runner } of this.#entries.values()) {
      const { plan, stages: at } = runner.record;
      const waits = Object.values(at).some(
        (state) => state.at === 'paused' && state.because === 'credentials',
      );
      if (waits && plan?.target.account === account && !runner.busy) await runner.start();
    }
  }

  busy(): boolean {
    return [...this.#entries.values()].some(({ runner }) => runner.busy);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.suspend('shutdown');
  }

  /** Stops whatever runs, keeping all of it; returns what it stopped. */
  async suspend(reason: 'sleep' | 'shutdown'): Promise<string[]> {
    const running = [...this.#entries].filter(([, { runner }]) => runner.busy);
    await Promise.all(running.map(([, { runner }]) => runner.stop(reason)));
    return running.map(([id]) => id);
  }

  async #create(name: string, wish: Partial<MigrationRecord>): Promise<string> {
    const record: MigrationRecord = {
      schema: 1,
      id: newMigrationId(),
      created: isoNow(this.#options.clock),
      name,
      stages: pendingStages(),
      checkpoints: {},
      removedObjects: [],
      ...wish,
    };
    await saveRecord(migrationFolder(this.#options.dataFolder, record.id), record);
    this.#adopt(record);
    this.#publish(record.id);
    return record.id;
  }

  async #find(id: string, folder: string): Promise<void> {
    if ((await lockOwner(folder)) === undefined) return this.#adopt(await leftBehind(folder));
    this.#adopt(await loadRecord(folder));
    void this.#awaitRelease(id, folder).catch(this.#options.onBug);
  }

  /** Another program of ours works on it: looks again until that has ended, which it may do without a word. */
  async #awaitRelease(id: string, folder: string): Promise<void> {
    const { signal } = this.#closing;
    const { clock } = this.#options;
    const wait = (): Promise<boolean> => clock.wait(heldLookMs, signal).then(() => true, () => false); // prettier-ignore
    while (await wait()) {
      if ((await lockOwner(folder)) !== undefined) continue;
      const entry = this.#entries.get(id);
      if (entry?.runner.busy === false) await entry.runner.reload();
      return;
    }
  }

  #adopt(record: MigrationRecord): void {
    const { id } = record;
    const folder = migrationFolder(this.#options.dataFolder, id);
    const lines = new Set<(line: LogLine) => void>();
    const log = fileLog(logPath(folder), this.#options.clock, (line) =>
      lines.forEach((listen) => listen(line)),
    );
    const account = (): string => this.record(id).plan?.target.account ?? '';
    const runner = new Runner({
      record,
      folder,
      stages,
      log,
      tools: {
        clock: this.#options.clock,
        transfers: this.#options.transfers,
        qemu: this.#options.qemu,
        cloud: () => this.#options.openCloud(account(), this.record(id).practice),
      },
      onChange: () => this.#publish(id),
      onProgress: (progress) => {
        this.#speeds.add(id, progress.bytesPerSecond, this.#options.clock.now());
        this.#hub.publish({ kind: 'progress', id, progress });
      },
      onDone: async () => void (await this.report(id, await this.#options.locale())),
      onBug: this.#options.onBug,
    });
    this.#entries.set(id, { runner, lines });
  }

  #publish(id: string): void {
    if (this.#entries.has(id)) this.#hub.publish({ kind: 'changed', migration: this.view(id) });
  }

  #signed<W extends Pick<StoredDraft, 'accepted'>>(wish: W, before?: StoredDraft): W {
    const { accepted } = wish;
    if (accepted === undefined) return wish;
    return { ...wish, accepted: signed(accepted, before?.accepted, isoNow(this.#options.clock)) };
  }

  #practice(account: string): { practice?: PracticeChoice } {
    const practice = this.#options.practiceFor(account);
    return practice === undefined ? {} : { practice };
  }

  #tools(account: string, practice: PracticeChoice | undefined) {
    const { clock, qemu, openCloud, transfers } = this.#options;
    return { clock, qemu, transfers, cloud: () => openCloud(account, practice) };
  }

  #entry(id: string): Entry {
    const entry = this.#entries.get(id);
    if (entry === undefined) throw new Failure('program.migration-missing', { id });
    return entry;
  }
}

/** The settled plan, or the draft settled now. */
export function planOf(record: MigrationRecord): Plan {
  if (record.plan !== undefined) return record.plan;
  if (record.draft === undefined) throw new Failure('asked.not-now', { reason: 'draft' });
  return settle(record.draft);
}

function unreadableView(id: string, error: unknown): MigrationView {
  return {
    id,
    name: id,
    created: new Date(0).toISOString(),
    status: 'unreadable',
    disks: [],
    practice: false,
    busy: false,
    stages: pendingStages(),
    failure: Failure.from(error).view(),
    objects: [],
    leftovers: [],
  };
}
