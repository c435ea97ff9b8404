/** Whether the objects of an import are still what was uploaded, or was there: asked directly before it, and after its end. */
import { Failure, failedWith } from '../../../contract/failure-error.ts';
import type { ObjectFacts, ObjectStore } from '../cloud/cloud.ts';
import { allObjectKeys } from './object-key.ts';
import type { Checkpoints, ObjectSeen } from './record.ts';
import type { StageContext } from './stage.ts';

type Uploaded = NonNullable<Checkpoints['upload']>['objects'][number];

/** The store of a migration, whose objects are marked as its own. */
export async function storeOf({ tools, plan, id }: StageContext, once = false): Promise<ObjectStore> {
  const { region, bucket, endpoint } = plan.target;
  return (await tools.cloud()).objects(region, bucket, { endpoint, owner: id, ...(once ? { once } : {}) });
}

/**
 * What each has for an ETag now. Fails with `cloud.object-missing`, and with `cloud.object-replaced` where one is not what
 * this migration has uploaded. Where objects may not be looked at, nothing is known of them.
 */
export async function seenObjects(context: StageContext): Promise<ObjectSeen[]> {
  const store = await storeOf(context);
  const { bucketName: bucket } = store;
  const seen: ObjectSeen[] = [];
  for (const key of allObjectKeys(context.plan)) {
    const there = await look(store, key, context.signal);
    if (there === 'forbidden') continue;
    if (there === undefined) throw new Failure('cloud.object-missing', { bucket, key });
    const uploaded = context.checkpoints.upload?.objects.find((one) => one.key === key);
    if (uploaded !== undefined && !isIt(context, there, uploaded))
      throw new Failure('cloud.object-replaced', { bucket, key });
    seen.push({ key, etag: there.etag });
  }
  return seen;
}

/** Fails with `cloud.object-replaced` where one is not the object that was seen then. */
export async function assertSame(context: StageContext, before: readonly ObjectSeen[]): Promise<void> {
  const { bucket } = context.plan.target;
  for (const { key, etag } of await seenObjects(context)) {
    const then = before.find((one) => one.key === key);
    if (then !== undefined && then.etag !== etag) throw new Failure('cloud.object-replaced', { bucket, key });
  }
}

/** How many of the objects uploaded, in order, are there and unchanged. */
export async function stillThere(context: StageContext): Promise<number> {
  const store = await storeOf(context);
  const objects = context.checkpoints.upload?.objects ?? [];
  for (const [index, uploaded] of objects.entries()) {
    const there = await look(store, uploaded.key, context.signal);
    if (there !== 'forbidden' && (there === undefined || !isIt(context, there, uploaded))) return index;
  }
  return objects.length;
}

/** Where the service says no CRC-64, the mark has to do. */
const isIt = ({ id }: StageContext, there: ObjectFacts, { bytes, crc64 }: Uploaded): boolean =>
  there.bytes === bytes && (there.crc64 === crc64 || (there.crc64 === '' && there.owner === id));

async function look(
  store: ObjectStore,
  key: string,
  signal: AbortSignal,
): Promise<ObjectFacts | 'forbidden' | undefined> {
  try {
    return await store.head(key, signal);
  } catch (error) {
    if (failedWith(error, 'account.forbidden')) return 'forbidden';
    throw error;
  }
}
