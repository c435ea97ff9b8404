/** A line of speed over time, with the cap as a dashed line: drawn by hand, so that no style has to be injected. */
import type { ReactNode } from 'react';
import { shownMs, type Speed } from './use-speeds.ts';

export interface SpeedGraphProps {
  /** For those who cannot see it: what it shows. */
  label: string;
  speeds: readonly Speed[];
  /** The right edge, in milliseconds since 1970. */
  untilMs: number;
  /** Bytes a second. */
  cap: number | undefined;
  /** The name of the topmost speed. */
  topLabel(bytesPerSecond: number): string;
  bottomLabel: string;
}

const width = 600;
const height = 72;
/** Points further apart than this were not one upload: there is a gap between them. */
const gapMs = 6_000;

/** The next of 1, 2, 5, 10, 20, … MiB and so on above the fastest, so that the scale does not move with every point. */
export function topOf(bytesPerSecond: number): number {
  const unit = 1024 ** Math.max(1, Math.floor(Math.log(Math.max(1, bytesPerSecond)) / Math.log(1024)));
  const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1024];
  return (steps.find((one) => one * unit >= bytesPerSecond) ?? 1024) * unit;
}

export function SpeedGraph({ label, speeds, untilMs, cap, topLabel, bottomLabel }: SpeedGraphProps): ReactNode {
  const top = topOf(Math.max(...speeds.map((one) => one.bytesPerSecond), cap ?? 0, 1));
  const x = ({ at }: Speed): number => width * (1 - (untilMs - at) / shownMs);
  const y = (bytesPerSecond: number): number => height - (height - 2) * (bytesPerSecond / top);
  const runs = speeds.reduce<Speed[][]>((done, one) => {
    const last = done.at(-1);
    const before = last?.at(-1);
    if (last !== undefined && before !== undefined && one.at - before.at <= gapMs) last.push(one);
    else done.push([one]);
    return done;
  }, []);
  return (
    <div className="speed">
      <div className="speed-labels" aria-hidden="true">
        {/* nothing measured, nothing to measure by */}
        <span>{speeds.length > 0 || cap !== undefined ? topLabel(top) : ''}</span>
        <span>{bottomLabel}</span>
      </div>
      <svg role="img" aria-label={label} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none">
        {runs.map((run) => {
          const line = run.map((one) => `${x(one).toFixed(1)},${y(one.bytesPerSecond).toFixed(1)}`).join(' ');
          const [first] = run;
          const last = run.at(-1);
          if (first === undefined || last === undefined) return null;
          return (
            <g key={first.at}>
              <polygon
                className="speed-area"
                points={`${x(first).toFixed(1)},${height} ${line} ${x(last).toFixed(1)},${height}`}
              />
              <polyline className="speed-line" points={line} />
            </g>
          );
        })}
        {cap !== undefined && <line className="speed-cap" x1={0} x2={width} y1={y(cap)} y2={y(cap)} />}
      </svg>
    </div>
  );
}
