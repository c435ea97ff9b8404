/** What a migration is before it runs: a new record, a draft with its signatures, and the plan it settles to. */
import { Failure } from '../../../contract/failure-error.ts';
import type { Plan } from '../../../contract/plan.ts';
import { isoNow, type Clock } from '../base/clock.ts';
import { newMigrationId } from '../base/ids.ts';
import { settle } from './plan-file.ts';
import { pendingStages, type MigrationRecord, type StoredDraft } from './record.ts';
import { signed } from './sign.ts';

export const newRecord = (
  name: string,
  wish: Pick<MigrationRecord, 'draft' | 'plan' | 'practice'>,
  clock: Clock,
): MigrationRecord => ({
  schema: 1,
  id: newMigrationId(),
  created: isoNow(clock),
  name,
  stages: pendingStages(),
  checkpoints: {},
  removedObjects: [],
  ...wish,
});

/** With a signature under each accepted finding; those that `before` has already are kept. */
export function signedWish<W extends Pick<StoredDraft, 'accepted'>>(
  wish: W,
  before: StoredDraft | undefined,
  clock: Clock,
): W {
  const { accepted } = wish;
  if (accepted === undefined) return wish;
  return { ...wish, accepted: signed(accepted, before?.accepted, isoNow(clock)) };
}

/** The settled plan, or the draft settled now. */
export function planOf(record: MigrationRecord): Plan {
  if (record.plan !== undefined) return record.plan;
  if (record.draft === undefined) throw new Failure('asked.not-now', { reason: 'draft' });
  return settle(record.draft);
}
