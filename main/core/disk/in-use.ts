/** Notices source files that another program has open or is still writing. */
import { say } from '../../../contract/said.ts';
import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../../contract/failure-error.ts';
import { sourceFailure } from './source-file.ts';

/** Written to within this time, a file is looked at twice. */
const freshMs = 3_000;

/** VMware keeps a folder of this name beside a disk for as long as a machine has it open. */
export async function assertNoLockBeside(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const lock = `${file}.lck`;
    const there = await stat(lock).catch(() => undefined); // not there, as it should be
    if (there !== undefined) {
      throw new Failure('source.in-use', { file, detail: say('vm-has-it-open', lock) });
    }
  }
}

export interface Still {
  /** Fails with `source.in-use` when a size or time moved since `watchFiles`. */
  assert(): Promise<void>;
}

/** Remembers sizes and times as they are now. */
export async function watchFiles(files: readonly string[]): Promise<Still> {
  const before = await Promise.all(files.map(stateOf));
  return {
    async assert() {
      for (const then of before) {
        const now = await stateOf(then.file);
        if (now.bytes === then.bytes && now.modified === then.modified) continue;
        const detail = now.bytes === then.bytes ? say('being-written') : say('growing', `${then.bytes} → ${now.bytes}`);
        throw new Failure('source.in-use', { file: then.file, detail });
      }
    },
  };
}

/** For files written to a moment ago: waits a little and looks again. Fails with `source.in-use`. */
export async function assertSettled(files: readonly string[], waitMs: number): Promise<void> {
  if (waitMs === 0) return;
  const states = await Promise.all(files.map(stateOf));
  const fresh = states.filter(({ modified }) => Date.now() - Number(modified / 1_000_000n) < freshMs);
  if (fresh.length === 0) return;
  const still = await watchFiles(fresh.map(({ file }) => file));
  await sleep(waitMs);
  await still.assert();
}

async function stateOf(file: string): Promise<{ file: string; bytes: number; modified: bigint }> {
  try {
    const { size, mtimeNs } = await stat(file, { bigint: true });
    return { file, bytes: Number(size), modified: mtimeNs };
  } catch (error) {
    throw sourceFailure(file, error);
  }
}
