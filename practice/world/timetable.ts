/** How far an import is: a pure function of what was recorded when it started and of the time, so a restart changes nothing. */
import type { ImportRecord } from './world.ts';

export interface ImportState {
  readonly task: 'Processing' | 'Finished' | 'Failed';
  /** 0–99 while it runs. */
  readonly percent: number;
  /** Milliseconds since the epoch; absent while it runs. */
  readonly endedAt: number | undefined;
  readonly failure: { readonly code: string; readonly message: string } | undefined;
  /** `gone`: deleted, or its import was cancelled. */
  readonly image: 'Creating' | 'Available' | 'CreateFailed' | 'gone';
  /** Absent when no check was asked for or the image is not there yet. */
  readonly check: 'Processing' | 'Finished' | undefined;
}

/** A bad object is noticed after this share of the time a good one takes. */
const badObjectNoticed = 0.4;

export function importState(record: ImportRecord, now: number): ImportState {
  const ends = endOf(record);
  const running = now < ends.at;
  const share = (now - record.startedAt) / Math.max(1, record.importMs);
  const image =
    record.deleted || (!running && ends.cancelled)
      ? 'gone'
      : running
        ? 'Creating'
        : ends.failure === undefined
          ? 'Available'
          : 'CreateFailed';
  const checked = now >= ends.at + record.checkMs;
  return {
    task: running ? 'Processing' : ends.failure === undefined ? 'Finished' : 'Failed',
    percent: running
      ? Math.min(99, Math.max(0, Math.floor(share * 100)))
      : ends.failure === undefined
        ? 100
        : Math.min(99, Math.floor(((ends.at - record.startedAt) / Math.max(1, record.importMs)) * 100)),
    endedAt: running ? undefined : ends.at,
    failure: running ? undefined : ends.failure,
    image,
    check: image !== 'Available' || !record.form.detection ? undefined : checked ? 'Finished' : 'Processing',
  };
}

function endOf(record: ImportRecord): {
  at: number;
  cancelled: boolean;
  failure: { code: string; message: string } | undefined;
} {
  const { verdict, stopped } = record;
  const planned =
    verdict.failure === undefined
      ? { at: record.startedAt + record.importMs, cancelled: false, failure: undefined }
      : {
          at: record.startedAt + record.importMs * badObjectNoticed,
          cancelled: false,
          failure: verdict.failure,
        };
  return stopped !== undefined && stopped.at < planned.at
    ? {
        at: stopped.at,
        cancelled: stopped.cancelled,
        failure: { code: stopped.code, message: stopped.message },
      }
    : planned;
}
