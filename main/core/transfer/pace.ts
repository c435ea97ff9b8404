/**
 * Decides how many parts are sent at once: more while that makes the whole faster, half as many when the service or the
 * network is overloaded, and never more than may be lost at a cut. Pure: time and bytes are passed in.
 */

export interface Pace {
  /** How many may be on their way now. */
  readonly atOnce: number;
  /** Bytes that have just left. */
  moved(bytes: number, nowMs: number): void;
  /** A part failed in a way that sending fewer at once may help. */
  crowded(nowMs: number): void;
  /** The recent speed; undefined until there are enough measurements. */
  bytesPerSecond(): number | undefined;
}

export interface PaceOptions {
  readonly partBytes: number;
  readonly startAt: number;
  /** The cap, if there is one; asked anew each time. */
  readonly capBytesPerSecond: () => number | undefined;
}

const most = 32;
const lookMs = 2_000;
/** After a change for the worse, and after one that brought nothing: how long things are left as they are. */
const calmMs = 10_000;
const settledMs = 30_000;
const worthwhile = 1.07;
/** What a cut may cost on a slow line; on a fast one half a minute of it. */
const usualInFlightBytes = 64_000_000;
const inFlightSeconds = 30;
/** Under a cap each part on its way is to get at least this, or it would seem to stand still. */
const leastShareBytesPerSecond = 32_768;

export function newPace(options: PaceOptions): Pace {
  const { partBytes, capBytesPerSecond } = options;
  let target = options.startAt;
  let speed: number | undefined;
  let best = 0;
  let quietUntil = 0;
  let crowdedUntil = 0;
  let look: { since: number; bytes: number } | undefined;

  const bound = (): number => {
    const inFlight = Math.max(usualInFlightBytes, (speed ?? 0) * inFlightSeconds);
    const byCap = (capBytesPerSecond() ?? Infinity) / leastShareBytesPerSecond;
    return Math.max(1, Math.floor(Math.min(most, inFlight / partBytes, byCap)));
  };
  const judge = (now: number): void => {
    if (speed === undefined || now < quietUntil) return;
    if (speed > best * worthwhile) {
      best = speed;
      target += target < 8 ? 1 : 2;
    } else {
      // the last step brought nothing: back to where it was, and try again later, as lines change
      if (target > options.startAt) target -= 1;
      best = speed / worthwhile / worthwhile;
      quietUntil = now + settledMs;
    }
    target = Math.min(target, bound());
  };
  return {
    get atOnce() {
      return Math.min(target, bound());
    },
    moved(bytes, now) {
      look ??= { since: now, bytes: 0 };
      look.bytes += bytes;
      const took = now - look.since;
      if (took < lookMs) return;
      const measured = (look.bytes * 1000) / took;
      speed = speed === undefined ? measured : speed * 0.5 + measured * 0.5;
      look = { since: now, bytes: 0 };
      judge(now);
    },
    crowded(now) {
      // several parts usually fail of one cause: that counts once
      if (now < crowdedUntil) return;
      crowdedUntil = quietUntil = now + calmMs;
      target = Math.max(1, Math.floor(Math.min(target, bound()) / 2));
      best = 0;
    },
    bytesPerSecond: () => speed,
  };
}

/** Always the same number, whatever happens. */
export const fixedPace = (atOnce: number): Pace => ({
  atOnce,
  moved: () => undefined,
  crowded: () => undefined,
  bytesPerSecond: () => undefined,
});
