/** Runs one asynchronous action at a time for a component, and remembers that it runs or how it failed. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { Failure } from '../../contract/failure-error.ts';
import type { FailureView } from '../../contract/failure.ts';

export interface Task {
  running: boolean;
  failure: FailureView | undefined;
  /** Resolves to whether it succeeded; never rejects. A second call while one runs is ignored. */
  run(work: () => Promise<unknown>): Promise<boolean>;
  forget(): void;
}

export function useTask(): Task {
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<FailureView>();
  const busy = useRef(false);
  const run = useCallback(async (work: () => Promise<unknown>): Promise<boolean> => {
    if (busy.current) return false;
    busy.current = true;
    setRunning(true);
    setFailure(undefined);
    try {
      await work();
      return true;
    } catch (error) {
      setFailure(Failure.from(error).view());
      return false;
    } finally {
      busy.current = false;
      setRunning(false);
    }
  }, []);
  const forget = useCallback(() => setFailure(undefined), []);
  return { running, failure, run, forget };
}

export type Loaded<T> =
  { at: 'loading' } | { at: 'failed'; failure: FailureView } | { at: 'known'; value: T };

/** What `load` answers, asked again whenever `key` changes; undefined key: not asked. A late answer to an old key is dropped. */
export function useLoaded<T>(key: string | undefined, load: () => Promise<T>): [Loaded<T>, () => void] {
  const [state, setState] = useState<Loaded<T>>({ at: 'loading' });
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    if (key === undefined) return undefined;
    let wanted = true;
    setState({ at: 'loading' });
    const settle = (next: Loaded<T>): void => {
      if (wanted) setState(next);
    };
    // Inside a promise, so that a call refused at once is an answer too.
    void Promise.resolve()
      .then(() => latest.current())
      .then(
        (value) => settle({ at: 'known', value }),
        (error: unknown) => settle({ at: 'failed', failure: Failure.from(error).view() }),
      );
    return () => {
      wanted = false;
    };
  }, [key, round]);
  return [state, useCallback(() => setRound((before) => before + 1), [])];
}
