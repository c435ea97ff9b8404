/** What a migration remembers on disk: its wish, its stages and what each must not do twice. Read as untrusted input. */
import { practiceChoice } from '../accounts/clouds.ts';
import { join } from 'node:path';
import { diskRole, memberName, plan, targetFormat, targetVariant } from '../../../contract/plan.ts';
import { toolFacts } from '../../../contract/report.ts';
import { z } from '../../../contract/schema.ts';
import { checkItem } from '../../../contract/images.ts';
import { crc64, isoTime } from '../../../contract/common.ts';
import { diskReport } from '../../../contract/disks.ts';
import { draft, migrationId, objectView } from '../../../contract/migrations.ts';
import { stageName, stageNames, stageState } from '../../../contract/stages.ts';
import { fingerprint } from '../disk/fingerprint.ts';
import { qemuSource } from '../disk/qemu-source.ts';

/** A draft at rest: paths where the page has handles. */
export const storedDraft = draft.extend({
  disks: z.array(z.strictObject({ path: z.string(), role: diskRole, member: memberName.optional() })),
  stagingFolder: z.string().optional(),
});
export type StoredDraft = z.infer<typeof storedDraft>;

const sourceDisk = z.strictObject({
  path: z.string(),
  role: diskRole,
  member: memberName.exactOptional(),
  report: diskReport,
  files: z.array(z.string()),
  /** How qemu-img is to open it, as inspection found out. */
  source: qemuSource,
  plain: z.boolean(),
  variant: targetVariant.exactOptional(),
  fingerprint,
});
export type SourceDisk = z.infer<typeof sourceDisk>;

const convertedDisk = z.strictObject({
  path: z.string(),
  digestPath: z.string(),
  bytes: z.number(),
  /** Absent while the file is only planned. */
  crc64: crc64.exactOptional(),
  format: targetFormat,
  /** The source itself, uploaded as it is or converted on the way: never removed. */
  inPlace: z.boolean().optional(),
  /** What the file is made from while it is uploaded. The digest is there once qemu-img has found it right. */
  planPath: z.string().exactOptional(),
});
export type ConvertedDisk = z.infer<typeof convertedDisk>;

const objectSeen = z.strictObject({ key: z.string(), etag: z.string() });
export type ObjectSeen = z.infer<typeof objectSeen>;

/** Saved by each stage after anything that must not be repeated; what a stage settled is read by the next ones. */
export const checkpoints = z.strictObject({
  inspect: z.strictObject({ disks: z.array(sourceDisk) }).optional(),
  /** Disk by disk, in the plan's order; only finished and verified ones are listed. */
  convert: z.strictObject({ disks: z.array(convertedDisk), tools: z.array(toolFacts).optional() }).optional(),
  upload: z
    .strictObject({
      objects: z.array(objectView),
      /** By disk: what had the object's name when its upload was first begun, by its ETag; empty for nothing. */
      found: z.array(z.string()).optional(),
    })
    .optional(),
  import: z
    .strictObject({
      clientToken: z.string(),
      imageId: z.string().optional(),
      taskId: z.string().optional(),
      /** ECS does not check this system: it was asked without. */
      unchecked: z.boolean().optional(),
      objectsRemoved: z.boolean().optional(),
      /** Directly before ECS was asked, by their ETags. */
      asked: z.array(objectSeen).optional(),
      /** They were the same when the task had ended: the image is made of them. */
      proven: z.boolean().optional(),
    })
    .optional(),
  check: z.strictObject({ items: z.array(checkItem) }).optional(),
  launch: z
    .strictObject({
      clientToken: z.string(),
      instanceId: z.string().optional(),
      running: z.strictObject({ osType: z.string(), publicIp: z.string(), privateIp: z.string() }).optional(),
    })
    .optional(),
});
export type Checkpoints = z.infer<typeof checkpoints>;

export const migrationRecord = z.strictObject({
  schema: z.literal(1),
  id: migrationId,
  created: isoTime,
  name: z.string(),
  draft: storedDraft.optional(),
  /** Settled: paths are absolute. */
  plan: plan.optional(),
  /** Which practice cloud the wish goes to; absent means Alibaba Cloud. */
  practice: practiceChoice.optional(),
  stages: z.record(stageName, stageState),
  checkpoints,
  /** Leftovers that were removed on request, so that they are not offered again. */
  removedObjects: z.array(z.string()),
});
export type MigrationRecord = z.infer<typeof migrationRecord>;

export const pendingStages = (): MigrationRecord['stages'] =>
  Object.fromEntries(stageNames.map((name) => [name, { at: 'pending' }])) as MigrationRecord['stages'];

/** Files in a migration's own folder, beside its record and log. */
export const journalPath = (folder: string, disk: number): string => join(folder, `upload-${disk}.jsonl`);
export const reportPath = (folder: string, ending: 'html' | 'json'): string => join(folder, `report.${ending}`);

/** A folder of the migration's own, so that undo never removes what is not ours. */
export function stagingFolder(record: MigrationRecord, folder: string): string {
  const chosen = record.plan?.stagingFolder;
  return chosen === undefined ? join(folder, 'staging') : join(chosen, `ecs-image-migrator-${record.id}`);
}
