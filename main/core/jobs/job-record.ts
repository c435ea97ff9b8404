/** A job on disk: a folder with its record, its log and its lock. Every writer takes the lock, here. */
import { mkdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Failure } from '../../../contract/failure-error.ts';
import type { z } from '../../../contract/schema.ts';
import { writeFileAtomic } from '../base/atomic-file.ts';
import { lockFolder, type Lock } from '../base/lock.ts';
import { readRecord } from '../base/record-file.ts';

export interface JobRecord {
  readonly id: string;
  readonly created: string;
}

export interface JobKind<R extends JobRecord> {
  /** In the data folder; it has a folder for each job. */
  readonly folder: string;
  readonly id: z.ZodType<string>;
  readonly record: z.ZodType<R>;
  /** What the record says when no program works on the job; the same object if nothing has to change. */
  leftBehind(record: R, folder: string): Promise<R>;
}

const recordPath = (folder: string): string => join(folder, 'record.json');
export const logPath = (folder: string): string => join(folder, 'log.jsonl');

export async function saveRecord<R extends JobRecord>(folder: string, record: R): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFileAtomic(recordPath(folder), `${JSON.stringify(record, undefined, 1)}\n`);
}

/** Fails with `program.record-unreadable`. */
export const loadRecord = <R extends JobRecord>(folder: string, { record }: JobKind<R>): Promise<R> =>
  readRecord(recordPath(folder), record);

/** Another one whenever the record was saved; fails with `program.migration-missing` when there is none. */
export async function recordStamp(folder: string): Promise<string> {
  try {
    const { mtimeNs, size, ino } = await stat(recordPath(folder), { bigint: true });
    return [mtimeNs, size, ino].join(' ');
  } catch (error) {
    throw asMissing(folder, error);
  }
}

/** Fails with `machine.data-busy` while it is held elsewhere, and with `program.migration-missing` once it is forgotten. */
export async function lockJob(folder: string): Promise<Lock> {
  try {
    return await lockFolder(folder);
  } catch (error) {
    throw asMissing(folder, error);
  }
}

function asMissing(folder: string, error: unknown): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return error;
  return new Failure('program.migration-missing', { id: basename(folder) }, { cause: error });
}
