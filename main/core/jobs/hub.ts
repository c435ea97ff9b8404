/** Tells followers what happens. A slow follower gets the latest of each thing, never a backlog. */

interface Follower<E> {
  readonly waiting: Map<unknown, E>;
  wake(): void;
}

export class Hub<E> {
  readonly #followers = new Set<Follower<E>>();

  /** Replaces an event about the same thing that a follower has not read yet. */
  publish(event: E, about: unknown): void {
    for (const { waiting, wake } of this.#followers) {
      waiting.delete(about); // so that it moves to the end: order follows the latest change
      waiting.set(about, event);
      wake();
    }
  }

  /** `first` is asked after following has begun, so that nothing is missed in between. */
  async *follow(first: () => E, signal: AbortSignal): AsyncGenerator<E> {
    const waiting = new Map<unknown, E>();
    let resume = (): void => undefined;
    const wake = (): void => resume();
    const follower = { waiting, wake };
    this.#followers.add(follower);
    signal.addEventListener('abort', wake);
    try {
      yield first();
      while (!signal.aborted) {
        for (const [about, event] of waiting) {
          waiting.delete(about);
          yield event;
        }
        if (waiting.size === 0 && !signal.aborted) await new Promise<void>((resolve) => (resume = resolve));
      }
    } finally {
      signal.removeEventListener('abort', wake);
      this.#followers.delete(follower);
    }
  }
}
