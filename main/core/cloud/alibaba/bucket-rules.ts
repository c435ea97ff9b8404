/** A bucket's retention policy and life cycle rules, as far as an upload meets them. Source: OSS API, GetBucketWorm and GetBucketLifecycle. */
import { failedWith } from '../../../../contract/failure-error.ts';
import { z } from '../../../../contract/schema.ts';
import type { BucketRules } from '../cloud.ts';
import type { OssCall, OssClient } from './oss-client.ts';

/** Methods of ali-oss that its type package leaves out or types as if they answered less. */
interface Asker {
  getBucketWorm(name: string): Promise<unknown>;
  getBucketLifecycle(name: string): Promise<unknown>;
}
const worm = z.object({ state: z.string() });
const lifecycle = z.object({
  rules: z
    .array(
      z.object({
        prefix: z.string().nullish(),
        status: z.string(),
        abortMultipartUpload: z.object({ days: z.coerce.number().positive().optional() }).optional(),
      }),
    )
    .nullable(),
});

export async function bucketRules(
  client: OssClient,
  bucket: string,
  wish: (action: string) => OssCall,
): Promise<BucketRules> {
  /** Undefined where the bucket has none, or we may not know. */
  const ask = async <T extends z.ZodType>(
    action: string,
    shape: T,
    send: (oss: Asker) => Promise<unknown>,
  ): Promise<z.output<T> | undefined> => {
    try {
      return await client.call(wish(action), async (oss) => shape.parse(await send(oss as unknown as Asker)));
    } catch (error) {
      const none = failedWith(error, 'cloud.refused') && /^(NoSuch|NotImplemented)/.test(error.facts.code);
      if (none || failedWith(error, 'account.forbidden')) return undefined;
      throw error;
    }
  };
  const kept = await ask('oss:GetBucketWorm', worm, (oss) => oss.getBucketWorm(bucket));
  const cycle = await ask('oss:GetBucketLifecycle', lifecycle, (oss) => oss.getBucketLifecycle(bucket));
  return {
    // a policy that is not locked yet holds already; one that was not locked within a day has lapsed
    retention: kept !== undefined && ['InProgress', 'Locked'].includes(kept.state),
    abortsUploadAfterDays(key) {
      const days = (cycle?.rules ?? [])
        .filter(({ status, prefix }) => status === 'Enabled' && key.startsWith(prefix ?? ''))
        .flatMap(({ abortMultipartUpload }) => abortMultipartUpload?.days ?? []);
      return days.length === 0 ? undefined : Math.min(...days);
    },
  };
}
