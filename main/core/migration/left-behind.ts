/** Migrations as jobs: what a record says once the program that worked on it has ended, however that program ended. */
import { migrationId } from '../../../contract/migrations.ts';
import { stageNames } from '../../../contract/stages.ts';
import type { JobKind } from '../jobs/job-record.ts';
import { readJournal } from '../transfer/upload-journal.ts';
import { advance, type Reached } from './machine.ts';
import { journalPath, migrationRecord, type MigrationRecord } from './record.ts';

export const migrationJobs: JobKind<MigrationRecord> = {
  folder: 'migrations',
  id: migrationId,
  record: migrationRecord,

  /** Stages that say they run were interrupted, and are paused. */
  async leftBehind(record, folder) {
    let { stages } = record;
    for (const stage of stageNames) {
      const { at } = stages[stage];
      if (at !== 'running' && at !== 'waiting') continue;
      const reached = stage === 'upload' ? await uploadReached(record, folder) : undefined;
      stages = { ...advance(stages, { do: 'pause', stage, because: 'interrupted', reached }) };
    }
    return stages === record.stages ? record : { ...record, stages };
  },
};

/** What an interrupted upload has in the cloud, according to its journal. */
async function uploadReached({ checkpoints }: MigrationRecord, folder: string): Promise<Reached | undefined> {
  const disk = checkpoints.upload?.objects.length ?? 0;
  const journal = await readJournal(journalPath(folder, disk));
  if (journal === undefined) return undefined;
  const done = [...journal.parts.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  const total = journal.header.byteLength;
  const since = new Date().toISOString();
  return { stage: 'upload', doing: 'uploading', disk, done, total, unit: 'bytes', since };
}
