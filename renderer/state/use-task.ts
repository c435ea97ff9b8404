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

export type Loaded<T> = { at: 'loading' } | { at: 'failed'; failure: FailureView } | { at: 'known'; value: T };

/** What `load` answers, asked again whenever `key` changes; undefined key: not asked. A late answer to an old key is dropped. */
export function useLoaded<T>(key: string | undefined, load: () => Promise<T>): [Loaded<T>, () => void] {
  const [round, setRound] = useState(0);
  const [answer, setAnswer] = useState<{ to: string; loaded: Loaded<T> }>();
  const latest = useRef(load);
  const question = key === undefined ? undefined : `${round} ${key}`;
  useEffect(() => {
    latest.current = load;
  });
  useEffect(() => {
    if (question === undefined) return undefined;
    let wanted = true;
    const settle = (loaded: Loaded<T>): void => {
      if (wanted) setAnswer({ to: question, loaded });
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
  }, [question]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  return [answer !== undefined && answer.to === question ? answer.loaded : { at: 'loading' }, again];
}
