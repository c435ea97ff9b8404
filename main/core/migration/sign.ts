/** Puts under each accepted finding when it was accepted, and by which user of this system. */
import { userInfo } from 'node:os';
import type { Acceptance } from '../../../contract/acceptance.ts';

/** One that was signed already for the same reason keeps its signature. */
export function signed(
  accepted: readonly Acceptance[],
  before: readonly Acceptance[] | undefined,
  now: string,
): Acceptance[] {
  const by = userName();
  return accepted.map((one) => {
    if (one.when !== undefined) return one;
    const same = before?.find(
      ({ rule, reason, stamp }) => rule === one.rule && reason === one.reason && stamp === one.stamp,
    );
    return { ...one, when: same?.when ?? now, ...(by === undefined ? {} : { by: same?.by ?? by }) };
  });
}

/** Undefined for a user without a name, as in some containers. */
function userName(): string | undefined {
  try {
    return userInfo().username.slice(0, 128);
  } catch {
    return undefined;
  }
}
