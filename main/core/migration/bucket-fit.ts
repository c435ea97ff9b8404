/** What ImportImage asks of the bucket: its region, no encryption, a storage class it can read. */
import { Failure } from '../../../contract/failure-error.ts';
import type { Plan } from '../../../contract/plan.ts';
import type { BucketFacts } from '../cloud/cloud.ts';

export function assertRegion({ bucket, region }: Plan['target'], facts: BucketFacts): void {
  if (facts.region !== region)
    throw new Failure('cloud.bucket-elsewhere', { bucket, bucketRegion: facts.region, region });
}

export function assertUnencrypted({ bucket }: Plan['target'], facts: BucketFacts): void {
  if (facts.encrypted) throw new Failure('cloud.bucket-encrypted', { bucket });
}

export const unfitClass = ({ bucket }: Plan['target'], { storageClass }: BucketFacts): Failure =>
  new Failure('cloud.storage-class-unfit', { bucket, storageClass });

export function assertReadable(target: Plan['target'], facts: BucketFacts): void {
  if (facts.storageClass.includes('Archive')) throw unfitClass(target, facts);
}
