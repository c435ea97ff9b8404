/** All migrations of a data folder: created, edited, run, followed and forgotten. */
import { Failure } from '../../../contract/failure-error.ts';
import type { Plan } from '../../../contract/plan.ts';
import type { ReportData } from '../../../contract/report.ts';
import type { MigrationEvent, MigrationView, PreflightLine } from '../../../contract/migrations.ts';
import type { SpeedPoint } from '../../../contract/stages.ts';
import type { Locale } from '../../../words/locale.ts';
import { isoNow } from '../base/clock.ts';
import type { Cloud } from '../cloud/cloud.ts';
import type { Qemu } from '../disk/qemu.ts';
import type { Job } from '../jobs/job.ts';
import { Shelf, type ShelfOptions } from '../jobs/shelf.ts';
import type { Transfers } from '../transfer/transfers.ts';
import { removeObjects, removeStaging } from './clean-up.ts';
import { newRecord, planOf, signedWish } from './drafts.ts';
import { migrationJobs } from './left-behind.ts';
import { draftOf } from './plan-file.ts';
import { preflight } from './preflight.ts';
import { reportPath, stagingFolder } from './record.ts';
import type { PracticeChoice } from '../accounts/clouds.ts';
import type { MigrationRecord, StoredDraft } from './record.ts';
import { reportOf, saveReport } from './report.ts';
import { Runner } from './runner.ts';
import { SpeedHistory } from './speed-history.ts';
import type { Tools } from './stage.ts';
import { stages } from './stages.ts';
import { unreadableView, viewOf } from './view.ts';

export interface MigrationsOptions extends ShelfOptions {
  readonly transfers: Transfers;
  readonly qemu: () => Promise<Qemu>;
  readonly openCloud: (account: string, practice: PracticeChoice | undefined) => Promise<Cloud>;
  /** Which practice cloud a plan for this account goes to, if any. */
  readonly practiceFor: (account: string) => PracticeChoice | undefined;
  readonly handleFor: (path: string) => string;
  readonly product: { readonly name: string; readonly version: string };
  /** Of the report that is written when a migration ends. */
  readonly locale: () => Promise<Locale>;
}

export class Migrations extends Shelf<MigrationRecord, Runner, MigrationEvent> {
  readonly #options: MigrationsOptions;
  readonly #speeds = new SpeedHistory();

  constructor(options: MigrationsOptions) {
    super(migrationJobs, options);
    this.#options = options;
  }

  /** The newest first, the unreadable ones last. */
  list(): MigrationView[] {
    const readable = this.workers().map((runner) => this.#viewOf(runner));
    return [...readable, ...this.unreadable().map(unreadableView)];
  }

  view(id: string): MigrationView {
    return this.#viewOf(this.worker(id));
  }

  record(id: string): MigrationRecord {
    return this.worker(id).record;
  }

  async create(name: string, stagingFolder?: string): Promise<string> {
    const staging = stagingFolder === undefined ? {} : { stagingFolder };
    return this.#create(name, { draft: { name, disks: [], target: {}, image: {}, ...staging } });
  }

  /** A migration whose plan is settled already. */
  async createFromPlan(plan: Plan): Promise<string> {
    const settled = signedWish(plan, undefined, this.#options.clock);
    const practice = this.#practice(plan.target.account);
    return this.#create(plan.name, { draft: draftOf(settled), plan: settled, ...practice });
  }

  async saveDraft(id: string, draft: StoredDraft): Promise<void> {
    await this.#edit(id, 'started', async (job) => {
      const { plan, draft: before } = job.record;
      if (plan !== undefined) throw new Failure('asked.not-now', { reason: 'started' });
      await job.save({ draft: signedWish(draft, before, this.#options.clock), name: draft.name });
    });
  }

  preflight(id: string, signal: AbortSignal): Promise<PreflightLine[]> {
    const { record, job } = this.worker(id);
    const plan = planOf(record);
    const practice = record.practice ?? this.#options.practiceFor(plan.target.account);
    const tools = this.#tools(() => this.#options.openCloud(plan.target.account, practice));
    return preflight(plan, stagingFolder({ ...record, plan }, job.folder), tools, signal);
  }

  start(id: string): Promise<void> {
    return this.worker(id).start((record) => {
      const plan = planOf(record);
      return { plan, ...this.#practice(plan.target.account) };
    });
  }

  pause(id: string): Promise<void> {
    return this.worker(id).pause();
  }

  cancel(id: string): Promise<void> {
    return this.worker(id).cancel();
  }

  /** Forgets a migration that is not running, and removes its staging folder. */
  remove(id: string): Promise<void> {
    return this.discard(id, ({ record, job }) => removeStaging(record, job.folder));
  }

  /** Removes one kind of leftover of a migration that is not running. */
  async cleanUp(id: string, what: 'staging' | 'object', signal: AbortSignal): Promise<void> {
    await this.#edit(id, 'running', async (job) => {
      const { target } = planOf(job.record);
      if (what === 'object')
        return removeObjects(job, await this.#options.openCloud(target.account, job.record.practice), signal);
      await removeStaging(job.record, job.folder);
      job.changed();
    });
  }

  /** Makes the report from the record as it is now, and keeps it. */
  async report(id: string, locale: Locale): Promise<{ data: ReportData; path: string }> {
    const { record, job } = this.worker(id);
    if (record.plan === undefined) throw new Failure('asked.not-now', { reason: 'draft' });
    const data = reportOf(record, this.#options.product, isoNow(this.#options.clock));
    await saveReport(job.folder, data, locale);
    return { data, path: reportPath(job.folder, 'json') };
  }

  /** Every migration's record, where it is kept, and whether it is running. */
  owners(): { record: MigrationRecord; folder: string; busy: boolean }[] {
    return this.workers().map(({ record, job, busy }) => ({ record, folder: job.folder, busy }));
  }

  /** How fast it has been lately, oldest first. */
  speeds(id: string): SpeedPoint[] {
    this.worker(id);
    return this.#speeds.of(id);
  }

  /** Resumes what waits for this account's keys. */
  async keysGiven(account: string): Promise<void> {
    for (const runner of this.workers()) {
      const { plan, stages: at } = runner.record;
      const waits = Object.values(at).some((state) => state.at === 'paused' && state.because === 'credentials');
      if (waits && plan?.target.account === account && !runner.busy) await runner.start();
    }
  }

  protected workerOn(job: Job<MigrationRecord>): Runner {
    const { openCloud, clock, locale } = this.#options;
    const { id } = job.record;
    return new Runner({
      job,
      stages,
      tools: this.#tools(() => openCloud(job.record.plan?.target.account ?? '', job.record.practice)),
      onProgress: (progress) => {
        this.#speeds.add(id, progress.bytesPerSecond, clock.now());
        this.tell({ kind: 'progress', id, progress }, `progress of ${id}`);
      },
      onDone: async () => void (await this.report(id, await locale())),
    });
  }

  protected all(): MigrationEvent {
    return { kind: 'all', migrations: this.list() };
  }

  protected changed(runner: Runner): MigrationEvent {
    return { kind: 'changed', migration: this.#viewOf(runner) };
  }

  async #create(name: string, wish: Parameters<typeof newRecord>[1]): Promise<string> {
    const { job } = await this.add(newRecord(name, wish, this.#options.clock));
    job.changed();
    return job.record.id;
  }

  /** Changes a migration that is not running; `refusal` is what to say when it is. */
  async #edit(
    id: string,
    refusal: 'started' | 'running',
    change: (job: Job<MigrationRecord>) => Promise<void>,
  ): Promise<void> {
    const { busy, job } = this.worker(id);
    if (busy) throw new Failure('asked.not-now', { reason: refusal });
    await job.hold(() => change(job));
  }

  #viewOf(runner: Runner): MigrationView {
    return viewOf(runner.record, runner, this.#options.handleFor);
  }

  #practice(account: string): { practice?: PracticeChoice } {
    const practice = this.#options.practiceFor(account);
    return practice === undefined ? {} : { practice };
  }

  #tools(cloud: () => Promise<Cloud>): Tools {
    const { clock, qemu, transfers } = this.#options;
    return { clock, qemu, transfers, cloud };
  }
}
