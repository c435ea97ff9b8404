/**
 * Decides how far apart parts begin. Parts of one length that begin together also end together, and until all of them
 * are answered the network lies idle; spread out, others are sent while one is answered. Pure: the time is passed in.
 */

export interface Spread {
  /** How long to wait before beginning the next part, which then counts as begun. */
  waitMs(nowMs: number, atOnce: number): number;
  /** A part was stored so long after it had begun. */
  took(ms: number): void;
}

/** Before any part has arrived. */
const firstGapMs = 50;
/** Longer than an answer takes, even from far away. */
const longestGapMs = 1_000;
/** Share of the gap that would spread all parts evenly; at the full gap each would wait for its turn. */
const evenness = 0.5;

export function newSpread(): Spread {
  let usualMs: number | undefined;
  let nextAt = 0;
  return {
    waitMs(now, atOnce) {
      const gapMs = usualMs === undefined ? firstGapMs : Math.min(longestGapMs, (usualMs / atOnce) * evenness);
      const at = Math.max(now, nextAt);
      nextAt = at + (atOnce === 1 ? 0 : gapMs);
      return at - now;
    },
    took(ms) {
      usualMs = usualMs === undefined ? ms : usualMs * 0.75 + ms * 0.25;
    },
  };
}
