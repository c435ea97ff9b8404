/** A request's body: counted, paced and, when a fault wants it, damaged on the way in. */
import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface RequestBody extends AsyncIterable<Buffer> {
  receivedBytes(): number;
  /** Flips a bit of the first byte that arrives. */
  damage(): void;
  /** Reads and forgets this much, or up to the end. */
  drain(bytes: number): Promise<void>;
}

/** `pace` is shared by all requests that share a line of `bytesPerSecond`; `freeAt` is when that line is free again. */
export function openBody(
  request: IncomingMessage,
  bytesPerSecond: number | undefined,
  pace: { freeAt: number },
): RequestBody {
  let received = 0;
  let damaging = false;
  async function* read(): AsyncGenerator<Buffer> {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      if (bytesPerSecond !== undefined) {
        const now = Date.now();
        pace.freeAt = Math.max(pace.freeAt, now) + (chunk.length / bytesPerSecond) * 1000;
        await sleep(pace.freeAt - now);
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
      for await (const _ of read()) if (received >= bytes) return;
    },
  };
}
