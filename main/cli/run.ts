/** Drives one migration to its end through the contract, as the page would. */
import { say } from '../../contract/said.ts';
import type { Client } from '../../contract/calls.ts';
import { Failure } from '../../contract/failure-error.ts';
import { reportData } from '../../contract/report.ts';
import { stageNames } from '../../contract/stages.ts';
import { type MigrationView } from '../../contract/migrations.ts';
import { recordIn } from '../core/base/record-file.ts';
import { systemLocale } from '../doors/system-locale.ts';
import type { Output } from './output.ts';

/** Exit status of the command line. */
export type Exit = 0 | 1 | 2 | 3;

/** Status for a failure: what inspection refuses is told apart, so that a script can. */
export const exitOf = (code: string): Exit =>
  code.startsWith('source.') ? 3 : code === 'asked.wrong-use' || code === 'asked.plan-invalid' ? 2 : 1;

/** Settles and pre-flights the plan; a plan that would be refused leaves no migration behind. */
export async function runPlan(client: Client, planPath: string, output: Output, stop: AbortSignal): Promise<Exit> {
  const plan = await chosenPlan(client, planPath);
  const view = await client['migration.fromPlan']({ plan });
  try {
    const lines = await client['migration.preflight']({ id: view.id }, stop);
    const stopping = lines.find((line) => line.verdict === 'stops');
    if (stopping?.failure !== undefined) throw Failure.of(stopping.failure);
  } catch (error) {
    await client['migration.remove']({ id: view.id });
    throw error;
  }
  output.started(view);
  return follow(client, view.id, () => client['migration.start']({ id: view.id }), output, stop);
}

async function chosenPlan(client: Client, path: string): Promise<string> {
  try {
    return (await client['files.resolve']({ text: path })).handle;
  } catch (error) {
    const { code } = Failure.from(error);
    throw code === 'source.missing'
      ? new Failure('asked.plan-invalid', { file: path, problems: say('file-missing') })
      : error;
  }
}

export function resumeMigration(client: Client, id: string, output: Output, stop: AbortSignal): Promise<Exit> {
  return follow(client, id, () => client['migration.resume']({ id }), output, stop);
}

/** Follows until the migration rests. On `stop` it is paused, not cancelled: nothing is lost, and `resume` continues it. */
async function follow(
  client: Client,
  id: string,
  begin: () => Promise<unknown>,
  output: Output,
  stop: AbortSignal,
): Promise<Exit> {
  const ended = new AbortController();
  const onStop = (): void => {
    void client['migration.pause']({ id }).catch(() => undefined); // it may have ended on its own meanwhile
  };
  let begun = false;
  let last: MigrationView | undefined;
  try {
    for await (const event of client['migration.follow']({}, ended.signal)) {
      if (event.kind === 'all') {
        const current = event.migrations.find((migration) => migration.id === id);
        if (current === undefined) throw new Failure('program.migration-missing', { id });
        if (current.status === 'done') {
          last = current;
          break;
        }
        await begin();
        begun = true;
        stop.addEventListener('abort', onStop);
        if (stop.aborted) onStop();
        continue;
      }
      if (event.kind === 'progress' && event.id === id) output.progress(event.progress);
      if (event.kind !== 'changed' || event.migration.id !== id) continue;
      sayChanges(last, event.migration, output);
      last = event.migration;
      if (begun && !last.busy) break;
    }
  } finally {
    ended.abort();
    stop.removeEventListener('abort', onStop);
  }
  if (last === undefined) throw new Failure('program.migration-missing', { id });
  return sayEnd(client, last, output);
}

function sayChanges(before: MigrationView | undefined, after: MigrationView, output: Output): void {
  for (const name of stageNames) {
    const state = after.stages[name];
    if (state.at !== 'pending' && JSON.stringify(before?.stages[name]) !== JSON.stringify(state))
      output.stage(name, state);
  }
}

async function sayEnd(client: Client, view: MigrationView, output: Output): Promise<Exit> {
  if (view.status === 'done') {
    const { json, path } = await client['migration.report']({ id: view.id, locale: systemLocale() });
    output.done(
      { imageId: view.imageId ?? '', migrationId: view.id, object: view.objects[0], report: path },
      recordIn(json, path, reportData),
    );
    return 0;
  }
  const failure = view.failure ?? new Failure('asked.cancelled', { stage: view.currentStage ?? '' }).view();
  output.failed(failure);
  return exitOf(failure.code);
}
