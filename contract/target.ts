/** Where a migration goes: regions, buckets, objects that are there, the network on the way; and the calls about them. */
import { account } from './accounts.ts';
import { diskFormat } from './disks.ts';
import { failureView } from './failure.ts';
import { ossEndpoint } from './network.ts';
import { bucketName, regionId } from './plan.ts';
import { call } from './rpc.ts';
import { z } from './schema.ts';

export const regionView = z.strictObject({ id: z.string(), name: z.string() });

export const bucketView = z.strictObject({ name: z.string(), region: z.string() });

export type BucketView = z.infer<typeof bucketView>;

/** What measuring the network found. Nothing of it stays in the bucket. */
export const networkReport = z.strictObject({
  /** The OSS host that was asked, and the proxy on the way there, if any. */
  host: z.string(),
  proxy: z.string().optional(),
  /** From a request to its answer, at best. */
  latencyMs: z.number().nonnegative().optional(),
  /** Absent where nothing could be sent. */
  bytesPerSecond: z.number().nonnegative().optional(),
  /** How far this machine's clock is ahead; 0 where it does not matter. */
  clockAheadMs: z.number(),
  /** Why data cannot be sent this way. */
  failure: failureView.optional(),
  /** The other ways into the same bucket, where this one is closed. */
  endpoints: z.array(z.strictObject({ endpoint: ossEndpoint, works: z.boolean(), failure: failureView.optional() })),
});

export type NetworkReport = z.infer<typeof networkReport>;

export const foundObject = z.strictObject({
  bucket: z.string(),
  key: z.string(),
  region: z.string(),
  bytes: z.number(),
  storageClass: z.string(),
  /** What its first and last bytes say it holds; absent where they may not be read. */
  disk: z.strictObject({ format: diskFormat, virtualSizeBytes: z.number().optional() }).optional(),
});

export type FoundObject = z.infer<typeof foundObject>;

export const namedView = z.strictObject({ id: z.string(), name: z.string() });

export const targetCalls = {
  'target.regions': call(z.strictObject({ account: z.string() }), z.array(regionView)),
  'target.buckets': call(z.strictObject({ account: z.string(), region: regionId }), z.array(bucketView)),
  'target.createBucket': call(
    z.strictObject({ account: z.string(), region: regionId, bucket: bucketName }),
    bucketView,
  ),
  /** Measures the way to a bucket by sending a few small objects that are removed again. */
  'network.check': call(
    z.strictObject({
      account: z.string(),
      region: regionId,
      bucket: bucketName,
      endpoint: ossEndpoint.optional(),
    }),
    networkReport,
  ),
  'target.resourceGroups': call(z.strictObject({ account }), z.array(namedView)),
  /** Finds an object by any address the console gives for it. */
  'target.findObject': call(
    z.strictObject({ account, address: z.string().max(8_000), endpoint: ossEndpoint.optional() }),
    foundObject,
  ),
} as const;
