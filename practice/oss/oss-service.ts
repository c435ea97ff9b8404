/** OSS's front: which operation a request is, whether its signature and endpoint allow it, and how a refusal is written. */
import { CloudError, newOssRequestId, type Answer, type Call, type Operation, type Target } from '../http/exchange.ts';
import { ownerOf } from '../world/caller.ts';
import { isMainland } from '../world/regions.ts';
import { checkRight } from '../world/rights.ts';
import type { Switches } from '../world/faults.ts';
import type { Bucket } from '../world/world.ts';
import type { Address } from './address.ts';
import { authorize, type Authorized } from './authorize.ts';
import { bucketActions } from './buckets.ts';
import { copyActions } from './copies.ts';
import { listActions } from './lists.ts';
import { multipartActions } from './multipart.ts';
import { objectActions } from './objects.ts';
import type { OssAction, OssParts, OssRequest } from './oss-parts.ts';
import { xmlDocument } from './xml.ts';

export function ossService(parts: OssParts): (call: Call) => Operation {
  const forAccount = new Map(Object.entries(bucketActions(parts).forAccount));
  const forBucket = new Map(
    Object.entries({
      ...bucketActions(parts).forBucket,
      ...listActions(parts),
      ...objectActions(parts),
      ...multipartActions(parts),
      ...copyActions(parts),
    }),
  );
  return (call) => {
    const requestId = newOssRequestId();
    const authorized = authorize(call, parts.world, parts.now());
    const target = targetOf(call, authorized.address);
    return {
      target,
      requestId,
      refuse: (error) => refusal(call, authorized.address, requestId, error),
      async run() {
        if (authorized.refusal !== undefined) throw authorized.refusal;
        const { address, signRegion, caller } = authorized;
        if (caller === undefined) throw new Error('neither refused nor a caller');
        checkAccountOpen(parts);
        checkRight(parts.faults.switches, caller, target);
        const request: OssRequest = { call, address, signRegion, account: caller.account };
        const whole = forAccount.get(target.action);
        const within = forBucket.get(target.action);
        const answer =
          whole !== undefined
            ? await whole(request)
            : await (within ?? unknownAction)(request, bucketOf(parts, target, authorized));
        return {
          ...answer,
          headers: {
            'x-oss-request-id': requestId,
            server: 'AliyunOSS',
            ...asSwitched(parts.faults.switches, target, answer.headers),
          },
        };
      },
    };
  };
}

/** Queries that name an operation of OSS the practice cloud does not have; without this they would pass for plain reads and writes. */
const notOffered = [
  'acl',
  'append',
  'callback',
  'cname',
  'cors',
  'encryption',
  'inventory',
  'lifecycle',
  'logging',
  'policy',
  'qos',
  'referer',
  'replication',
  'requestPayment',
  'restore',
  'stat',
  'style',
  'symlink',
  'tagging',
  'transferAcceleration',
  'versioning',
  'versions',
  'website',
  'worm',
  'x-oss-process',
];

function targetOf(call: Call, { bucket, key }: Address): Target {
  const uploadId = call.query.get('uploadId');
  const partNumber = Number(call.query.get('partNumber') ?? NaN);
  return {
    service: 'oss',
    action: actionOf(call, bucket, key),
    ...(bucket === '' ? {} : { bucket }),
    ...(key === '' ? {} : { key }),
    ...(uploadId === undefined ? {} : { uploadId }),
    ...(Number.isInteger(partNumber) && partNumber > 0 ? { partNumber } : {}),
  };
}

function actionOf({ method, query, headers }: Call, bucket: string, key: string): string {
  if (method === 'GET' && key === '' && bucket !== '' && query.has('worm')) return 'GetBucketWorm';
  if (method === 'GET' && key === '' && bucket !== '' && query.has('lifecycle')) return 'GetBucketLifecycle';
  const other = notOffered.find((name) => query.has(name));
  if (other !== undefined) return `${method} ?${other}`;
  if (bucket === '') return method === 'GET' ? 'ListBuckets' : `${method} /`;
  if (key === '') {
    if (method === 'PUT') return 'PutBucket';
    if (method === 'DELETE') return 'DeleteBucket';
    if (method === 'POST' && query.has('delete')) return 'DeleteObjects';
    if (method !== 'GET') return `${method} bucket`;
    if (query.has('bucketInfo')) return 'GetBucketInfo';
    if (query.has('location')) return 'GetBucketLocation';
    return query.has('uploads') ? 'ListMultipartUploads' : 'ListObjects';
  }
  const inUpload = query.has('uploadId');
  if (method === 'PUT') {
    if (headers['x-oss-copy-source'] !== undefined) return inUpload ? 'UploadPartCopy' : 'CopyObject';
    return inUpload ? 'UploadPart' : 'PutObject';
  }
  if (method === 'GET') return inUpload ? 'ListParts' : 'GetObject';
  if (method === 'HEAD') return 'HeadObject';
  if (method === 'DELETE') return inUpload ? 'AbortMultipartUpload' : 'DeleteObject';
  if (method === 'POST' && query.has('uploads')) return 'InitiateMultipartUpload';
  return method === 'POST' && inUpload ? 'CompleteMultipartUpload' : `${method} object`;
}

const unknownAction: OssAction = () =>
  Promise.reject(
    new CloudError(400, 'NotImplemented', 'A header you provided implies functionality that is not implemented.'),
  );

/** Checksums and encryption as the world has them. */
function asSwitched(
  { withoutCrc64, encryptsUnseen }: Switches,
  { key }: Target,
  headers: Answer['headers'],
): Answer['headers'] {
  const { 'x-oss-hash-crc64ecma': crc64, ...rest } = headers;
  return {
    ...rest,
    ...(crc64 === undefined || withoutCrc64 ? {} : { 'x-oss-hash-crc64ecma': crc64 }),
    ...(encryptsUnseen && key !== undefined ? { 'x-oss-server-side-encryption': 'KMS' } : {}),
  };
}

/** OSS refuses accounts that have not activated it or have not paid. */
function checkAccountOpen({ faults }: OssParts): void {
  if (faults.switches.ossDisabled)
    throw new CloudError(403, 'UserNotActivated', 'The OSS service of the account is not activated.');
  if (faults.switches.inArrears) throw new CloudError(403, 'UserDisable', 'UserDisable', { EC: '0003-00000801' });
}

/** The bucket, if this endpoint may serve it. */
function bucketOf({ world, faults }: OssParts, target: Target, { address, signRegion, caller }: Authorized): Bucket {
  const bucket = world.state.buckets.find((one) => one.name === address.bucket);
  if (bucket === undefined) {
    throw new CloudError(404, 'NoSuchBucket', 'The specified bucket does not exist.', {
      BucketName: address.bucket,
      EC: '0015-00000101',
    });
  }
  if (ownerOf(bucket) !== caller?.account) {
    throw new CloudError(403, 'AccessDenied', 'You do not have write acl permission on this object.', {
      EC: '0003-00000001',
    });
  }
  // through a domain of one's own or acceleration only the signature names a region
  const asked = address.region ?? signRegion;
  if (asked !== undefined && asked !== bucket.region) {
    throw new CloudError(
      403,
      'AccessDenied',
      'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
      { Bucket: bucket.name, Endpoint: `oss-${bucket.region}.aliyuncs.com`, EC: '0003-00001403' },
    );
  }
  const aboutData =
    target.key !== undefined || ['ListObjects', 'ListMultipartUploads', 'DeleteObjects'].includes(target.action);
  const forbidden = address.way === 'public' || address.way === 'accelerate';
  if (faults.switches.publicEndpointForbidden && aboutData && isMainland(bucket.region) && forbidden) {
    throw new CloudError(
      400,
      'PublicEndpointForbidden',
      'Not allowed using the OSS public endpoint , please use CNAME instead.',
      {
        EC: '0048-00000401',
      },
    );
  }
  return bucket;
}

function refusal(call: Call, address: Address, requestId: string, error: CloudError): Answer {
  const { EC, ...extra } = error.extra;
  const headers = {
    'x-oss-request-id': requestId,
    server: 'AliyunOSS',
    ...(EC === undefined ? {} : { 'x-oss-ec': EC }),
  };
  if (call.method === 'HEAD' || error.status === 304) return { status: error.status, headers, body: '' };
  const body = xmlDocument('Error', {
    Code: error.code,
    Message: error.message,
    RequestId: requestId,
    HostId: call.headers['host'] ?? address.bucket,
    ...extra,
    ...(EC === undefined ? {} : { EC }),
  });
  return { status: error.status, headers: { ...headers, 'content-type': 'application/xml' }, body };
}
