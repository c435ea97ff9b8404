/** The log of one migration while somebody looks at it: the lines so far, then every new one. */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { Failure } from '../../contract/failure-error.ts';
import type { FailureView } from '../../contract/failure.ts';
import type { LogLine } from '../../contract/views.ts';
import { usePage } from './use-page.ts';

/** More than anybody reads on screen; the file on disk has them all. */
const keptLines = 2_000;

export interface Log {
  lines: readonly LogLine[];
  failure: FailureView | undefined;
}

/** Follows while `open`, and anew after a lost connection. */
export function useLog(id: string, open: boolean): Log {
  const { actions, connection } = usePage();
  const ready = useStore(connection.store, (state) => state.at === 'ready');
  const [log, setLog] = useState<Log>({ lines: [], failure: undefined });
  useEffect(() => {
    if (!open || !ready) return undefined;
    const stop = new AbortController();
    setLog({ lines: [], failure: undefined });
    const add = (lines: readonly LogLine[]): void => {
      if (!stop.signal.aborted)
        setLog((before) => ({ ...before, lines: [...before.lines, ...lines].slice(-keptLines) }));
    };
    actions.followLog(id, add, stop.signal).catch((error: unknown) => {
      if (!stop.signal.aborted) setLog((before) => ({ ...before, failure: Failure.from(error).view() }));
    });
    return () => stop.abort();
  }, [actions, id, open, ready]);
  return log;
}
