/** Which units (clusters, blocks) of a disk a planned file stores: runs of them, in the disk's order. */
import type { Extent } from '../block-source.ts';

/** So many units from `first` on. */
export interface UnitRun {
  readonly first: number;
  readonly count: number;
}

/** Looks up in logarithmic time; holds three numbers a run, whatever its length. */
export interface StoredUnits {
  readonly unitBytes: number;
  /** Units of the whole disk, the last one perhaps only begun. */
  readonly diskUnits: number;
  /** How many are stored. */
  readonly stored: number;
  readonly runs: readonly UnitRun[];
  /** Which of the stored ones a unit of the disk is, from 0; -1 when it is not stored. */
  indexOf(unit: number): number;
  /** The unit of the disk that is the stored one `index`, and how many from it on lie in a row. */
  unitAt(index: number): { readonly unit: number; readonly inRow: number };
  /** The first stored unit that is `unit` or lies behind it; `diskUnits` when there is none. */
  nextStored(unit: number): number;
}

/** `runs`: in order, as `touchedUnits` gives them. */
export function storedUnits(sizeBytes: number, unitBytes: number, runs: readonly UnitRun[]): StoredUnits {
  /** Stored units before each run. */
  const before: number[] = [];
  let stored = 0;
  for (const { count } of runs) {
    before.push(stored);
    stored += count;
  }
  const diskUnits = Math.ceil(sizeBytes / unitBytes);
  const runOf = (unit: number): number => lastWhere(runs.length, (run) => (runs[run]?.first ?? 0) <= unit);
  const endOf = (run: number): number => (runs[run]?.first ?? 0) + (runs[run]?.count ?? 0);
  return {
    unitBytes,
    diskUnits,
    stored,
    runs,
    indexOf(unit) {
      const run = runOf(unit);
      return run < 0 || unit >= endOf(run) ? -1 : (before[run] ?? 0) + unit - (runs[run]?.first ?? 0);
    },
    unitAt(index) {
      const run = lastWhere(before.length, (one) => (before[one] ?? 0) <= index);
      const unit = (runs[run]?.first ?? 0) + index - (before[run] ?? 0);
      return { unit, inRow: endOf(run) - unit };
    },
    nextStored(unit) {
      const run = runOf(unit);
      return run >= 0 && unit < endOf(run) ? unit : (runs[run + 1]?.first ?? diskUnits);
    },
  };
}

/** The units that extents with data touch. */
export async function touchedUnits(
  extents: AsyncIterable<Extent> | Iterable<Extent>,
  unitBytes: number,
): Promise<UnitRun[]> {
  const runs: UnitRun[] = [];
  for await (const { offset, length, data } of extents) {
    const first = Math.floor(offset / unitBytes);
    if (data) join(runs, { first, count: Math.ceil((offset + length) / unitBytes) - first });
  }
  return runs;
}

/** Adds a run that begins no earlier than the last one; they become one where they touch. */
function join(runs: UnitRun[], { first, count }: UnitRun): void {
  const last = runs.at(-1);
  if (last === undefined || first > last.first + last.count) runs.push({ first, count });
  else runs[runs.length - 1] = { first: last.first, count: Math.max(last.count, first + count - last.first) };
}

/** The last index for which it is true, of `length` that are true up to a point; -1 when it is true for none. */
function lastWhere(length: number, isTrue: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isTrue(middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
