/** Estimates how long one server takes, stage by stage, as ranges with every assumption named. A guess that says so. */
import type { AssessAnswers, RangeMs } from '../../../../contract/assess.ts';
import type { SourceId } from '../../../../contract/rules.ts';
import { GiB, MiB } from '../../../../contract/limits.ts';
import type { PrepareWords } from '../../../../words/prepare-words.ts';

const minuteMs = 60_000;

/** The quickest and the slowest we reckon with. Rates in MiB/s. */
export const assumptions = {
  /** A disk read to a share: old spinning disks over gigabit Ethernet, up to a fast array. */
  'capture-rate': { from: 'judgement', slow: 40, fast: 110 },
  /** qemu-img reads the allocated data and writes it again, and we read both once more to compare. */
  'convert-rate': { from: 'judgement', slow: 60, fast: 250 },
  /** Of the used data, what a QCOW2 without compression weighs; file systems keep some freed blocks. */
  'uploaded-share': { from: 'judgement', slow: 1.15, fast: 0.9 },
  /** A network carries less than its nominal speed. */
  'line-share': { from: 'judgement', slow: 0.7, fast: 0.93 },
  /** Two thirds of the virtual size, where the used size was not given. */
  'used-unknown': { from: 'judgement', slow: 0.66, fast: 0.3 },
  /** Minutes until the import starts; the white paper speaks of hours when many wait. */
  'import-queue': { from: 'white-paper', slow: 180, fast: 5 },
  'import-rate': { from: 'judgement', slow: 40, fast: 200 },
  /** Server Migration Center’s own estimate reckons with 30 MB/s for the snapshot. */
  'snapshot-rate': { from: 'smc-guide', slow: 30, fast: 100 },
  /** Hours of work on a server’s checklist, in minutes. */
  'prepare-time': { from: 'judgement', slow: 180, fast: 45 },
  /** Servers are captured one after the other, and uploads share one network. */
  'one-after-another': { from: 'judgement', slow: 1, fast: 1 },
} as const satisfies Readonly<
  Record<keyof PrepareWords['assess']['assumptions'], { from: SourceId; slow: number; fast: number }>
>;
type AssumptionId = keyof typeof assumptions;

export interface Estimate {
  readonly phases: {
    readonly phase: 'prepare' | 'capture' | 'convert' | 'upload' | 'import' | 'snapshot';
    readonly time: RangeMs;
  }[];
  readonly perServer: RangeMs;
  readonly allServers: RangeMs;
  readonly complete: boolean;
  readonly uploadBytes: { readonly from: number; readonly to: number };
  readonly stagingBytes: number;
  readonly used: readonly AssumptionId[];
}

const minutes = (fast: number, slow: number): RangeMs => ({ fromMs: fast * minuteMs, toMs: slow * minuteMs });
const over = (bytes: { from: number; to: number }, rate: { fast: number; slow: number }): RangeMs => ({
  fromMs: (bytes.from / (rate.fast * MiB)) * 1000,
  toMs: (bytes.to / (rate.slow * MiB)) * 1000,
});
/** Adds ranges. */
export const sum = (ranges: readonly RangeMs[]): RangeMs => ({
  fromMs: ranges.reduce((total, each) => total + each.fromMs, 0),
  toMs: ranges.reduce((total, each) => total + each.toMs, 0),
});
export const times = (range: RangeMs, count: number): RangeMs => ({
  fromMs: range.fromMs * count,
  toMs: range.toMs * count,
});

/** Bytes of data on the disks that are brought as images. */
function usedBytes(answers: AssessAnswers): { from: number; to: number; known: boolean } {
  const part = (usedGiB: number | undefined, sizeGiB: number) => {
    if (usedGiB !== undefined) return { from: usedGiB, to: usedGiB };
    const unknown = assumptions['used-unknown'];
    return { from: sizeGiB * unknown.fast, to: sizeGiB * unknown.slow };
  };
  const dataGiB = answers.dataDisksGiB.reduce((total, each) => total + each, 0);
  const system = part(answers.systemUsedGiB, answers.systemDiskGiB);
  const data = part(answers.dataUsedGiB, dataGiB);
  return {
    from: (system.from + data.from) * GiB,
    to: (system.to + data.to) * GiB,
    known: answers.systemUsedGiB !== undefined && (dataGiB === 0 || answers.dataUsedGiB !== undefined),
  };
}

/** Time to send so many bytes over a network of so many Mbit/s (10⁶ bits), as a range. */
export function uploadTime(bytes: { from: number; to: number }, mbitPerSecond: number): RangeMs {
  const share = assumptions['line-share'];
  const bytesPerMs = (mbitPerSecond * 1_000_000) / 8 / 1000;
  return { fromMs: bytes.from / (bytesPerMs * share.fast), toMs: bytes.to / (bytesPerMs * share.slow) };
}

/** The estimate for these answers; without a network speed it leaves out the upload and says so. Pure. */
export function estimateOf(answers: AssessAnswers): Estimate {
  const sizeBytes = (answers.systemDiskGiB + answers.dataDisksGiB.reduce((total, each) => total + each, 0)) * GiB;
  const used = usedBytes(answers);
  const share = assumptions['uploaded-share'];
  const uploadBytes = { from: used.from * share.fast, to: Math.min(used.to * share.slow, sizeBytes) };
  const virtual = answers.from === 'physical' ? { from: sizeBytes, to: sizeBytes } : { from: used.from, to: sizeBytes };
  const queue = assumptions['import-queue'];
  const phases: Estimate['phases'][number][] = [
    { phase: 'prepare', time: minutes(assumptions['prepare-time'].fast, assumptions['prepare-time'].slow) },
    { phase: 'capture', time: over(virtual, assumptions['capture-rate']) },
    {
      phase: 'convert',
      time: over({ from: used.from, to: Math.max(used.to, uploadBytes.to) }, assumptions['convert-rate']),
    },
  ];
  const { line } = answers;
  if (line.known !== 'no') phases.push({ phase: 'upload', time: uploadTime(uploadBytes, line.mbitPerSecond) });
  phases.push({
    phase: 'import',
    time: sum([minutes(queue.fast, queue.slow), over(uploadBytes, assumptions['import-rate'])]),
  });
  phases.push({ phase: 'snapshot', time: over(uploadBytes, assumptions['snapshot-rate']) });
  const perServer = sum(phases.map((each) => each.time));
  const ids = Object.keys(assumptions) as AssumptionId[];
  const dropped = new Set<AssumptionId>([
    ...(used.known ? (['used-unknown'] as const) : []),
    ...(line.known === 'no' ? (['line-share'] as const) : []),
    ...(answers.servers === 1 ? (['one-after-another'] as const) : []),
  ]);
  return {
    phases,
    perServer,
    allServers: times(perServer, answers.servers),
    complete: line.known !== 'no',
    uploadBytes: { from: Math.round(uploadBytes.from), to: Math.round(uploadBytes.to) },
    stagingBytes: Math.round(sizeBytes + uploadBytes.to),
    used: ids.filter((id) => !dropped.has(id)),
  };
}
