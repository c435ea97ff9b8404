/** Tells followers what changed. A slow follower gets the latest of each thing, never a backlog. */
import type { MigrationEvent } from '../../../contract/migrations.ts';

type Change = Exclude<MigrationEvent, { kind: 'all' }>;

export class Hub {
  readonly #followers = new Set<Map<string, Change>>();
  readonly #wakes = new Map<Map<string, Change>, () => void>();

  publish(change: Change): void {
    const id = change.kind === 'changed' ? change.migration.id : change.id;
    const what = `${change.kind === 'progress' ? 'progress' : 'state'} ${id}`;
    for (const follower of this.#followers) {
      follower.delete(what); // so that it moves to the end: order follows the latest change
      follower.set(what, change);
      this.#wakes.get(follower)?.();
    }
  }

  /** `snapshot` is asked after following has begun, so that nothing falls in between. */
  async *follow(snapshot: () => MigrationEvent, signal: AbortSignal): AsyncGenerator<MigrationEvent> {
    const waiting = new Map<string, Change>();
    this.#followers.add(waiting);
    const wake = (): void => this.#wakes.get(waiting)?.();
    signal.addEventListener('abort', wake);
    try {
      yield snapshot();
      while (!signal.aborted) {
        for (const [what, change] of waiting) {
          waiting.delete(what);
          yield change;
        }
        if (waiting.size === 0 && !signal.aborted)
          await new Promise<void>((resolve) => this.#wakes.set(waiting, resolve));
      }
    } finally {
      signal.removeEventListener('abort', wake);
      this.#followers.delete(waiting);
      this.#wakes.delete(waiting);
    }
  }
}
