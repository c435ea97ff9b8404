/**
 * Lets qemu judge a planned file before it counts: its tables are checked, and the disk in it is compared with the source, by
 * qemu-img's own readers. What qemu-img was given is digested by the way; the upload is held to that.
 */
import { say } from '../../../../contract/said.ts';
import { Failure } from '../../../../contract/failure-error.ts';
import type { TargetFormat } from '../../../../contract/plan.ts';
import type { BlockSource } from '../block-source.ts';
import { exportOverNbd } from '../block/nbd-export.ts';
import type { Transport } from '../block/nbd-server.ts';
import { compareWith } from '../compare.ts';
import type { FileDigest } from '../digest.ts';
import type { InspectedDisk } from '../inspect.ts';
import { qemuFailure, runCheck, type Qemu } from '../qemu.ts';
import type { ServedFile } from '../qemu-source.ts';
import type { PlannedFile } from './planned-file.ts';
import { plannedDigest } from './planned-digest.ts';

export interface JudgeRequest {
  /** For naming it in a failure. */
  readonly name: string;
  readonly file: PlannedFile;
  readonly format: TargetFormat;
  /** What the file is made from. */
  readonly disk: BlockSource;
  readonly source: Pick<InspectedDisk, 'source' | 'report'>;
  readonly qemu: Qemu;
  readonly signal: AbortSignal;
  /** Bytes of the virtual disk, never falling. */
  readonly onProgress: (progress: { done: number; total: number }) => void;
  readonly transport?: Transport;
}

/**
 * Answers the digest of the file that was found right. Fails with `machine.converted-differs`, with `machine.qemu-failed`, as
 * reading the disk does, or with the signal's reason.
 */
export async function judgePlanned(request: JudgeRequest): Promise<FileDigest> {
  const { name, file, format, disk, source, qemu, signal, onProgress, transport } = request;
  const digest = await plannedDigest(name, file, disk, signal);
  const served = await exportOverNbd(
    {
      size: file.byteLength,
      read: digest.read,
      run(offset, most) {
        const { kind, length } = file.run(offset, most);
        return { length, isZero: kind === 'zeros' };
      },
    },
    transport === undefined ? {} : { transport },
  );
  try {
    const second: ServedFile = { format, servedAt: served.at };
    if (format === 'qcow2') {
      const checked = await runCheck(qemu, second, signal);
      signal.throwIfAborted();
      if (checked.exitCode === 2 || checked.exitCode === 3)
        throw new Failure('machine.converted-differs', { file: name, detail: say('tables-unsound') });
      if (checked.exitCode !== 0) throw qemuFailure('qemu-img check', name, checked);
    }
    await compareWith({ source, second, name, qemu, signal, onProgress });
    return await digest.whole();
  } catch (error) {
    // qemu only says that it could not read
    throw served.firstFailure() ?? error;
  } finally {
    await served.close();
  }
}
