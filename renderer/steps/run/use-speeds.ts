/** The speed of an upload over the last minutes: what core remembers of it, then one point a second from its progress. */
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { SpeedPoint } from '../../../contract/stages.ts';
import { usePage } from '../../state/use-page.ts';

/** A moment in milliseconds since 1970, and bytes a second. */
export interface Speed {
  readonly at: number;
  readonly bytesPerSecond: number;
}
export const shownMs = 5 * 60_000;
const pointEveryMs = 1_000;

const speedOf = ({ when, bytesPerSecond }: SpeedPoint): Speed => ({ at: Date.parse(when), bytesPerSecond });

/** In the order of time, one of each moment, none older than what is shown. */
export function joined(before: readonly Speed[], more: readonly Speed[], nowMs: number): readonly Speed[] {
  const all = [...before, ...more].filter(({ at }) => nowMs - at <= shownMs).sort((a, b) => a.at - b.at);
  return all.filter((one, index) => one.at !== all[index - 1]?.at);
}

export function useSpeeds(id: string): readonly Speed[] {
  const { actions, connection, migrations } = usePage();
  const ready = useStore(connection.store, (state) => state.at === 'ready');
  const [speeds, setSpeeds] = useState<readonly Speed[]>([]);
  const latest = useRef(0);
  useEffect(() => {
    if (!ready) return undefined;
    let wanted = true;
    const asked = actions.core()['transfer.speeds']({ id });
    asked
      .then((points) => {
        if (wanted) setSpeeds((before) => joined(points.map(speedOf), before, Date.now()));
      })
      // The graph then begins with what is yet to come.
      .catch(() => undefined);
    const stop = migrations.progress.subscribe((state) => {
      const { stage, doing, bytesPerSecond } = state[id] ?? {};
      const at = Date.now();
      if (stage !== 'upload' || doing !== 'uploading' || bytesPerSecond === undefined) return;
      if (at - latest.current < pointEveryMs) return;
      latest.current = at;
      setSpeeds((before) => joined(before, [{ at, bytesPerSecond }], at));
    });
    return () => {
      wanted = false;
      stop();
    };
  }, [actions, migrations, id, ready]);
  return speeds;
}
