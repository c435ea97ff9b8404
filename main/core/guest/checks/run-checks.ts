/** Runs all checks on a guest; damage that one of them meets ends that check, never the list. */
import type { GuestCheck } from '../../../../contract/guest.ts';
import { isGuestError } from '../damage.ts';
import { type Check, type Outcome, reported } from './check.ts';

export interface Checked {
  readonly checks: GuestCheck[];
  /** How many the limit left undone. */
  readonly left: number;
}

/** Fails only with what the disk or `signal` fails with; `limit` ends the list early. */
export async function runChecks<Guest>(
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
      outcome = await check.assess(guest);
    } catch (error) {
      if (limit.aborted && !signal.aborted) return { checks, left: list.length - done };
      if (!isGuestError(error)) throw error;
      // the damage itself is told once, for the whole guest
      outcome = 'undecided';
    }
    // only verdicts are reported: a check that is undecided has no item of its own
    if (typeof outcome === 'object') checks.push(reported(check, outcome));
  }
  return { checks, left: 0 };
}
