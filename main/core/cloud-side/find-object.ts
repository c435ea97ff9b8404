/** Finds an object by its address; where the address names no region, its bucket's is asked. */
import type { FoundObject } from '../../../contract/cloud-views.ts';
import { Failure } from '../../../contract/failure-error.ts';
import { parseObjectAddress } from '../../../contract/object-address.ts';
import type { Cloud } from '../cloud/cloud.ts';

/** Fails with `asked.address-unreadable`, `cloud.bucket-missing` and `cloud.object-missing`. */
export async function findObject(cloud: Cloud, address: string, signal: AbortSignal): Promise<FoundObject> {
  const { bucket, key, region: said } = parseObjectAddress(address);
  const region = said ?? (await cloud.buckets(signal)).find(({ name }) => name === bucket)?.region;
  if (region === undefined) throw new Failure('cloud.bucket-missing', { bucket });
  const found = await cloud.objects(region, bucket).head(key, signal);
  if (found === undefined) throw new Failure('cloud.object-missing', { bucket, key });
  return { bucket, key, region, bytes: found.bytes, storageClass: found.storageClass };
}
