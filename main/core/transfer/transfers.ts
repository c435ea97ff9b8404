/** What all uploads of the program share: the way to the network, the cap, the hours, and the speeds measured so far. */
import { Failure } from '../../../contract/failure-error.ts';
import type { TransferHours } from '../../../contract/network.ts';
import type { Clock } from '../base/clock.ts';
import type { Line } from '../base/line.ts';
import { newThrottle, type Throttle } from '../base/throttle.ts';
import type { BegunUploads } from './begun-uploads.ts';
import { closedUntil } from './hours.ts';
import type { KnownSpeeds } from './known-speeds.ts';

export interface Transfers {
  readonly line: Line;
  readonly throttle: Throttle;
  readonly speeds: KnownSpeeds;
  readonly begun: BegunUploads;
  setHours(hours: TransferHours | undefined): void;
  /** Undefined while uploads may run; else `asked.outside-hours`, which says until when. */
  closed(): Failure<'asked.outside-hours'> | undefined;
}

export function newTransfers(parts: {
  readonly line: Line;
  readonly clock: Clock;
  readonly speeds: KnownSpeeds;
  readonly begun: BegunUploads;
}): Transfers {
  let hours: TransferHours | undefined;
  return {
    line: parts.line,
    throttle: newThrottle(parts.clock),
    speeds: parts.speeds,
    begun: parts.begun,
    setHours(next) {
      hours = next;
    },
    closed() {
      const until = closedUntil(hours, parts.clock.now());
      if (until === undefined || hours === undefined) return undefined;
      return new Failure('asked.outside-hours', { ...hours, until: new Date(until).toISOString() });
    },
  };
}
