/** A limit by the processor's time: a disk that is whole is read to its end also where the machine is busy with other things. */
import { setTimeout as wait } from 'node:timers/promises';

const everyMs = 50;

export interface ProcessorLimit {
  readonly signal: AbortSignal;
  /** Ends the watch; the signal then stays as it is. */
  stop(): void;
}

/** Aborts after `ms` of work of this process, or after `wallMs` on the clock, which a share that answers no more would need. */
export function processorLimit(ms: number, wallMs: number): ProcessorLimit {
  const limit = new AbortController();
  const ended = new AbortController();
  const before = process.cpuUsage();
  const began = performance.now();
  const watch = async (): Promise<void> => {
    while (!limit.signal.aborted) {
      await wait(everyMs, undefined, { signal: ended.signal, ref: false });
      const { user, system } = process.cpuUsage(before);
      if ((user + system) / 1_000 >= ms || performance.now() - began >= wallMs)
        limit.abort(new DOMException('time is up', 'TimeoutError'));
    }
  };
  // stopping it is no failure
  watch().catch(() => undefined);
  return { signal: limit.signal, stop: () => ended.abort() };
}
