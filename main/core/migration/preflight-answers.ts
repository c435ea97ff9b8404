/** Collects pre-flight's answers: one line per question, in the contract's order, where only a worse answer replaces an earlier one. */
import { Failure } from '../../../contract/failure-error.ts';
import { preflightId, type PreflightLine } from '../../../contract/migrations.ts';

export type PreflightId = PreflightLine['id'];

export class Answers {
  readonly #lines = new Map<PreflightId, PreflightLine>();
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** `fine` unless the question fails or a worse line is there already; undefined when it failed. */
  async ask<T>(id: PreflightId, question: () => Promise<T> | T): Promise<T | undefined> {
    try {
      const answer = await question();
      if (!this.#lines.has(id)) this.fine(id);
      return answer;
    } catch (error) {
      this.#signal.throwIfAborted();
      this.stops(id, error);
      return undefined;
    }
  }

  fine(id: PreflightId, facts?: Record<string, number>): void {
    this.#lines.set(id, { id, verdict: 'fine', ...(facts === undefined ? {} : { facts }) });
  }

  mind(id: PreflightId, failure: Failure, facts?: Record<string, number>): void {
    if (this.#lines.get(id)?.verdict === 'stops') return;
    const line = { id, verdict: 'mind', failure: failure.view() } as const;
    this.#lines.set(id, { ...line, ...(facts === undefined ? {} : { facts }) });
  }

  /** The first reason to stop is the one to tell. */
  stops(id: PreflightId, error: unknown): void {
    if (!this.open(id)) return;
    this.#lines.set(id, { id, verdict: 'stops', failure: Failure.from(error).view() });
  }

  /** Whether nothing said so far under this question stops. */
  open(id: PreflightId): boolean {
    return this.#lines.get(id)?.verdict !== 'stops';
  }

  /** All of them, but for questions that do not arise; what could not be asked says so. */
  lines(notArising: ReadonlySet<PreflightId>): PreflightLine[] {
    return preflightId.options
      .filter((id) => !notArising.has(id))
      .map((id) => this.#lines.get(id) ?? { id, verdict: 'not-asked' });
  }
}
