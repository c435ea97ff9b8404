/** The log of one job while it is open on the page: the lines so far, then every new one. */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { Failure } from '../../contract/failure-error.ts';
import type { FailureView } from '../../contract/failure.ts';
import type { LogLine } from '../../contract/migrations.ts';
import type { Log } from '../state/page-state.ts';
import { usePage } from '../state/use-page.ts';

/** More than a person reads on screen; the file on disk has them all. */
const keptLines = 2_000;

export interface ShownLog {
  lines: readonly LogLine[];
  failure: FailureView | undefined;
}

const nothing = { lines: [], failure: undefined, of: undefined };

/** Follows while `open`, and again after a lost connection. */
export function useLog({ id, call }: Log, open: boolean): ShownLog {
  const { actions, connection } = usePage();
  const ready = useStore(connection.store, (state) => state.at === 'ready');
  const [log, setLog] = useState<ShownLog & { of: AbortController | undefined }>(nothing);
  useEffect(() => {
    if (!open || !ready) return undefined;
    const mine = new AbortController();
    // Each following begins with all lines so far: those of the one before are dropped with its first answer.
    const note = (change: (before: ShownLog) => ShownLog): void => {
      if (mine.signal.aborted) return;
      setLog((before) => ({ ...change(before.of === mine ? before : nothing), of: mine }));
    };
    const add = (lines: readonly LogLine[]): void =>
      note((before) => ({ ...before, lines: [...before.lines, ...lines].slice(-keptLines) }));
    actions.followLog({ id, call }, add, mine.signal).catch((error: unknown) => {
      note((before) => ({ ...before, failure: Failure.from(error).view() }));
    });
    return () => mine.abort();
  }, [actions, id, call, open, ready]);
  return log;
}
