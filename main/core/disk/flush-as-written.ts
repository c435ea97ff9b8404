/**
 * Brings a file to the disk while another program still writes it. Left to the system, gigabytes may wait in memory
 * when the program ends, and the progress would stand at its end for as long as the disk then needs.
 */
import { open } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** The shortest rest between two flushes; a slow disk rests as long as it worked. */
const restMs = 100;

/**
 * Flushes until `end` is called, which resolves once the last flush is over and its error told. A flush that fails is told
 * to `onError` and is the last: the system reports a lost write once only, so it must not be passed over. On Windows
 * nothing is done: a flush needs a handle that writes, and qemu-img shares its output with none.
 */
export function flushAsWritten(path: string, onError: (error: unknown) => Promise<void>): { end(): Promise<void> } {
  const stop = new AbortController();
  const flushing = process.platform === 'win32' ? Promise.resolve() : flushUntil(stop.signal, path).catch(onError);
  return {
    end: () => {
      stop.abort();
      return flushing;
    },
  };
}

async function flushUntil(stop: AbortSignal, path: string): Promise<void> {
  let tookMs = 0;
  for (;;) {
    await pause(Math.max(restMs, tookMs), undefined, { signal: stop }).catch(() => undefined);
    if (stop.aborted) return;
    const started = performance.now();
    await flush(path);
    tookMs = performance.now() - started;
  }
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined; // not made yet
    throw error;
  });
  try {
    await file?.datasync();
  } finally {
    await file?.close();
  }
}
