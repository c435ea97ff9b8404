/** One stage: its state, its bar with bytes, speed and time left, what happens now and since when. */
import type { ReactNode } from 'react';
import type { MigrationView } from '../../../contract/migrations.ts';
import type { Progress, StageName, StageState } from '../../../contract/stages.ts';
import { useNow, useProgress } from '../../state/use-page.ts';
import { Bar, type BarTone } from '../../ui/bar.tsx';
import { Mark, type MarkTone } from '../../ui/mark.tsx';
import { percentOfProgress } from '../../parts/state-text.ts';
import { useSay, useWords } from '../../words/use-words.ts';
import { DiskRows } from './disk-rows.tsx';

const toneOf: Record<StageState['at'], MarkTone> = {
  pending: 'quiet',
  running: 'busy',
  waiting: 'mind',
  paused: 'mind',
  failed: 'bad',
  done: 'good',
  skipped: 'quiet',
  cancelled: 'quiet',
};
const barToneOf: Partial<Record<StageState['at'], BarTone>> = {
  running: 'plain',
  waiting: 'resting',
  paused: 'resting',
  failed: 'failed',
  done: 'done',
};

export function StageRow({ view, stage }: { view: MigrationView; stage: StageName }): ReactNode {
  const words = useWords();
  const say = useSay();
  const state = view.stages[stage];
  const latest = useProgress(view.id);
  const progress = latest?.stage === stage ? latest : undefined;
  const tone = barToneOf[state.at];
  const percent = state.at === 'done' ? 100 : percentOfProgress(progress);
  const inRows = tone !== undefined && progress?.disk !== undefined && state.at !== 'done' && view.disks.length > 1;
  return (
    <li
      className={`stage stage-${state.at}`}
      aria-current={view.currentStage === stage && state.at !== 'done' ? 'step' : undefined}
    >
      <div className="stage-head">
        <strong>{say.stage(stage)}</strong>
        <Mark tone={toneOf[state.at]}>{words.run.state[state.at]}</Mark>
        {state.at !== 'done' && !inRows && percent !== undefined && (
          <span className="number">{say.percent(percent)}</span>
        )}
        <span className="spring" />
        <StageTime state={state} />
      </div>
      {inRows ? (
        <DiskRows view={view} stage={stage} state={state} progress={progress} tone={tone} />
      ) : (
        tone !== undefined && (
          <Bar
            // A new piece of work begins its own bar instead of taking the old one back.
            key={progress?.doing}
            label={words.run.barOf(say.stage(stage))}
            percent={state.at === 'running' ? percent : (percent ?? 0)}
            tone={tone}
          />
        )
      )}
      <StageNow state={state} progress={progress} disks={view.disks.length} />
    </li>
  );
}

function StageTime({ state }: { state: StageState }): ReactNode {
  const words = useWords();
  const say = useSay();
  const now = useNow();
  const attempt = 'attempt' in state && state.attempt > 1 ? `${words.run.attempt(state.attempt)}, ` : '';
  const text =
    state.at === 'done'
      ? words.run.took(say.duration(Date.parse(state.when) - Date.parse(state.since)))
      : state.at === 'running' || state.at === 'waiting'
        ? words.run.since(say.time(state.since, now))
        : state.at === 'failed'
          ? say.time(state.when, now)
          : state.at === 'skipped'
            ? words.run.skippedBecause[state.because]
            : '';
  return <span className="quiet">{attempt + text}</span>;
}

function StageNow({
  state,
  progress,
  disks,
}: {
  state: StageState;
  progress: Progress | undefined;
  disks: number;
}): ReactNode {
  const words = useWords();
  const say = useSay();
  const now = useNow();
  if (state.at === 'waiting') {
    const leftMs = Date.parse(state.until) - now;
    const again =
      leftMs > 0 ? words.run.triesAgain(say.time(state.until, now), say.duration(leftMs)) : words.run.triesNow;
    return (
      <div className="stage-now">
        {say.clauses([
          words.run.waits(say.failure(state.failure).title),
          words.run.since(say.time(state.since, now)),
          again,
        ])}
      </div>
    );
  }
  if (progress === undefined || state.at === 'done' || state.at === 'failed') return null;
  const { unit, done, total, bytesPerSecond, remainingMs, disk } = progress;
  const several = disk !== undefined && disks > 1;
  const parts = [
    unit === 'bytes' && total > 0 && words.run.ofBytes(say.bytes(done), say.bytes(total)),
    unit === 'bytes' && total === 0 && done > 0 && say.bytes(done),
    state.at === 'running' && bytesPerSecond !== undefined && bytesPerSecond > 0 && say.rate(bytesPerSecond),
    state.at === 'running' && remainingMs !== undefined && words.run.left(say.duration(remainingMs)),
  ].filter((part) => part !== false);
  return (
    <div className="stage-now">
      {state.at === 'running' && (
        <span>
          {say.clauses([
            `${say.doing(progress.doing)}${several ? say.aside(words.run.diskOf(disk + 1, disks)) : ''}`,
            words.run.since(say.time(progress.since, now)),
          ])}
        </span>
      )}
      <span className="spring" />
      <span className="number">{parts.join(' · ')}</span>
    </div>
  );
}
