/** Everything a practice world remembers besides objects: buckets, roles, sessions, images, instances, in one file that is always whole. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from '../../contract/schema.ts';
import { writeFileAtomic } from '../../main/core/base/atomic-file.ts';
import { readRecordSync } from '../../main/core/base/record-file.ts';

const ms = z.number().nonnegative();
/** The account it belongs to; absent for the first. */
const owner = z.string().exactOptional();
const words = z.strictObject({ code: z.string(), message: z.string() });

const bucket = z.strictObject({
  name: z.string(),
  region: z.string(),
  created: z.string(),
  storageClass: z.string(),
  encrypted: z.boolean(),
  /** A locked retention policy: objects stay for so many days. */
  retentionDays: z.number().int().positive().exactOptional(),
  /** A life cycle rule removes unfinished uploads after so many days. */
  abortUploadsAfterDays: z.number().int().positive().exactOptional(),
  owner,
});
export type Bucket = z.infer<typeof bucket>;

const role = z.strictObject({
  name: z.string(),
  id: z.string(),
  created: z.string(),
  /** JSON, as it was given. */
  trust: z.string(),
  description: z.string(),
  policies: z.array(z.strictObject({ name: z.string(), type: z.string(), attached: z.string() })),
  owner,
});
export type Role = z.infer<typeof role>;

const session = z.strictObject({
  accessKeyId: z.string(),
  accessKeySecret: z.string(),
  token: z.string(),
  role: z.string(),
  name: z.string(),
  expiresAt: ms,
  owner,
});
export type Session = z.infer<typeof session>;

const diskForm = z.strictObject({
  bucket: z.string(),
  key: z.string(),
  format: z.string(),
  sizeGiB: z.number().int(),
});
export type DiskForm = z.infer<typeof diskForm>;

/** A default for whatever an image need not say. Unknown fields are those of worlds that were kept before. */
const importForm = z.object({
  imageName: z.string(),
  description: z.string().default(''),
  architecture: z.string().default('x86_64'),
  osType: z.string().default('linux'),
  platform: z.string().default('Others Linux'),
  bootMode: z.string().default('BIOS'),
  licenseType: z.string().default('Auto'),
  roleName: z.string().default(''),
  detection: z.boolean().default(false),
  nvmeSupport: z.string().default('unsupported'),
  imds: z.string().default('v1'),
  resourceGroupId: z.string().default(''),
  tags: z.array(z.strictObject({ key: z.string(), value: z.string() })).default([]),
  disks: z.array(diskForm),
});
export type ImportForm = z.infer<typeof importForm>;
/** What is not said is as it is usual. */
export const formOf = (said: z.input<typeof importForm>): ImportForm => importForm.parse(said);

const checkItem = z.strictObject({
  name: z.string(),
  value: z.string(),
  riskLevel: z.enum(['High', 'Medium', '']),
  riskCode: z.string(),
});
export type CheckItem = z.infer<typeof checkItem>;

/** What looking at the objects said, decided when the import starts. */
const verdict = z.strictObject({ failure: words.optional(), items: z.array(checkItem) });
export type Verdict = z.infer<typeof verdict>;

const importRecord = z.strictObject({
  region: z.string(),
  taskId: z.string(),
  imageId: z.string(),
  clientToken: z.string(),
  form: importForm,
  startedAt: ms,
  importMs: ms,
  checkMs: ms,
  verdict,
  /** Cancelled, or its object was taken away while it ran. */
  stopped: z.strictObject({ at: ms, cancelled: z.boolean(), code: z.string(), message: z.string() }).optional(),
  deleted: z.boolean(),
  owner,
  /** An image that was not imported: from another image, from an instance or from snapshots. It has no task. */
  made: z
    .strictObject({ from: z.enum(['copy', 'instance', 'snapshots', 'start']), source: z.string() })
    .exactOptional(),
});
/** How an image came to be, by import or otherwise. */
export type ImportRecord = z.infer<typeof importRecord>;

const snapshot = z.strictObject({
  region: z.string(),
  snapshotId: z.string(),
  name: z.string(),
  diskType: z.enum(['system', 'data']),
  sizeGiB: z.number().int(),
  created: z.string(),
  owner,
});

const instance = z.strictObject({
  region: z.string(),
  zone: z.string(),
  instanceId: z.string(),
  clientToken: z.string(),
  name: z.string(),
  imageId: z.string(),
  osType: z.string(),
  instanceType: z.string(),
  vSwitchId: z.string(),
  securityGroupId: z.string(),
  publicIp: z.string(),
  privateIp: z.string(),
  /** Of each disk, system disk first. */
  diskGiB: z.array(z.number().int()),
  startedAt: ms,
  takesMs: ms,
  stopped: z.boolean(),
  released: z.boolean(),
  owner,
});
export type Instance = z.infer<typeof instance>;

const worldState = z.strictObject({
  version: z.literal(1),
  buckets: z.array(bucket),
  roles: z.array(role),
  sessions: z.array(session),
  imports: z.array(importRecord),
  shares: z.array(z.strictObject({ imageId: z.string(), account: z.string() })).default([]),
  snapshots: z.array(snapshot).default([]),
  instances: z.array(instance).default([]),
});
export type WorldState = z.infer<typeof worldState>;

export interface World {
  readonly state: WorldState;
  /** Resolves when the change is on disk; a request that changed the world waits for it before it answers. */
  save(): Promise<void>;
}

/** The world of this folder, or a new one. Fails with `program.record-unreadable` rather than overwrite what it cannot read. */
export async function openWorld(folder: string, fresh: () => WorldState): Promise<World> {
  const file = join(folder, 'world.json');
  const stored = existsSync(file) ? readRecordSync(file, worldState) : undefined;
  const state = stored ?? fresh();
  const save = (): Promise<void> => writeFileAtomic(file, `${JSON.stringify(state, undefined, 1)}\n`);
  if (stored === undefined) await save();
  return { state, save };
}
