/** Runs all checks on a guest; damage that one of them meets ends that check, never the list. */
import type { GuestCheck } from '../../../../contract/guest.ts';
import { isGuestError } from '../damage.ts';
import type { GuestTree } from '../facts/guest-tree.ts';
import { type Check, type Outcome, reported, undecided } from './check.ts';

export interface Checked {
  readonly checks: GuestCheck[];
  /** How many the limit left undone. */
  readonly left: number;
}

/** Fails only with what the disk or `signal` fails with; `limit` ends the list early. */
export async function runChecks<Guest extends { readonly tree: Pick<GuestTree, 'watch'> }>(
  guest: Guest,
  list: readonly Check<Guest>[],
  { signal, limit }: { readonly signal: AbortSignal; readonly limit: AbortSignal },
): Promise<Checked> {
  const checks: GuestCheck[] = [];
  for (const [done, check] of list.entries()) {
    let outcome: Outcome;
    signal.throwIfAborted();
    try {
      limit.throwIfAborted();
      const { result, unread } = await guest.tree.watch(async () => check.assess(guest));
      // what it found wrong stays; that all is well cannot be said of what was not seen
      const isQuiet = typeof result === 'string' || result.verdict === 'passes';
      outcome = isQuiet && unread.length > 0 ? undecided('unreadable', unread) : result;
    } catch (error) {
      if (limit.aborted && !signal.aborted) return { checks, left: list.length - done };
      if (!isGuestError(error)) throw error;
      outcome = undecided('unreadable', [error.subject]);
    }
    if (outcome === 'undecided') outcome = undecided('unreadable');
    if (outcome !== 'not-applicable') checks.push(reported(check, outcome));
  }
  return { checks, left: 0 };
}
