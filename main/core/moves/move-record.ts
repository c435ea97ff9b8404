/** What a move remembers on disk: its wish and what must not be made twice. Read as untrusted input; never a password. */
import { instanceView } from '../../../contract/images.ts';
import { failureView } from '../../../contract/failure.ts';
import { moveId, moveWish } from '../../../contract/moves.ts';
import { z } from '../../../contract/schema.ts';
import { isoTime } from '../../../contract/common.ts';
import type { JobKind } from '../jobs/job-record.ts';
import { practiceChoice } from '../accounts/clouds.ts';

/** The token is saved before the request: when it is sent again after a crash, the cloud answers with what it made then. */
const made = z.strictObject({ clientToken: z.string(), imageId: z.string().optional() });

const moveRecord = z.strictObject({
  schema: z.literal(1),
  id: moveId,
  created: isoTime,
  wish: moveWish,
  server: z.string(),
  practice: practiceChoice.optional(),
  image: made.optional(),
  copy: made.optional(),
  launch: z.strictObject({ clientToken: z.string(), instance: instanceView.optional() }).optional(),
  /** `going` while it runs; when no program works on it, it was interrupted. */
  at: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('going') }),
    z.strictObject({ state: z.literal('failed'), failure: failureView }),
    z.strictObject({ state: z.literal('launch') }),
    z.strictObject({ state: z.literal('done') }),
  ]),
});
export type MoveRecord = z.infer<typeof moveRecord>;

export const moveJobs: JobKind<MoveRecord> = {
  folder: 'moves',
  id: moveId,
  record: moveRecord,
  leftBehind: (record) => Promise.resolve(record),
};
