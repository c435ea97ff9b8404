/** Multipart uploads that this program began and that were never finished: found in their buckets, removed by id. */
import { Failure, failedWith } from '../../../contract/failure-error.ts';
import type { LeftoverUpload } from '../../../contract/migrations.ts';
import type { Cloud } from '../cloud/cloud.ts';
import type { BegunUpload, BegunUploads } from '../transfer/begun-uploads.ts';
import { readJournal } from '../transfer/upload-journal.ts';
import { journalPath, type MigrationRecord } from './record.ts';

export interface LeftoversAsk {
  readonly account: string;
  readonly cloud: Cloud;
  readonly begun: BegunUploads;
  /** All migrations there are, with their folders. */
  readonly migrations: readonly { record: MigrationRecord; folder: string; busy: boolean }[];
}

/** Only uploads of ours, known by their id, never by a similar name. What is gone from the cloud is forgotten. */
export async function listLeftovers(ask: LeftoversAsk, signal: AbortSignal): Promise<LeftoverUpload[]> {
  const ours = (await ask.begun.list()).filter(({ account }) => account === ask.account);
  const needed = await neededIds(ask);
  const found: LeftoverUpload[] = [];
  const gone = new Set(ours.map(({ uploadId }) => uploadId));
  for (const { region, bucket, key, endpoint } of places(ours)) {
    const store = ask.cloud.objects(region, bucket, { endpoint });
    let there: Awaited<ReturnType<typeof store.listUploads>>;
    try {
      there = await store.listUploads(key, signal);
    } catch (error) {
      if (failedWith(error, 'cloud.bucket-missing')) continue;
      throw error;
    }
    for (const { uploadId, initiated } of there) {
      const known = ours.find((one) => one.uploadId === uploadId && one.key === key);
      if (known === undefined) continue;
      gone.delete(uploadId);
      const parts = await store.listParts(key, uploadId, signal).catch((error: unknown) => {
        if (failedWith(error, 'cloud.upload-gone')) return []; // it ended between the two questions
        throw error;
      });
      const neededBy = needed.get(uploadId);
      const { endpoint: _, ...shown } = known;
      found.push({
        ...shown,
        begun: new Date(initiated).toISOString(),
        bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
        ...(neededBy === undefined ? {} : { neededBy: neededBy.id }),
      });
    }
  }
  if (gone.size > 0) await ask.begun.forget(gone);
  return found;
}

/** Fails with `asked.not-now` while it is being sent. Safe to call twice. */
export async function removeLeftover(ask: LeftoversAsk, uploadId: string, signal: AbortSignal): Promise<void> {
  const known = (await ask.begun.list()).find((one) => one.uploadId === uploadId && one.account === ask.account);
  if (known === undefined) return;
  if ((await neededIds(ask)).get(uploadId)?.busy === true) throw new Failure('asked.not-now', { reason: 'running' });
  const { region, bucket, key, endpoint } = known;
  await ask.cloud.objects(region, bucket, { endpoint }).abortUpload(key, uploadId, signal);
  await ask.begun.forget(new Set([uploadId]));
}

/** The uploads that a migration will continue. */
async function neededIds(ask: LeftoversAsk): Promise<Map<string, { id: string; busy: boolean }>> {
  const needed = new Map<string, { id: string; busy: boolean }>();
  for (const { record, folder, busy } of ask.migrations) {
    const over = Object.values(record.stages).some(({ at }) => at === 'cancelled');
    if (record.plan === undefined || over || record.stages.upload.at === 'done') continue;
    for (const disk of record.plan.disks.keys()) {
      const journal = await readJournal(journalPath(folder, disk));
      if (journal !== undefined) needed.set(journal.header.uploadId, { id: record.id, busy });
    }
  }
  return needed;
}

function places(ours: readonly BegunUpload[]): BegunUpload[] {
  const byPlace = new Map(ours.map((one) => [JSON.stringify([one.region, one.bucket, one.key]), one]));
  return [...byPlace.values()];
}
