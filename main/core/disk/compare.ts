/** Proves that a converted disk holds what the source holds, byte for byte, in qemu-img's own comparison. */
import { say } from '../../../contract/said.ts';
import type { TargetFormat } from '../../../contract/plan.ts';
import { Failure } from '../../../contract/failure-error.ts';
import type { InspectedDisk } from './inspect.ts';
import { askVirtualSize, qemuFailure, runCompare, type Qemu } from './qemu.ts';
import type { QemuSource, ServedFile } from './qemu-source.ts';

export interface CompareRequest {
  readonly source: InspectedDisk;
  readonly converted: string;
  readonly format: TargetFormat;
  readonly qemu: Qemu;
  readonly signal: AbortSignal;
  /** Bytes of the virtual disk, never falling. */
  readonly onProgress: (progress: { done: number; total: number }) => void;
}

/** Fails with `machine.converted-differs`, naming size or place, with `machine.qemu-failed`, or the signal's reason. */
export function compareDisks({ converted, format, ...rest }: CompareRequest): Promise<void> {
  return compareWith({ ...rest, second: { format, path: converted }, name: converted });
}

/** The same with a file that may be served instead of lying somewhere; `name` is for failures. */
export async function compareWith(
  request: Omit<CompareRequest, 'source' | 'converted' | 'format'> & {
    readonly source: Pick<InspectedDisk, 'source' | 'report'>;
    readonly second: QemuSource | ServedFile;
    readonly name: string;
  },
): Promise<void> {
  const { source, second, name, qemu, signal, onProgress } = request;
  const total = source.report.virtualSizeBytes;
  const found = await askVirtualSize(qemu, second, signal);
  // every format but RAW counts in sectors
  if (found !== Math.ceil(total / 512) * 512) {
    const detail = say('virtual-sizes', `${total}, ${found}`);
    throw new Failure('machine.converted-differs', { file: name, detail });
  }
  let done = -1;
  const onFraction = (fraction: number): void => {
    const now = Math.floor(fraction * total);
    if (now <= done) return;
    done = now;
    onProgress({ done, total });
  };
  const result = await runCompare(qemu, { first: source.source, second, signal, onFraction });
  if (result.exitCode === 1) {
    const detail = /Content mismatch at offset \d+/.exec(result.stdout)?.[0] ?? say('difference-found');
    throw new Failure('machine.converted-differs', { file: name, detail });
  }
  if (result.exitCode !== 0) throw qemuFailure('qemu-img compare', name, result);
  onFraction(1);
}
