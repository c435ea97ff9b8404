/** A request's body: counted, paced and, when a fault wants it, damaged on the way in. */
import type { Clock } from '../../main/core/base/clock.ts';

export interface RequestBody extends AsyncIterable<Buffer> {
  receivedBytes(): number;
  /** Flips a bit of the first byte that arrives. */
  damage(): void;
  /** Reads and forgets this much, or up to the end. */
  drain(bytes: number): Promise<void>;
}

const lateMs = 20;

/** The bandwidth that several requests share. */
export interface Pace {
  /** Absent means as fast as it comes. */
  readonly bytesPerSecond: number | undefined;
  /** When all bytes accepted so far will have passed. */
  freeAt: number;
}

export function openBody(request: AsyncIterable<Buffer>, pace: Pace, clock: Clock): RequestBody {
  let received = 0;
  let damaging = false;
  async function* read(): AsyncGenerator<Buffer> {
    for await (const chunk of request) {
      if (pace.bytesPerSecond !== undefined) {
        const now = clock.now();
        // a timer that fires late must not lower the rate
        pace.freeAt = Math.max(pace.freeAt, now - lateMs) + (chunk.length / pace.bytesPerSecond) * 1000;
        if (pace.freeAt > now) await clock.wait(pace.freeAt - now);
      }
      if (damaging && received === 0 && chunk[0] !== undefined) chunk[0] ^= 1;
      received += chunk.length;
      yield chunk;
    }
  }
  return {
    [Symbol.asyncIterator]: read,
    receivedBytes: () => received,
    damage: () => {
      damaging = true;
    },
    async drain(bytes) {
      if (bytes === 0) return;
      const chunks = read();
      while (received < bytes && (await chunks.next()).done !== true);
    },
  };
}
