/** One question to core, asked when the component appears and again when it is another question. */
import { useEffect, useEffectEvent, useState } from 'react';
import { Failure } from '../../../contract/failure-error.ts';
import type { FailureView } from '../../../contract/failure.ts';

export type Answer<T> = { at: 'running' } | { at: 'failed'; failure: FailureView } | { at: 'known'; value: T };

/** `about` tells questions apart; the one before is taken back. */
export function useAnswer<T>(about: string, ask: (signal: AbortSignal) => Promise<T>): Answer<T> {
  const [got, setGot] = useState<{ about: string; answer: Answer<T> }>();
  const asking = useEffectEvent(ask);
  useEffect(() => {
    const mine = new AbortController();
    const set = (answer: Answer<T>): void => {
      if (!mine.signal.aborted) setGot({ about, answer });
    };
    asking(mine.signal).then(
      (value) => set({ at: 'known', value }),
      (error: unknown) => set({ at: 'failed', failure: Failure.from(error).view() }),
    );
    return () => mine.abort();
  }, [about]);
  return got?.about === about ? got.answer : { at: 'running' };
}
