/** The report's data: what a finished migration can prove about itself. Saved as JSON, shown as one page. */
import { acceptances } from './acceptance.ts';
import { diskRole, imageForm, targetFormat } from './plan.ts';
import { z } from './schema.ts';
import {
  checkItem,
  crc64,
  diskReport,
  isoTime,
  migrationId,
  objectView,
  stageName,
  stageState,
} from './views.ts';

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
  image: z.strictObject({ id: z.string(), taskId: z.string(), region: z.string(), form: imageForm }),
  stages: z.array(z.strictObject({ name: stageName, state: stageState })),
  check: z.strictObject({ items: z.array(checkItem) }).optional(),
  /** Strong findings that somebody went on with. */
  accepted: acceptances.optional(),
});
export type ReportData = z.infer<typeof reportData>;
