/** The record of a migration as the program that last worked on it has left it, however that program ended. */
import { stageNames } from '../../../contract/views.ts';
import { readJournal } from '../transfer/upload-journal.ts';
import { advance, type Reached } from './machine.ts';
import { journalPath, loadRecord, saveRecord, type MigrationRecord } from './record.ts';

/**
 * Only for who knows that nothing works on it: stages that say they run were interrupted, and are paused.
 * Fails as `loadRecord` does.
 */
export async function leftBehind(folder: string): Promise<MigrationRecord> {
  const record = await loadRecord(folder);
  let { stages } = record;
  for (const stage of stageNames) {
    const { at } = stages[stage];
    if (at !== 'running' && at !== 'waiting') continue;
    const reached = stage === 'upload' ? await uploadReached(record, folder) : undefined;
    stages = { ...advance(stages, { do: 'pause', stage, because: 'interrupted', reached }) };
  }
  if (stages === record.stages) return record;
  const paused = { ...record, stages };
  await saveRecord(folder, paused);
  return paused;
}

/** What an upload that was cut short has in the cloud, as far as it was noted here. */
async function uploadReached({ checkpoints }: MigrationRecord, folder: string): Promise<Reached | undefined> {
  const disk = checkpoints.upload?.objects.length ?? 0;
  const journal = await readJournal(journalPath(folder, disk));
  if (journal === undefined) return undefined;
  const done = [...journal.parts.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  const since = new Date().toISOString();
  return { stage: 'upload', doing: 'uploading', disk, done, total: journal.header.byteLength, unit: 'bytes', since }; // prettier-ignore
}
