/** Migrations as the page sees them, from the draft to what is left behind, and the calls about them. Carries handles, never secrets. */
import { locale } from './locale.ts';
import { acceptances } from './acceptance.ts';
import { isoTime, bytes, crc64 } from './common.ts';
import { diskReport } from './disks.ts';
import { failureView } from './failure.ts';
import { handle } from './files.ts';
import { checkItem } from './images.ts';
import { diskRole, existingObject, launchWish, memberName, plan, stagingWish, target } from './plan.ts';
import { imageDraft, imageForm } from './import-form.ts';
import { assessDraft, prepareDraft } from './preparing.ts';
import { call, nothing, stream } from './rpc.ts';
import { z } from './schema.ts';
import { progress, speedPoint, stageName, stageState } from './stages.ts';

export const migrationId = z.string().regex(/^mig-[a-z0-9]{12}$/);

/** A draft: the wizard's input so far. Anything may still be missing or unfit. */
export const draft = z.strictObject({
  name: z.string().max(128),
  disks: z.array(z.strictObject({ handle, role: diskRole, member: memberName.optional() })),
  target: target.partial().extend({ object: z.string().optional(), bucket: z.string().optional() }),
  image: imageDraft,
  /** Objects to import as they are, instead of disks; empty while none is found yet. */
  existing: z.array(existingObject.extend({ sizeGiB: z.number().optional() })).optional(),
  keepObject: z.boolean().optional(),
  launch: launchWish.partial().optional(),
  staging: stagingWish.optional(),
  stagingFolder: handle.optional(),
  /** The fields of `image` a person has set; the others follow the disk and the answers. Absent: set all of them. */
  typed: z.array(imageForm.keyof()).optional(),
  assess: assessDraft.optional(),
  prepare: prepareDraft.optional(),
  accepted: acceptances.optional(),
});

export type Draft = z.infer<typeof draft>;

export const preflightId = z.enum([
  'sources', 'findings', 'format', 'sizes', 'platform', 'boot-mode', 'licence', 'staging', 'identity', 'clock', 'region', 'oss-activated', 'bucket',
  'bucket-region', 'bucket-encryption', 'storage-class', 'object', 'delete', 'write', 'role', 'image-name', 'image-quota', 'resource-group',
  'dry-run', 'duration',
]); // prettier-ignore

export const preflightLine = z.strictObject({
  id: preflightId,
  verdict: z.enum(['fine', 'mind', 'stops', 'not-asked']),
  /** Why it stops or is to be minded. */
  failure: failureView.optional(),
  /** What was measured, e.g. `uploadMs`. */
  facts: z.record(z.string(), z.number()).optional(),
});

export type PreflightLine = z.infer<typeof preflightLine>;

/** A multipart upload that this program began and never finished: it costs storage until it is removed. */
export const leftoverUpload = z.strictObject({
  account: z.string(),
  region: z.string(),
  bucket: z.string(),
  key: z.string(),
  uploadId: z.string(),
  begun: isoTime,
  /** What has arrived of it so far. */
  bytes,
  /** The migration that will resume it, where there still is one. */
  neededBy: migrationId.optional(),
});

export type LeftoverUpload = z.infer<typeof leftoverUpload>;

export const objectView = z.strictObject({
  bucket: z.string(),
  key: z.string(),
  /** Of what was sent. */
  crc64,
  bytes,
  /** OSS answered no CRC-64: each part was proven by the MD5 in its ETag instead. */
  provenBy: z.literal('md5').exactOptional(),
});

/** What a migration left behind, here or in the bucket. */
export const leftover = z.strictObject({ what: z.enum(['staging', 'object']), name: z.string(), bytes });

export const migrationView = z.strictObject({
  id: migrationId,
  name: z.string(),
  created: isoTime,
  /** Derived from the stages, never stored. `draft` before it was started. */
  status: z.enum(['draft', 'running', 'waiting', 'paused', 'failed', 'done', 'cancelled', 'unreadable']),
  /** The wish, with paths for showing. */
  draft: draft.optional(),
  disks: z.array(
    z.strictObject({
      path: z.string(),
      role: diskRole,
      member: memberName.optional(),
      report: diskReport.optional(),
    }),
  ),
  practice: z.boolean(),
  /** It is running or being stopped. */
  busy: z.boolean(),
  stages: z.record(stageName, stageState),
  currentStage: stageName.optional(),
  progress: progress.optional(),
  failure: failureView.optional(),
  objects: z.array(objectView),
  imageId: z.string().optional(),
  checkItems: z.array(checkItem).optional(),
  /** The trial instance the plan asked for. */
  instance: z
    .strictObject({
      instanceId: z.string(),
      name: z.string(),
      osType: z.string(),
      /** Empty without one. */
      publicIp: z.string(),
      privateIp: z.string(),
    })
    .optional(),
  leftovers: z.array(leftover),
});

export type MigrationView = z.infer<typeof migrationView>;

export const migrationEvent = z.discriminatedUnion('kind', [
  /** Always first, so that a late joiner knows everything. */
  z.strictObject({ kind: z.literal('all'), migrations: z.array(migrationView) }),
  z.strictObject({ kind: z.literal('changed'), migration: migrationView }),
  z.strictObject({ kind: z.literal('removed'), id: migrationId }),
  z.strictObject({ kind: z.literal('progress'), id: migrationId, progress }),
]);

export type MigrationEvent = z.infer<typeof migrationEvent>;

export const logLine = z.strictObject({
  when: isoTime,
  level: z.enum(['info', 'warn', 'error']),
  stage: stageName.optional(),
  event: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

export type LogLine = z.infer<typeof logLine>;

const one = z.strictObject({ id: migrationId });

export const migrationCalls = {
  /** Starts a draft. */
  'migration.create': call(z.strictObject({ name: z.string().max(128) }), migrationView),
  /** Reads a plan file; its disks are relative to the plan's folder. Fails with `asked.plan-invalid`. */
  'migration.fromPlan': call(z.strictObject({ plan: handle }), migrationView),
  /** Keeps the wizard's input, finished or not. */
  'migration.saveDraft': call(z.strictObject({ id: migrationId, draft }), migrationView),
  /** Asks everything the cloud, the disk or this machine could refuse; changes nothing. */
  'migration.preflight': call(one, z.array(preflightLine)),
  /** Settles the draft into a plan and runs it. */
  'migration.start': call(one, nothing),
  'migration.pause': call(one, nothing),
  /** Resumes after a pause, an interruption or a failure. */
  'migration.resume': call(one, nothing),
  /** Stops and removes what the run left: staging, multipart upload, unfinished image. */
  'migration.cancel': call(one, nothing),
  /** Forgets a migration that is not running, with its records on this machine. */
  'migration.remove': call(one, nothing),
  /** Removes one leftover by name. */
  'migration.cleanUp': call(one.extend({ what: z.enum(['staging', 'object']) }), nothing),
  /** The settled plan as it would be saved to a file. */
  'migration.plan': call(one, plan),
  /** The report as one self-contained page and as data; `path` is where the data is kept, for showing. */
  'migration.report': call(
    one.extend({ locale }),
    z.strictObject({ html: z.string(), json: z.string(), path: z.string() }),
  ),
  /** All migrations, then every change. */
  'migration.follow': stream(nothing, migrationEvent),
  /** The log so far, then every new line. */
  'migration.log': stream(one, z.array(logLine)),
  /** The last minutes of a migration's speed, oldest first; later points come from `migration.follow`. */
  'transfer.speeds': call(one, z.array(speedPoint)),
  /** Unfinished uploads of ours in the buckets this account was used with. */
  'leftovers.list': call(z.strictObject({ account: z.string() }), z.array(leftoverUpload)),
  /** Fails with `asked.not-now` while a migration is running on it. */
  'leftovers.remove': call(z.strictObject({ account: z.string(), uploadId: z.string() }), nothing),
} as const;
