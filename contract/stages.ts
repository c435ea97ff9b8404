/** The stages of a migration: what each may be doing, how far it is, and the states it can be in. */
import { bytes, isoTime } from './common.ts';
import { failureView } from './failure.ts';
import { z } from './schema.ts';

export const stageNames = ['inspect', 'convert', 'upload', 'import', 'check', 'launch'] as const;

export const stageName = z.enum(stageNames);

export type StageName = z.infer<typeof stageName>;

/** `credentials`: it waits for keys that work, which `failure` says; it resumes by itself once they are given. */
export const pauseReason = z.enum(['asked', 'interrupted', 'shutdown', 'sleep', 'credentials']);

/** What a running stage is doing right now; `words` has the sentence for each. */
export const doing = z.enum([
  'reading-headers', 'checking-hashes', 'measuring', 'converting', 'digesting', 'comparing', 'preparing-upload', 'uploading', 'finishing-parts', 'finishing-upload',
  'checking-object', 'asking-import', 'waiting-for-role', 'importing', 'waiting-for-check', 'checking-image', 'starting-instance', 'waiting-for-instance', 'cleaning-up',
]); // prettier-ignore

export type Doing = z.infer<typeof doing>;

/** Details of an upload that the Run step shows beside the bar. */
export const transferFacts = z.strictObject({
  /** How many parts may be on their way at once just now, and how many are. */
  atOnce: z.int(),
  sending: z.int(),
  partBytes: bytes,
  capBytesPerSecond: z.number().positive().optional(),
  /** In this run. */
  retries: z.int(),
  /** What failed tries had sent, which has to be sent once more. */
  sentInVainBytes: bytes,
  lastRetry: z
    .strictObject({
      when: isoTime,
      failure: failureView,
      failedTries: z.int(),
      /** Until it is tried again, from `when` on. */
      waitMs: z.number().nonnegative(),
      /** Absent when it was not about a part. */
      partNumber: z.int().optional(),
    })
    .optional(),
});

export type TransferFacts = z.infer<typeof transferFacts>;

export const speedPoint = z.strictObject({ when: isoTime, bytesPerSecond: z.number().nonnegative() });

export type SpeedPoint = z.infer<typeof speedPoint>;

/** A heartbeat of the running stage; at most four a second. Never goes backwards within one `doing`. */
export const progress = z.strictObject({
  stage: stageName,
  doing,
  /** Which disk, from 0, where the stage works disk by disk. */
  disk: z.int().optional(),
  done: z.number().nonnegative(),
  /** 0 when not known. */
  total: z.number().nonnegative(),
  unit: z.enum(['bytes', 'percent', 'none']),
  /** So much of `done` would survive a stop right now; absent where a stop loses all. */
  kept: z.number().nonnegative().optional(),
  bytesPerSecond: z.number().nonnegative().optional(),
  remainingMs: z.number().nonnegative().optional(),
  /** The snapshot an import makes along with the image; its `failed` only means that the import is not over. */
  snapshot: z.strictObject({ id: z.string(), status: z.string() }).optional(),
  transfer: transferFacts.optional(),
  since: isoTime,
});

export type Progress = z.infer<typeof progress>;

/** How far a stage at rest had come, as far as that is kept: it resumes from there. */
const reached = progress.omit({ kept: true, bytesPerSecond: true, remainingMs: true, transfer: true });

/** Each state carries exactly its own data. `attempt` counts runs of the stage from 1. */
export const stageState = z.discriminatedUnion('at', [
  z.strictObject({ at: z.literal('pending') }),
  z.strictObject({ at: z.literal('running'), attempt: z.int(), since: isoTime }),
  z.strictObject({
    at: z.literal('waiting'),
    attempt: z.int(),
    since: isoTime,
    until: isoTime,
    failure: failureView,
  }),
  z.strictObject({
    at: z.literal('paused'),
    attempt: z.int(),
    because: pauseReason,
    failure: failureView.optional(),
    reached: reached.optional(),
  }),
  z.strictObject({
    at: z.literal('failed'),
    attempt: z.int(),
    when: isoTime,
    failure: failureView,
    reached: reached.optional(),
  }),
  z.strictObject({ at: z.literal('done'), attempt: z.int(), since: isoTime, when: isoTime }),
  z.strictObject({
    at: z.literal('skipped'),
    because: z.enum(['not-asked-for', 'not-needed', 'not-supported', 'on-the-way']),
  }),
  z.strictObject({ at: z.literal('cancelled') }),
]);

export type StageState = z.infer<typeof stageState>;
