/** Holds a guest against all checks of its kind; damage met on the way ends a check, never the list. */
import type { GuestCheck } from '../../../../contract/guest.ts';
import { isGuestError } from '../damage.ts';
import type { Check } from './check.ts';

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
  for (const [done, { rule, assess }] of list.entries()) {
    signal.throwIfAborted();
    try {
      limit.throwIfAborted();
      const verdict = await assess(guest);
      if (verdict !== undefined)
        checks.push({ rule, severity: verdict.severity, evidence: verdict.evidence });
    } catch (error) {
      if (limit.aborted && !signal.aborted) return { checks, left: list.length - done };
      // what is damaged is told once, for the whole guest
      if (!isGuestError(error)) throw error;
    }
  }
  return { checks, left: 0 };
}
