/** What a move remembers on disk: its wish and what must not be made twice. Read as untrusted input; never a password. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { instanceView } from '../../../contract/cloud-views.ts';
import { failureView } from '../../../contract/failure.ts';
import { moveId, moveWish } from '../../../contract/moves.ts';
import { z } from '../../../contract/schema.ts';
import { isoTime } from '../../../contract/views.ts';
import { writeFileAtomic } from '../base/atomic-file.ts';
import { readRecord } from '../base/record-file.ts';
import { practiceChoice } from '../migration/record.ts';

/** The token comes before the request: asked again after a crash, the cloud answers with what it made the first time. */
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
  /** `going` while it works: read after a restart, it was interrupted. */
  at: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('going') }),
    z.strictObject({ state: z.literal('failed'), failure: failureView }),
    z.strictObject({ state: z.literal('launch') }),
    z.strictObject({ state: z.literal('done') }),
  ]),
});
export type MoveRecord = z.infer<typeof moveRecord>;

export const movesFolder = (dataFolder: string): string => join(dataFolder, 'moves');
export const moveFolder = (dataFolder: string, id: string): string => join(movesFolder(dataFolder), id);

const recordPath = (folder: string): string => join(folder, 'record.json');

export async function saveMove(folder: string, record: MoveRecord): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFileAtomic(recordPath(folder), `${JSON.stringify(record, undefined, 1)}\n`);
}

/** Fails with `program.record-unreadable`. */
export const loadMove = (folder: string): Promise<MoveRecord> => readRecord(recordPath(folder), moveRecord);
