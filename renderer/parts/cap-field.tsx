/** How much bandwidth uploads may use: a slider in useful steps and a field for any other number; works at once. */
import { Button, InputNumber } from 'antd';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { MiB } from '../../contract/limits.ts';
import { leastCapBytesPerSecond } from '../../contract/network.ts';
import { usePage } from '../state/use-page.ts';
import { useTask } from '../state/use-task.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { useSay, useWords } from '../words/use-words.ts';
import './parts.css';

/** Bytes a second. The last place of the slider is no cap at all. */
const stops = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 5, 10, 20, 50, 100, 200].map((count) => count * MiB);
/** While the slider is being moved. */
const settleMs = 250;

const placeOf = (cap: number | undefined): number => {
  const place = stops.findIndex((stop) => cap !== undefined && stop >= cap);
  return cap === undefined ? stops.length : place < 0 ? stops.length - 1 : place;
};

export function CapField(): ReactNode {
  const words = useWords();
  const say = useSay();
  const page = usePage();
  const task = useTask();
  const id = useId();
  const kept = useStore(page.settings, ({ transfer }) => transfer?.capBytesPerSecond);
  /** The choice so far; `kept` as soon as core has it. */
  const [wish, setWish] = useState<{ cap: number | undefined }>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const cap = wish === undefined ? kept : wish.cap;
  const set = (next: number | undefined): void => {
    setWish({ cap: next });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      void task.run(() => page.actions.setCap(next)).then(() => setWish(undefined));
    }, settleMs);
  };
  const text = cap === undefined ? words.line.noCap : words.line.capIs(say.rate(cap));
  return (
    <div className="field cap">
      <label htmlFor={id}>{words.line.cap}</label>
      <div className="cap-line">
        <input
          id={id}
          type="range"
          min={0}
          max={stops.length}
          step={1}
          value={placeOf(cap)}
          aria-valuetext={text}
          aria-describedby={`${id}-help`}
          onChange={(event) => set(stops[Number(event.target.value)])}
        />
        <InputNumber<number>
          className="cap-number"
          aria-label={words.line.capExact}
          min={leastCapBytesPerSecond / MiB}
          step={0.5}
          value={cap === undefined ? null : Math.round((cap / MiB) * 1000) / 1000}
          suffix={words.line.capUnit}
          placeholder={words.line.noCapShort}
          onChange={(next) => set(next === null ? undefined : Math.max(leastCapBytesPerSecond, Math.round(next * MiB)))}
        />
        <Button disabled={cap === undefined} onClick={() => set(undefined)}>
          {words.line.removeCap}
        </Button>
      </div>
      <div className="field-help" id={`${id}-help`} aria-live="polite">
        {say.sentences([text, words.line.capHelp])}
      </div>
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
    </div>
  );
}
