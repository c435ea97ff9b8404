/** Reads the address of an OSS object in every form the console and OSS's tools give it. Keeps nothing but bucket, region and key: the rest may be a signature. */
import { Failure } from './failure-error.ts';
import { bucketName, objectKey } from './plan.ts';
import { say, type Remark } from './said.ts';

export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
  /** Absent where the address does not say (oss://, transfer acceleration, dual stack by bucket, a domain of one's own). */
  readonly region: string | undefined;
}

const unreadable = (...reason: Remark): Failure => new Failure('asked.address-unreadable', { reason: say(...reason) });

/** `[bucket.]oss-region[-internal].aliyuncs.com`, also `oss-accelerate` and `oss-accelerate-overseas`. */
const usualHost = /^(?:([a-z0-9][a-z0-9-]*)\.)?(?:s3\.)?oss-([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com$/;
/** `[bucket.]region.oss.aliyuncs.com`: dual stack. */
const dualHost = /^(?:([a-z0-9][a-z0-9-]*)\.)?([a-z]{2,4}(?:-[a-z0-9]+)+)\.oss\.aliyuncs\.com$/;
const accelerated = /^accelerate(-overseas)?$/;

/** Fails with `asked.address-unreadable`, without repeating the address. */
export function parseObjectAddress(text: string): ObjectAddress {
  const address = text.trim();
  const short = /^oss:\/\/([^/?#]+)\/([^?#]*)$/i.exec(address);
  // the tools' own spelling is not percent-encoded
  if (short !== null) return checked({ bucket: short[1] ?? '', key: short[2] ?? '', region: undefined });
  if (/^oss:/i.test(address)) throw unreadable('names-no-object');

  const url = readUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `https://${address}`);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw unreadable('neither-https-nor-oss');
  const path = decoded(url.pathname.slice(1));
  const usual = usualHost.exec(url.hostname);
  const host = usual ?? dualHost.exec(url.hostname);
  if (host === null) throw unreadable('host-not-oss');
  const named = host[2];
  const region = usual !== null && named !== undefined && accelerated.test(named) ? undefined : named;
  const bucket = host[1];
  if (bucket !== undefined) return checked({ bucket, key: path, region });
  const slash = path.indexOf('/');
  return checked({
    bucket: slash < 0 ? path : path.slice(0, slash),
    key: slash < 0 ? '' : path.slice(slash + 1),
    region,
  });
}

function readUrl(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw unreadable('no-url');
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw unreadable('encoding-broken');
  }
}

function checked(address: ObjectAddress): ObjectAddress {
  if (!bucketName.safeParse(address.bucket).success) throw unreadable('names-no-bucket');
  if (address.key === '') throw unreadable('names-no-object');
  if (address.key.endsWith('/')) throw unreadable('names-a-folder');
  if (!objectKey.safeParse(address.key).success) throw unreadable('object-name-unfit');
  return address;
}
