/** How far the running stage is: passed on at most four times a second, and never backwards within the same work. */
import type { Progress, StageName } from '../../../contract/stages.ts';
import { isoNow, type Clock } from '../base/clock.ts';
import type { Reached } from './machine.ts';
import type { Report } from './stage.ts';

const everyMs = 250;

export class ProgressMeter {
  readonly #clock: Clock;
  readonly #onProgress: (progress: Progress) => void;
  #now: Progress | undefined;

  constructor(clock: Clock, onProgress: (progress: Progress) => void) {
    this.#clock = clock;
    this.#onProgress = onProgress;
  }

  get now(): Progress | undefined {
    return this.#now;
  }

  clear(): void {
    this.#now = undefined;
  }

  /** What of it would survive a stop. */
  reached(): Reached | undefined {
    if (this.#now?.kept === undefined) return undefined;
    const { kept, bytesPerSecond: _speed, remainingMs: _left, transfer: _facts, ...rest } = this.#now;
    return { ...rest, done: kept };
  }

  /** For one run of a stage. */
  reporter(stage: StageName): (report: Report) => void {
    let last: { report: Report; since: string; atMs: number } | undefined;
    return (report) => {
      const nowMs = this.#clock.now();
      const before = last?.report.doing === report.doing && last.report.disk === report.disk ? last : undefined;
      const done = Math.max(before?.report.done ?? report.done, report.done);
      const since = before?.since ?? isoNow(this.#clock);
      this.#now = { stage, since, ...report, done };
      const ended = report.total > 0 && report.done >= report.total;
      if (before !== undefined && nowMs - before.atMs < everyMs && !ended) return;
      last = { report: { ...report, done }, since, atMs: nowMs };
      this.#onProgress(this.#now);
    };
  }
}
