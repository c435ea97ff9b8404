/** Runs the stages one after the other, each saved before it starts; tries again after failures that pass by themselves. */
import { Failure, failedWith } from '../../../contract/failure-error.ts';
import { stageNames, type StageName } from '../../../contract/stages.ts';
import { isoNow } from '../base/clock.ts';
import { failureFacts } from '../base/log.ts';
import { Stopped } from '../jobs/job.ts';
import { currentStage } from './machine.ts';
import { stageContext, stageNamed, takeStep, type Run } from './run.ts';

/** How often the hours for uploads are looked at while they are closed: they and the clock can be changed meanwhile. */
const hoursLookMs = 5_000;

export interface Stops {
  /** Ends everything at once. */
  readonly hard: AbortSignal;
  /** Lets a stage that eases finish what is under way first. */
  readonly easing: AbortSignal;
}
type AllStops = Stops & { readonly either: AbortSignal };

/** Returns when all stages are done, one has failed, or the run was stopped. `retryMs`: the waits between tries of a stage. */
export async function runStages(
  run: Run,
  { hard, easing }: Stops,
  retryMs: readonly number[],
  onDone: () => Promise<void>,
): Promise<void> {
  const stops = { hard, easing, either: AbortSignal.any([hard, easing]) };
  const current = (): StageName | undefined => currentStage(run.job.record.stages);
  try {
    await redoWhatIsGone(run, stops.either);
    for (let name = current(); name !== undefined; name = current())
      if (!(await runStage(run, name, stops, retryMs))) return;
    for (const { name, tidy } of run.stages) await tidy?.(stageContext(run, name, stops.either));
    await onDone();
    run.job.log.write('info', 'migration done');
  } catch (error) {
    await stopAt(run, current(), error);
  }
}

/** Whether the stage is done or skipped; otherwise the run is over. */
async function runStage(run: Run, name: StageName, stops: AllStops, retryMs: readonly number[]): Promise<boolean> {
  const stage = stageNamed(run, name);
  const { progress, tools } = run;
  const signal = stops.either;
  let failures = 0;
  let furthest = 0;
  /** Undefined when waiting would not help, or not any more. */
  const waitFor = (error: unknown): Promise<void> | undefined => {
    if (signal.aborted) return undefined;
    if (failedWith(error, 'asked.outside-hours')) return waitForHours(run, name, error, signal);
    // A bad line can fail for days: failures only count while no try gets further than those before it.
    const done = progress.now?.done ?? 0;
    if (done > furthest) failures = 0;
    furthest = Math.max(furthest, done);
    const waitMs = retryMs[failures++];
    if (waitMs === undefined || Failure.from(error).retry !== 'automatic') return undefined;
    return waitToRetry(run, name, error, waitMs, signal);
  };
  for (;;) {
    await takeStep(run, { do: 'begin', stage: name, when: isoNow(tools.clock) });
    try {
      signal.throwIfAborted();
      const heeded = stage.eases === true ? stops.hard : signal;
      const outcome = await stage.run(stageContext(run, name, heeded, stops.easing));
      if (outcome === 'done') await takeStep(run, { do: 'finish', stage: name, when: isoNow(tools.clock) });
      else await takeStep(run, { do: 'skip', stage: name, because: outcome });
      return true;
    } catch (error) {
      try {
        const wait = waitFor(error);
        if (wait === undefined) throw error;
        await wait;
      } catch (last) {
        await stopAt(run, name, last);
        return false;
      }
    } finally {
      progress.clear();
    }
  }
}

async function waitToRetry(
  run: Run,
  name: StageName,
  error: unknown,
  waitMs: number,
  signal: AbortSignal,
): Promise<void> {
  const { clock } = run.tools;
  run.job.log.forStage(name).write('warn', 'waiting before another try', { ...failureFacts(error), waitMs });
  const until = new Date(clock.now() + waitMs).toISOString();
  const failure = Failure.from(error).view();
  await takeStep(run, { do: 'wait', stage: name, when: isoNow(clock), until, failure });
  await clock.wait(waitMs, signal);
}

async function waitForHours(
  run: Run,
  name: StageName,
  closed: Failure<'asked.outside-hours'>,
  signal: AbortSignal,
): Promise<void> {
  const { clock, transfers } = run.tools;
  run.progress.clear();
  run.job.log.forStage(name).write('info', 'waiting for the hours set for uploads', { ...closed.facts });
  const { until } = closed.facts;
  await takeStep(run, { do: 'wait', stage: name, when: isoNow(clock), until, failure: closed.view() });
  while (transfers.closed() !== undefined) await clock.wait(hoursLookMs, signal);
}

/**
 * A finished stage whose result is gone goes back to pending, so that it is done again; the last first, as what a later one
 * still has decides what is needed of those before it.
 */
async function redoWhatIsGone(run: Run, signal: AbortSignal): Promise<void> {
  for (const name of [...stageNames].reverse()) {
    const { stages } = run.job.record;
    if (stages[name].at !== 'done' || currentStage(stages) === undefined) continue;
    const { stillHolds } = stageNamed(run, name);
    if (stillHolds === undefined || (await stillHolds(stageContext(run, name, signal)))) continue;
    run.job.log.forStage(name).write('warn', 'what this stage had made is gone; doing it again');
    await takeStep(run, { do: 'redo', stage: name });
  }
}

/** Writes down why the run ends: it was stopped, it needs new keys, or it failed. */
async function stopAt(run: Run, name: StageName | undefined, error: unknown): Promise<void> {
  if (name === undefined) {
    // Every stage is done; only tidying up or the report failed, and both are done again on request.
    run.job.log.write('warn', 'migration done, but not everything could be tidied up', {
      reason: String(error),
    });
    return;
  }
  const log = run.job.log.forStage(name);
  const { at } = run.job.record.stages[name];
  const active = at === 'running' || at === 'waiting';
  const when = isoNow(run.tools.clock);
  const reached = run.progress.reached();
  if (error instanceof Stopped) {
    log.write('info', 'stopped', { reason: error.reason });
    // `cancel` saves its own step once everything is undone; until then the stage counts as paused.
    const because = error.reason === 'cancel' ? 'asked' : error.reason;
    if (active) await takeStep(run, { do: 'pause', stage: name, because, reached });
    return;
  }
  log.write('error', 'stage failed', failureFacts(error));
  if (!active) await takeStep(run, { do: 'begin', stage: name, when });
  const failure = Failure.from(error).view();
  await takeStep(
    run,
    failedWith(error, 'account.token-expired')
      ? { do: 'pause', stage: name, because: 'credentials', failure, reached }
      : { do: 'fail', stage: name, when, failure, reached },
  );
}
