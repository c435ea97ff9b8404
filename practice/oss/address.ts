/**
 * Which bucket and object a request may mean. Everything answers on one loopback address, so the Host header, the path and
 * a custom domain are all possible; the signature, which always covers the bucket, tells which was meant.
 */
import { decode, type Call } from '../http/exchange.ts';

export interface Address {
  /** Empty for requests about the account. */
  readonly bucket: string;
  /** Empty for requests about a bucket. */
  readonly key: string;
  /** The region of the endpoint, where the Host header names one. */
  readonly region: string | undefined;
  readonly internal: boolean;
}

const ossHost = /^(?:([a-z0-9][a-z0-9-]*)?\.)?oss-([a-z0-9-]+?)(-internal)?\.aliyuncs\.com(?::\d+)?$/;

/** In order of likelihood, never empty. `buckets` are the names a custom domain could stand for. */
export function possibleAddresses(call: Call, buckets: readonly string[]): readonly [Address, ...Address[]] {
  const host = ossHost.exec(call.headers['host'] ?? '');
  const region = host?.[2];
  const internal = host?.[3] !== undefined;
  const path = decode(call.path).replace(/^\//, '');
  const slash = path.indexOf('/');
  const inPath: Address = {
    bucket: slash < 0 ? path : path.slice(0, slash),
    key: slash < 0 ? '' : path.slice(slash + 1),
    region,
    internal,
  };
  const hostBucket = host?.[1];
  if (hostBucket !== undefined) return [{ bucket: hostBucket, key: path, region, internal }, inPath];
  return [inPath, ...buckets.map((bucket) => ({ bucket, key: path, region, internal }))];
}
