/**
 * Which bucket and object a request may mean. Everything answers on one loopback address, so the Host header, the path and
 * a custom domain are all possible; the signature, which always covers the bucket, tells which was meant.
 */
import { decode, type Call } from '../http/exchange.ts';

/** How OSS was reached; loopback itself counts as public. */
type Way = 'public' | 'internal' | 'accelerate' | 'domain';

export interface Address {
  /** Empty for requests about the account. */
  readonly bucket: string;
  /** Empty for requests about a bucket. */
  readonly key: string;
  /** The region of the endpoint, where the Host header names one. */
  readonly region: string | undefined;
  readonly way: Way;
}

const ossHost = /^(?:([a-z0-9][a-z0-9-]*)?\.)?oss-([a-z0-9-]+?)(-internal)?\.aliyuncs\.com(?::\d+)?$/;
const accelerated = ['accelerate', 'accelerate-overseas'];
const loopbackHost = /^(?:127\.0\.0\.1|localhost|\[::1\])?(?::\d+)?$/;

/** In order of likelihood, never empty. `buckets` are the names a custom domain could stand for. */
export function possibleAddresses(call: Call, buckets: readonly string[]): readonly [Address, ...Address[]] {
  const [first, ...rest] = readAs(call, buckets, false);
  // a plus is itself, but older SDKs (that for Go up to 1.4) write a blank so: what was signed decides
  return [first, ...rest, ...(call.path.includes('+') ? readAs(call, buckets, true) : [])];
}

function readAs(call: Call, buckets: readonly string[], plusIsSpace: boolean): readonly [Address, ...Address[]] {
  const given = call.headers['host'] ?? '';
  const host = ossHost.exec(given);
  const anywhere = host?.[2] !== undefined && accelerated.includes(host[2]);
  const region = anywhere ? undefined : host?.[2];
  const way = anywhere ? 'accelerate' : host === null ? 'public' : host[3] === undefined ? 'public' : 'internal';
  const path = decode(call.path, plusIsSpace).replace(/^\//, '');
  const slash = path.indexOf('/');
  const inPath: Address = {
    bucket: slash < 0 ? path : path.slice(0, slash),
    key: slash < 0 ? '' : path.slice(slash + 1),
    region,
    way,
  };
  const hostBucket = host?.[1];
  if (hostBucket !== undefined) return [{ bucket: hostBucket, key: path, region, way }, inPath];
  const isDomain = host === null && !loopbackHost.test(given);
  const behindDomain = buckets.map((bucket): Address => ({
    bucket,
    key: path,
    region,
    way: isDomain ? 'domain' : way,
  }));
  const [first, ...rest] = behindDomain;
  return isDomain && first !== undefined ? [first, ...rest, inPath] : [inPath, ...behindDomain];
}
