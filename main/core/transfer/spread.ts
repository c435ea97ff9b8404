/**
 * Decides how far apart parts begin. Parts of one length that begin together also end together, and until all of them
 * are answered the line lies idle; spread, the others use it while one is answered. Pure: time is told to it.
 */

export interface Spread {
  /** How long the next part is to wait; it counts as begun after that. */
  waitMs(nowMs: number, atOnce: number): number;
  /** A part was taken so long after it had begun. */
  took(ms: number): void;
}

/** Before any part has arrived. */
const firstGapMs = 50;
/** More than an answer takes, also far away. */
const longestGapMs = 1_000;
/** Of the distance at which all would be spread evenly: less, or each would wait for its turn. */
const evenness = 0.5;

export function newSpread(): Spread {
  let usualMs: number | undefined;
  let nextAt = 0;
  return {
    waitMs(now, atOnce) {
      const gapMs =
        usualMs === undefined ? firstGapMs : Math.min(longestGapMs, (usualMs / atOnce) * evenness);
      const at = Math.max(now, nextAt);
      nextAt = at + (atOnce === 1 ? 0 : gapMs);
      return at - now;
    },
    took(ms) {
      usualMs = usualMs === undefined ? ms : usualMs * 0.75 + ms * 0.25;
    },
  };
}
