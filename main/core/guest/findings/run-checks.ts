/** Holds a guest against all checks of its kind; damage met on the way ends a check, never the list. */
import type { GuestCheck } from '../../../../contract/guest.ts';
import { isGuestError } from '../damage.ts';
import type { Check } from './check.ts';

/** Fails only with what the disk or the signal fails with. */
export async function runChecks<Guest>(
  guest: Guest,
  checks: readonly Check<Guest>[],
  signal: AbortSignal,
): Promise<GuestCheck[]> {
  const results: GuestCheck[] = [];
  for (const { rule, assess } of checks) {
    signal.throwIfAborted();
    try {
      const verdict = await assess(guest);
      if (verdict !== undefined)
        results.push({ rule, severity: verdict.severity, evidence: verdict.evidence });
    } catch (error) {
      // what is damaged is told once, for the whole guest
      if (!isGuestError(error)) throw error;
    }
  }
  return results;
}
