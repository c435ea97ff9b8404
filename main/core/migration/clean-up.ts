/** Removes what a migration that is not running has left: its staging folder here, or its objects in the bucket. */
import { rm } from 'node:fs/promises';
import type { Cloud } from '../cloud/cloud.ts';
import type { Job } from '../jobs/job.ts';
import { planOf } from './drafts.ts';
import { stagingFolder, type MigrationRecord } from './record.ts';

export const removeStaging = (record: MigrationRecord, folder: string): Promise<void> =>
  rm(stagingFolder(record, folder), { recursive: true, force: true });

export async function removeObjects(job: Job<MigrationRecord>, cloud: Cloud, signal: AbortSignal): Promise<void> {
  const { record } = job;
  const { region, bucket, endpoint } = planOf(record).target;
  const keys = (record.checkpoints.upload?.objects ?? []).map(({ key }) => key);
  for (const key of keys) await cloud.objects(region, bucket, { endpoint }).remove(key, signal);
  await job.save({ removedObjects: [...new Set([...record.removedObjects, ...keys])] });
}
