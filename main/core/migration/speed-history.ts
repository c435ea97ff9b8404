/** How fast each migration has been lately: for a graph that is opened later. */
import type { SpeedPoint } from '../../../contract/stages.ts';

const everyMs = 1_000;
const kept = 300;

export class SpeedHistory {
  readonly #points = new Map<string, SpeedPoint[]>();

  /** At most one point a second is kept, for five minutes of moving. */
  add(id: string, bytesPerSecond: number | undefined, nowMs: number): void {
    if (bytesPerSecond === undefined) return;
    const points = this.#points.get(id) ?? [];
    const last = points.at(-1);
    if (last !== undefined && nowMs - Date.parse(last.when) < everyMs) return;
    points.push({ when: new Date(nowMs).toISOString(), bytesPerSecond });
    this.#points.set(id, points.slice(-kept));
  }

  of(id: string): SpeedPoint[] {
    return [...(this.#points.get(id) ?? [])];
  }
}
