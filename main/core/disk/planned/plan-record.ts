/** A plan at rest: which units of the disk it stores. With it the same file can be made again after anything. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Failure } from '../../../../contract/failure-error.ts';
import { say } from '../../../../contract/said.ts';
import { writeFileAtomic } from '../../base/atomic-file.ts';
import { fileFailure } from '../../base/file-failure.ts';
import type { UnitRun } from './stored-units.ts';

/** Another number where planners would make other bytes of the same runs. */
const magic = 'ECSPLAN1';
const hashBytes = 32;

export interface SavedPlan {
  readonly runs: readonly UnitRun[];
  /** Names the file that is made of it. */
  readonly sha256: string;
}

/** Magic, `first` and `count` of each run as 64-bit little-endian numbers, and the SHA-256 of all that. */
export async function savePlan(path: string, runs: readonly UnitRun[]): Promise<SavedPlan> {
  const bytes = Buffer.alloc(magic.length + runs.length * 16 + hashBytes);
  bytes.write(magic, 'latin1');
  runs.forEach(({ first, count }, index) => {
    bytes.writeBigUInt64LE(BigInt(first), magic.length + index * 16);
    bytes.writeBigUInt64LE(BigInt(count), magic.length + index * 16 + 8);
  });
  const hash = hashOf(bytes);
  hash.copy(bytes, bytes.length - hashBytes);
  await writeFileAtomic(path, bytes);
  return { runs, sha256: hash.toString('hex') };
}

/** What `savePlan` wrote. Fails with `program.record-unreadable` when it is not all there, `machine.file-failed`. */
export async function loadPlan(path: string): Promise<SavedPlan> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw fileFailure(path, error);
  });
  const runsEnd = bytes.length - hashBytes;
  const whole = runsEnd >= magic.length && (runsEnd - magic.length) % 16 === 0;
  if (!whole || bytes.toString('latin1', 0, magic.length) !== magic || !hashOf(bytes).equals(bytes.subarray(runsEnd)))
    throw new Failure('program.record-unreadable', { file: path, reason: say('digest-damaged') });
  const runs = Array.from({ length: (runsEnd - magic.length) / 16 }, (_, index) => ({
    first: Number(bytes.readBigUInt64LE(magic.length + index * 16)),
    count: Number(bytes.readBigUInt64LE(magic.length + index * 16 + 8)),
  }));
  return { runs, sha256: bytes.toString('hex', runsEnd) };
}

const hashOf = (bytes: Buffer): Buffer =>
  createHash('sha256')
    .update(bytes.subarray(0, bytes.length - hashBytes))
    .digest();
