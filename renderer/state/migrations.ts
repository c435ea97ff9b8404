/** The page's mirror of all migrations, and of their progress in a store of its own that repaints at most four times a second. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MigrationEvent, MigrationView } from '../../contract/migrations.ts';
import type { Progress } from '../../contract/stages.ts';

export interface Migrations {
  /** False until the first snapshot has come. */
  known: boolean;
  byId: Readonly<Record<string, MigrationView>>;
}
export type ProgressById = Readonly<Record<string, Progress>>;

export interface MigrationsMirror {
  store: StoreApi<Migrations>;
  progress: StoreApi<ProgressById>;
  apply(event: MigrationEvent): void;
}

const repaintMs = 250;

/** A late or repeated heartbeat never takes the bar back within the same piece of work. */
export function mergeProgress(before: Progress | undefined, next: Progress): Progress {
  const sameWork =
    before !== undefined &&
    before.stage === next.stage &&
    before.doing === next.doing &&
    before.disk === next.disk &&
    before.since === next.since;
  return sameWork && next.done < before.done ? { ...next, done: before.done } : next;
}

/** Work that waits keeps showing how far it had come. */
function waitingAt({ id, status, currentStage }: MigrationView, latest: ProgressById): Progress | undefined {
  const before = latest[id];
  return status === 'waiting' && before?.stage === currentStage ? before : undefined;
}

export function createMigrations(): MigrationsMirror {
  const store = createStore<Migrations>(() => ({ known: false, byId: {} }));
  const progress = createStore<ProgressById>(() => ({}));
  let latest: ProgressById = {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unpainted = false;

  const paint = (): void => {
    timer = undefined;
    if (!unpainted) return;
    unpainted = false;
    progress.setState(latest, true);
    timer = setTimeout(paint, repaintMs);
  };
  /** At rest only what is kept counts, even where that takes the bar back. */
  const note = (id: string, next: Progress | undefined, rests = false): void => {
    const { [id]: before, ...others } = latest;
    latest = next === undefined ? others : { ...others, [id]: rests ? next : mergeProgress(before, next) };
    unpainted = true;
    if (timer === undefined) paint();
  };

  return {
    store,
    progress,
    apply(event) {
      const { byId } = store.getState();
      if (event.kind === 'progress') return note(event.id, event.progress);
      if (event.kind === 'all') {
        latest = {};
        for (const one of event.migrations) note(one.id, one.progress);
        store.setState({
          known: true,
          byId: Object.fromEntries(event.migrations.map((one) => [one.id, one])),
        });
      } else if (event.kind === 'changed') {
        const { id, status, progress: told } = event.migration;
        note(id, told ?? waitingAt(event.migration, latest), status === 'paused' || status === 'failed');
        store.setState({ byId: { ...byId, [event.migration.id]: event.migration } });
      } else {
        const { [event.id]: _gone, ...left } = byId;
        note(event.id, undefined);
        store.setState({ byId: left });
      }
    },
  };
}
