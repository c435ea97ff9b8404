/** When and how often something that failed by itself is tried again. */
import { Failure } from '../../../contract/failure-error.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import type { Clock } from './clock.ts';

export interface RetryTable {
  /** In all, the first included. */
  readonly tries: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

/** The wait after the n-th failed try: doubled each time, and spread so that many waiters do not come back together. */
export function waitAfterTry(table: RetryTable, failedTries: number): number {
  const full = Math.min(table.longestWaitMs, table.firstWaitMs * 2 ** (failedTries - 1));
  return Math.round(full * (0.5 + Math.random() / 2));
}

/** Trying the same again may help by itself. */
export const isAutomatic = (error: unknown): error is Failure<FailureCode> =>
  error instanceof Failure && error.retry === 'automatic';

/** Tries again after failures that are `automatic`; the last one, and every other, is thrown. */
export async function tryAgain<T>(
  attempt: () => Promise<T>,
  how: {
    readonly table: RetryTable;
    readonly clock: Clock;
    readonly signal?: AbortSignal | undefined;
    readonly onRetry?: (failure: Failure, failedTries: number, waitMs: number) => void;
  },
): Promise<T> {
  for (let failedTries = 1; ; failedTries++) {
    try {
      how.signal?.throwIfAborted();
      return await attempt();
    } catch (error) {
      if (!isAutomatic(error) || how.signal?.aborted === true || failedTries >= how.table.tries) throw error;
      const waitMs = waitAfterTry(how.table, failedTries);
      how.onRetry?.(error, failedTries, waitMs);
      await how.clock.wait(waitMs, how.signal);
    }
  }
}
