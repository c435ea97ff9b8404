/** What a move remembers on disk: its wish and what must not be made twice. Read as untrusted input; never a password. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { instanceView } from '../../../contract/cloud-views.ts';
import { Failure } from '../../../contract/failure-error.ts';
import { failureView } from '../../../contract/failure.ts';
import { fitJson } from '../../../contract/misfits.ts';
import { moveId, moveWish } from '../../../contract/moves.ts';
import { z } from '../../../contract/schema.ts';
import { isoTime } from '../../../contract/views.ts';
import { writeFileAtomic } from '../base/atomic-file.ts';
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

export async function saveMove(folder: string, record: MoveRecord): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFileAtomic(join(folder, 'record.json'), `${JSON.stringify(record, undefined, 1)}\n`);
}

/** Fails with `program.record-unreadable`; never guesses, never overwrites what it cannot read. */
export async function loadMove(folder: string): Promise<MoveRecord> {
  const file = join(folder, 'record.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new Failure(
      'program.record-unreadable',
      { file, reason: (error as Error).message },
      { cause: error },
    );
  }
  const read = fitJson(moveRecord, text);
  if ('misfits' in read) throw new Failure('program.record-unreadable', { file, reason: read.misfits });
  return read.data;
}
