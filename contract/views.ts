/** What the page and the command line get to see. Built in core, parsed on both sides; carries handles, never secrets. */
import { acceptances } from './acceptance.ts';
import { z } from './schema.ts';
import { certainty, diskFinding, diskOs, fileSystem, member, piece, refusals, wrapping } from './disks.ts';
import { failureView } from './failure.ts';
import { guestReport } from './guest.ts';
import { assessDraft, prepareDraft } from './preparing.ts';
import { networkSettings, ossDoor, transferSettings } from './network.ts';
import { language } from './locale.ts';
import { imageDraft, imageForm } from './import-form.ts';
import { existingObject, launchWish, diskRole, memberName, target } from './plan.ts';

/** Unguessable name, issued by core, for a file or folder a person chose. */
export const handle = z.string().regex(/^h_[A-Za-z0-9_-]{22}$/);
export const migrationId = z.string().regex(/^mig-[a-z0-9]{12}$/);
export const isoTime = z.iso.datetime();
const bytes = z.number().nonnegative();
/** OSS's decimal spelling of an unsigned 64-bit CRC. */
export const crc64 = z.string().regex(/^\d{1,20}$/);

export const chosen = z.strictObject({
  handle,
  name: z.string(),
  /** For showing only. */
  path: z.string(),
  kind: z.enum(['file', 'folder']),
  /** Files only. */
  bytes: bytes.optional(),
  modified: isoTime.optional(),
  /** Folders only: what could still be written there. */
  freeBytes: bytes.optional(),
  /** The name looks like a disk image's (a hint for sorting; content decides). */
  looksLikeDisk: z.boolean(),
});
export type Chosen = z.infer<typeof chosen>;

export const listing = z.strictObject({
  folder: chosen,
  parent: handle.optional(),
  entries: z.array(chosen),
  /** More entries were there than are listed. */
  cut: z.boolean(),
});
export type Listing = z.infer<typeof listing>;

/** The name of one of the formats that core lists. */
export const diskFormat = z.string().regex(/^[a-z0-9]+$/);

export const partition = z.strictObject({
  number: z.int(),
  /** What the table calls it, e.g. `Linux`, `EFI system`. */
  type: z.string(),
  startBytes: bytes,
  sizeBytes: bytes,
  active: z.boolean(),
  fileSystem,
});
export type Partition = z.infer<typeof partition>;

/** What `inspect` found out about one source disk. */
export const diskReport = z.strictObject({
  path: z.string(),
  name: z.string(),
  format: diskFormat,
  /** e.g. `monolithicSparse`, `dynamic`. */
  subformat: z.string().optional(),
  virtualSizeBytes: bytes,
  /** What its files take on their disk. */
  storedSizeBytes: bytes,
  /** How much of the virtual disk holds data, by the map of its format. */
  allocatedBytes: bytes,
  files: z.array(piece),
  /** `hybrid`: a GPT whose MBR names real partitions as well. */
  partitionTable: z.enum(['mbr', 'gpt', 'hybrid', 'none', 'unreadable']),
  partitions: z.array(partition),
  /** Of a disk without a partition table. */
  fileSystem: fileSystem.optional(),
  bootMode: z.enum(['BIOS', 'UEFI', 'unknown']),
  bootCertainty: certainty,
  os: diskOs,
  /** The disk within a package; absent for a disk file. */
  member: member.optional(),
  /** The system on it, where it was looked inside in time. Its failed checks are among the findings. */
  guest: guestReport.optional(),
  findings: z.array(diskFinding),
  /** Another one as soon as a file of the disk is another, by its size and time. */
  stamp: z.string().optional(),
});
export type DiskReport = z.infer<typeof diskReport>;

/** One disk of what was chosen, refused or not: everything that is known of it. */
export const diskLook = z.strictObject({
  path: z.string(),
  name: z.string(),
  usable: z.boolean(),
  /** There when the disk is usable. */
  report: diskReport.optional(),
  /** Everything that is wrong; the first one is what `disk.inspect` fails with. Empty when usable. */
  refusals,
  /** As far as known, also of a refused disk. */
  files: z.array(piece),
  /** A format of ours, or the name of what it is instead (`iso`, `gzip`, `ova`, `seSparse`, …). */
  format: z.string().optional(),
  subformat: z.string().optional(),
  virtualSizeBytes: bytes.optional(),
  member: member.optional(),
  wrapping: wrapping.optional(),
});
export type DiskLook = z.infer<typeof diskLook>;

export const accountView = z.strictObject({
  name: z.string(),
  kind: z.enum(['practice', 'environment', 'access-key', 'sts-token', 'cli-profile', 'ram-role']),
  /** First and last characters of the AccessKey ID, enough to recognise it. */
  keyHint: z.string(),
  /** Account id and user as GetCallerIdentity gave them, once tested. */
  identity: z.string().optional(),
  /** Which console its links lead to; absent where nobody said. */
  site: z.enum(['china', 'international']).optional(),
  kept: z.enum(['always-there', 'os-vault', 'this-session']),
});
export type AccountView = z.infer<typeof accountView>;

export const regionView = z.strictObject({ id: z.string(), name: z.string() });
export const bucketView = z.strictObject({ name: z.string(), region: z.string() });
export type BucketView = z.infer<typeof bucketView>;

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

export const stageNames = ['inspect', 'convert', 'upload', 'import', 'check', 'launch'] as const;
export const stageName = z.enum(stageNames);
export type StageName = z.infer<typeof stageName>;

/** `credentials`: it waits for keys that work, which `failure` says; it goes on by itself once they are given. */
export const pauseReason = z.enum(['asked', 'interrupted', 'shutdown', 'sleep', 'credentials']);
/** What a running stage is doing right now; `words` has the sentence for each. */
export const doing = z.enum([
  'reading-headers', 'checking-hashes', 'measuring', 'converting', 'digesting', 'comparing', 'preparing-upload', 'uploading', 'finishing-parts', 'finishing-upload',
  'checking-object', 'asking-import', 'waiting-for-role', 'importing', 'waiting-for-check', 'checking-image', 'starting-instance', 'waiting-for-instance', 'cleaning-up',
]); // prettier-ignore
export type Doing = z.infer<typeof doing>;

/** How an upload is going about it; what the Run step shows beside the bar. */
export const transferFacts = z.strictObject({
  /** How many parts may be on their way at once just now, and how many are. */
  atOnce: z.int(),
  sending: z.int(),
  partBytes: bytes,
  capBytesPerSecond: z.number().positive().optional(),
  /** In this run. */
  retries: z.int(),
  /** What tries that failed had sent: it has to go once more. */
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

/** What the probe of a line found. Nothing of it stays in the bucket. */
export const lineReport = z.strictObject({
  /** The OSS host that was asked, and the proxy on the way there, if any. */
  host: z.string(),
  proxy: z.string().optional(),
  /** From a request to its answer, at best. */
  latencyMs: z.number().nonnegative().optional(),
  /** Absent where nothing could be sent. */
  bytesPerSecond: z.number().nonnegative().optional(),
  /** How far this machine's clock is ahead; 0 where it does not matter. */
  clockAheadMs: z.number(),
  /** Why data cannot be sent this way. */
  failure: failureView.optional(),
  /** The other ways into the same bucket, where this one is closed. */
  doors: z.array(z.strictObject({ door: ossDoor, works: z.boolean(), failure: failureView.optional() })),
});
export type LineReport = z.infer<typeof lineReport>;

/** A multipart upload that this program began and nobody finished: it costs storage until it is removed. */
export const leftoverUpload = z.strictObject({
  account: z.string(),
  region: z.string(),
  bucket: z.string(),
  key: z.string(),
  uploadId: z.string(),
  begun: isoTime,
  /** What has arrived of it so far. */
  bytes,
  /** The migration that will go on with it, where there still is one. */
  neededBy: migrationId.optional(),
});
export type LeftoverUpload = z.infer<typeof leftoverUpload>;

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

/** How far a stage at rest had come, as far as that is kept: going on starts from there. */
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
    because: z.enum(['not-asked-for', 'not-needed', 'not-supported']),
  }),
  z.strictObject({ at: z.literal('cancelled') }),
]);
export type StageState = z.infer<typeof stageState>;

export const checkItem = z.strictObject({
  name: z.string(),
  value: z.string(),
  /** The three groups of the ECS image check report (Alibaba Cloud: image check). */
  group: z.enum(['strongly-recommended', 'recommended', 'no-risk']),
  riskCode: z.string(),
});
export type CheckItem = z.infer<typeof checkItem>;

export const objectView = z.strictObject({ bucket: z.string(), key: z.string(), crc64, bytes });

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
  /** Something is at work on it, if only on stopping. */
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

export const settings = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  language: language.optional(),
  network: networkSettings.optional(),
  transfer: transferSettings.optional(),
  /** Where new migrations put converted disks; absent means the data folder. */
  stagingFolder: z.string().max(32_000).optional(),
  /** Whether each request to the cloud is noted as well; absent means it is not. */
  log: z.enum(['normal', 'detailed']).optional(),
  /** A feed of versions to ask when somebody wants to know; absent means there is none. */
  updatesFeed: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional(),
});
export type Settings = z.infer<typeof settings>;
