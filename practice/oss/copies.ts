/** OSS: objects and parts made from other objects of the same account, and many objects removed at once. */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { CloudError, decode, readBody, type Call } from '../http/exchange.ts';
import { ownerOf } from '../world/caller.ts';
import type { Bucket } from '../world/world.ts';
import { checkConditions } from './conditions.ts';
import { encodingType, spelling } from './lists.ts';
import type { StoredObject } from './manifests.ts';
import { findUpload, partNumberOf } from './multipart.ts';
import { streamObject } from './object-bytes.ts';
import {
  checkKey,
  checkOverwrite,
  checkRetention,
  encryption,
  existing,
  keptHeaders,
  readable,
  readRange,
  storageClassOf,
} from './objects.ts';
import { xmlAnswer, type OssAction, type OssParts, type OssRequest } from './oss-parts.ts';
import { receiveFile, type Received } from './receive-file.ts';
import { readDeleteRequest, xmlDocument } from './xml.ts';

/** CopyObject takes no larger source (OSS limits). */
const largestCopy = 5 * 2 ** 30;

export function copyActions(parts: OssParts): Record<string, OssAction> {
  const { store, now, onObjectGone } = parts;
  const receive = async (
    call: Call,
    source: StoredObject,
    [start, end]: readonly [number, number],
    keep: (body: Received, file: string) => Promise<void> | void,
  ): Promise<void> => {
    const file = store.incoming();
    try {
      const body = streamObject(store, source, start, end);
      await keep(await receiveFile({ ...call, headers: { 'content-length': String(end - start) }, body }, file), file);
    } finally {
      await rm(file, { force: true });
    }
  };
  return {
    CopyObject: async (request, bucket) => {
      const { call, address } = request;
      checkKey(address.key);
      checkRetention(store, bucket, address.key, now());
      checkOverwrite(store, call, bucket.name, address.key);
      const source = sourceOf(parts, request);
      if (source.bytes > largestCopy)
        throw new CloudError(400, 'EntityTooLarge', 'The source is too large to be copied in one request.');
      const replaces = (call.headers['x-oss-metadata-directive'] ?? 'COPY').toUpperCase() === 'REPLACE';
      await receive(call, source, [0, source.bytes], async (body, file) => {
        store.put(
          {
            bucket: bucket.name,
            key: address.key,
            bytes: body.bytes,
            etag: source.etag,
            crc64: String(body.crc64),
            type: source.type,
            storageClass: storageClassOf(call, bucket),
            headers: replaces ? keptHeaders(call) : source.headers,
            modified: now(),
          },
          file,
        );
        await onObjectGone(bucket.name, address.key);
      });
      return copied('CopyObjectResult', source.etag, now(), bucket);
    },

    UploadPartCopy: async (request, bucket) => {
      const { call, address } = request;
      const partNumber = partNumberOf(call);
      const source = sourceOf(parts, request);
      const asked = call.headers['x-oss-copy-source-range'];
      const range = readRange(asked, source.bytes);
      if (asked !== undefined && range === undefined)
        throw new CloudError(416, 'InvalidRange', 'The requested range cannot be satisfied.');
      findUpload(store, call, bucket.name, address.key);
      let etag = '';
      await receive(call, source, range ?? [0, source.bytes], (body, file) => {
        const upload = findUpload(store, call, bucket.name, address.key); // it may have ended in the meantime
        store.addPart(
          upload,
          { partNumber, bytes: body.bytes, etag: body.md5, crc64: String(body.crc64), modified: now() },
          file,
        );
        etag = body.md5;
      });
      return copied('CopyPartResult', etag, now(), bucket);
    },

    DeleteObjects: async ({ call }, bucket) => {
      const document = await readBody(call.body, 2 ** 21);
      const digest = createHash('md5').update(document).digest('base64');
      if (call.headers['content-md5'] !== undefined && call.headers['content-md5'] !== digest)
        throw new CloudError(400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.');
      const { keys, quiet } = readDeleteRequest(document.toString('utf8'));
      for (const key of keys) {
        checkRetention(store, bucket, key, now());
        store.remove(bucket.name, key);
        await onObjectGone(bucket.name, key);
      }
      const name = spelling(call);
      const removed = quiet ? [] : keys.map((key) => ({ Key: name(key) }));
      return xmlAnswer(xmlDocument('DeleteResult', { ...encodingType(call), Deleted: removed }));
    },
  };
}

const copied = (name: string, etag: string, modified: number, bucket: Bucket): ReturnType<typeof xmlAnswer> =>
  xmlAnswer(
    xmlDocument(name, { LastModified: new Date(modified).toISOString(), ETag: `"${etag}"` }),
    encryption(bucket),
  );

/** `/bucket/key`, percent-encoded; a bucket of the caller's in the same region. */
function sourceOf({ world, store }: OssParts, { call, account }: OssRequest): StoredObject {
  const given = decode(call.headers['x-oss-copy-source'] ?? '');
  const found = /^\/?([^/]+)\/(.+)$/s.exec(given);
  if (found === null)
    throw new CloudError(400, 'InvalidArgument', 'Copy Source must mention the source bucket and key.');
  const [, bucket = '', key = ''] = found;
  const owned = world.state.buckets.find((one) => one.name === bucket);
  if (owned === undefined)
    throw new CloudError(404, 'NoSuchBucket', 'The specified bucket does not exist.', { BucketName: bucket });
  if (ownerOf(owned) !== account)
    throw new CloudError(403, 'AccessDenied', 'You do not have read permission on this object.');
  const source = existing(store, bucket, key);
  readable(source);
  checkConditions(call, source, 'x-oss-copy-source-');
  return source;
}
