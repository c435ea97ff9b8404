/** The report's data: what a finished migration can prove about itself. Saved as JSON, shown as one page. */
import { acceptances } from './acceptance.ts';
import { imageForm } from './import-form.ts';
import { diskRole, existingObject, targetFormat } from './plan.ts';
import { z } from './schema.ts';
import { checkItem } from './images.ts';
import { crc64, isoTime } from './common.ts';
import { diskReport } from './disks.ts';
import { leftover, migrationId, objectView } from './migrations.ts';
import { stageName, stageState } from './stages.ts';

/** Came with the program, was named by a person, or is the system's own. */
const toolOrigin = z.enum(['bundled', 'named', 'system']);
export type ToolOrigin = z.infer<typeof toolOrigin>;

export const toolFacts = z.strictObject({
  name: z.string(),
  path: z.string(),
  version: z.string(),
  origin: toolOrigin,
  sha256: z.string(),
});
export type ToolFacts = z.infer<typeof toolFacts>;

export const reportData = z.strictObject({
  schema: z.literal(1),
  made: isoTime,
  product: z.string(),
  migration: z.strictObject({ id: migrationId, name: z.string(), created: isoTime }),
  practice: z.boolean(),
  disks: z.array(
    z.strictObject({
      path: z.string(),
      role: diskRole,
      source: diskReport.optional(),
      converted: z.strictObject({ bytes: z.number(), crc64, format: targetFormat }).optional(),
      object: objectView.optional(),
    }),
  ),
  /** Absent in reports from before programs were named. */
  tools: z.array(toolFacts).optional(),
  /** Objects that were in the bucket already: imported as they were, so there is nothing of ours to prove. */
  existing: z.array(existingObject.extend({ bucket: z.string() })).optional(),
  image: z.strictObject({ id: z.string(), taskId: z.string(), region: z.string(), form: imageForm }),
  stages: z.array(z.strictObject({ name: stageName, state: stageState })),
  check: z.strictObject({ items: z.array(checkItem) }).optional(),
  /** Strong findings that were accepted. */
  accepted: acceptances.optional(),
  /** The trial instance, until it is released. */
  instance: z.strictObject({ instanceId: z.string(), name: z.string() }).optional(),
  /** What was still there when the report was made. Absent in older reports. */
  leftovers: z.array(leftover).optional(),
});
export type ReportData = z.infer<typeof reportData>;
