/** A true bar: how much is done, or that work is running whose end is not known. */
import type { ReactNode } from 'react';

export type BarTone = 'plain' | 'done' | 'failed' | 'resting';

export interface BarProps {
  label: string;
  /** Whole percent; undefined: not known. */
  percent: number | undefined;
  tone?: BarTone;
}

export function Bar({ label, percent, tone = 'plain' }: BarProps): ReactNode {
  const known = percent === undefined ? {} : { 'aria-valuenow': percent };
  const moved = percent === undefined ? {} : { style: { transform: `translateX(${percent - 100}%)` } };
  const unknown = percent === undefined ? ' bar-unknown' : '';
  return (
    <div
      className={`bar bar-tone-${tone}${unknown}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...known}
    >
      <div className="bar-done" {...moved} />
    </div>
  );
}
