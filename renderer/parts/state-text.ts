/** What a migration as a whole is waiting for or doing, in one line; and how its state is coloured. */
import type { MigrationView } from '../../contract/migrations.ts';
import type { Progress } from '../../contract/stages.ts';
import { percentOf } from '../../words/format.ts';
import type { Say, Words } from '../words/use-words.ts';
import type { BarTone } from '../ui/bar.tsx';
import type { MarkTone } from '../ui/mark.tsx';

export const toneOf: Record<MigrationView['status'], MarkTone> = {
  draft: 'quiet',
  running: 'busy',
  waiting: 'mind',
  paused: 'mind',
  failed: 'bad',
  done: 'good',
  cancelled: 'quiet',
  unreadable: 'bad',
};
export const barToneOf: Record<MigrationView['status'], BarTone> = {
  draft: 'resting',
  running: 'plain',
  waiting: 'resting',
  paused: 'resting',
  failed: 'failed',
  done: 'done',
  cancelled: 'resting',
  unreadable: 'failed',
};

/** Percent of what the running stage is doing; undefined when its end is not known. */
export const percentOfProgress = (progress: Progress | undefined): number | undefined =>
  progress === undefined || progress.unit === 'none' ? undefined : percentOf(progress.done, progress.total);

export function situationOf(view: MigrationView, progress: Progress | undefined, words: Words, say: Say): string {
  const stage = view.currentStage;
  const state = stage === undefined ? undefined : view.stages[stage];
  if (view.failure !== undefined && view.status !== 'done') {
    const { title } = say.failure(view.failure);
    return view.status === 'waiting' ? words.run.waits(title) : title;
  }
  if (stage === undefined || state === undefined || view.status === 'done') return '';
  if (state.at === 'waiting') return words.run.waits(say.failure(state.failure).title);
  if (state.at === 'failed') return say.failure(state.failure).title;
  if (state.at === 'paused') return words.run.pausedBecause[state.because];
  if (progress !== undefined && view.status === 'running') return say.doing(progress.doing);
  return '';
}
