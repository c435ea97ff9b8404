/** What core answers, asked again and again while it moves: what was known stays on the screen meanwhile. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { Failure } from '../../contract/failure-error.ts';
import type { Loaded } from '../state/use-task.ts';

const movingMs = 1_500;
/** After a failure that passes by itself. */
const patientMs = 4_000;

/** `moves` says whether an answer will change by itself. A late answer to an old key is dropped; undefined key: not asked. */
export function useWatched<T>(
  key: string | undefined,
  load: () => Promise<T>,
  moves: (value: T) => boolean,
): [Loaded<T>, () => void] {
  const [round, setRound] = useState(0);
  const [answer, setAnswer] = useState<{ to: string; loaded: Loaded<T> }>();
  const latest = useRef({ load, moves });
  useEffect(() => {
    latest.current = { load, moves };
  });
  useEffect(() => {
    if (key === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wanted = true;
    const later = (ms: number): void => {
      if (wanted) timer = setTimeout(() => void ask(), ms);
    };
    const ask = async (): Promise<void> => {
      try {
        const value = await latest.current.load();
        if (wanted) setAnswer({ to: key, loaded: { at: 'known', value } });
        if (latest.current.moves(value)) later(movingMs);
      } catch (error) {
        const failure = Failure.from(error);
        const passing = failure.retry === 'automatic';
        if (wanted)
          setAnswer((before) =>
            passing && before?.to === key && before.loaded.at === 'known'
              ? before
              : { to: key, loaded: { at: 'failed', failure: failure.view() } },
          );
        if (passing) later(patientMs);
      }
    };
    void ask();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [key, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  return [answer !== undefined && answer.to === key ? answer.loaded : { at: 'loading' }, again];
}
