/** Finds an object by its address, and looks what it holds; where the address names no region, its bucket's is asked. */
import type { OssEndpoint } from '../../../contract/network.ts';
import type { FoundObject } from '../../../contract/target.ts';
import { Failure } from '../../../contract/failure-error.ts';
import { parseObjectAddress } from '../../../contract/object-address.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { diskInObject } from './disk-in-object.ts';

/** Fails with `asked.address-unreadable`, `cloud.bucket-missing`, `cloud.object-missing`, and `source.*` when no disk is in it. */
export async function findObject(
  cloud: Cloud,
  address: string,
  endpoint: OssEndpoint | undefined,
  signal: AbortSignal,
): Promise<FoundObject> {
  const { bucket, key, region: said } = parseObjectAddress(address);
  const region = said ?? (await cloud.buckets(signal)).find(({ name }) => name === bucket)?.region;
  if (region === undefined) throw new Failure('cloud.bucket-missing', { bucket });
  const store = cloud.objects(region, bucket, { endpoint });
  const found = await store.head(key, signal);
  if (found === undefined) throw new Failure('cloud.object-missing', { bucket, key });
  const { bytes, storageClass } = found;
  const disk = await diskInObject(store, { bucket, key, bytes }, signal);
  return { bucket, key, region, bytes, storageClass, ...(disk === undefined ? {} : { disk }) };
}
