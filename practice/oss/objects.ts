/** OSS: whole objects, put, read, described and removed. */
import { rm } from 'node:fs/promises';
import { CloudError, type Call } from '../http/exchange.ts';
import type { Bucket } from '../world/world.ts';
import { checkConditions } from './conditions.ts';
import type { StoredObject } from './manifests.ts';
import { streamObject } from './object-bytes.ts';
import type { ObjectStore } from './object-store.ts';
import type { OssAction, OssParts } from './oss-parts.ts';
import { receiveFile } from './receive-file.ts';

export function objectActions({ store, now, onObjectGone }: OssParts): Record<string, OssAction> {
  return {
    PutObject: async ({ call, address: { key } }, bucket) => {
      checkKey(key);
      checkOverwrite(store, call, bucket.name, key);
      const file = store.incoming();
      try {
        const body = await receiveFile(call, file);
        checkRetention(store, bucket, key, now());
        checkOverwrite(store, call, bucket.name, key); // another upload may have ended in the meantime
        const object = store.put(
          {
            bucket: bucket.name,
            key,
            bytes: body.bytes,
            etag: body.md5,
            crc64: String(body.crc64),
            type: 'Normal',
            storageClass: storageClassOf(call, bucket),
            headers: keptHeaders(call),
            modified: now(),
          },
          file,
        );
        await onObjectGone(bucket.name, key);
        return { status: 200, headers: { ...checksums(object), ...encryption(bucket) }, body: '' };
      } finally {
        await rm(file, { force: true });
      }
    },

    GetObject: ({ call, address: { key } }, bucket) => {
      const object = existing(store, bucket.name, key);
      readable(object);
      checkConditions(call, object);
      const range = readRange(call.headers['range'], object.bytes);
      const [start, end] = range ?? [0, object.bytes];
      return Promise.resolve({
        status: range === undefined ? 200 : 206,
        headers: {
          ...description(object, bucket),
          'content-length': String(end - start),
          ...(range === undefined ? {} : { 'content-range': `bytes ${start}-${end - 1}/${object.bytes}` }),
        },
        body: streamObject(store, object, start, end),
      });
    },

    HeadObject: ({ call, address: { key } }, bucket) => {
      const object = existing(store, bucket.name, key);
      checkConditions(call, object);
      return Promise.resolve({
        status: 200,
        headers: { ...description(object, bucket), 'content-length': String(object.bytes) },
        body: '',
      });
    },

    DeleteObject: async ({ address: { key } }, bucket) => {
      checkRetention(store, bucket, key, now());
      store.remove(bucket.name, key);
      await onObjectGone(bucket.name, key);
      return { status: 204, headers: {}, body: '' };
    },
  };
}

/** Archived objects must be restored before they are read. */
export function readable({ storageClass }: StoredObject): void {
  if (/Archive/.test(storageClass))
    throw new CloudError(403, 'InvalidObjectState', "The operation is not valid for the object's state.", {
      EC: '0016-00000701',
    });
}

export function existing(store: ObjectStore, bucket: string, key: string): StoredObject {
  const object = store.find(bucket, key);
  if (object === undefined) {
    throw new CloudError(404, 'NoSuchKey', 'The specified key does not exist.', {
      Key: key,
      EC: '0026-00000001',
    });
  }
  return object;
}

/** 1–1023 bytes, not beginning with a slash (OSS limits). */
export function checkKey(key: string): void {
  if (Buffer.byteLength(key) > 1023 || /^[/\\]/.test(key)) {
    throw new CloudError(
      400,
      'InvalidObjectName',
      'The length of object name must be less than 1024, and it must not begin with a slash.',
      { ObjectName: key },
    );
  }
}

/** What a retention policy holds is neither removed nor replaced. */
export function checkRetention(store: ObjectStore, bucket: Bucket, key: string, now: number): void {
  const object = store.find(bucket.name, key);
  if (object === undefined || bucket.retentionDays === undefined) return;
  if (now - object.modified < bucket.retentionDays * 86_400_000)
    throw new CloudError(409, 'FileImmutable', 'The object you specified is immutable.', { EC: '0026-00000601' });
}

/** `EC`: OSS numbers the error for each operation. */
export function checkOverwrite(
  store: ObjectStore,
  call: Call,
  bucket: string,
  key: string,
  EC = '0026-00000020',
): void {
  if (call.headers['x-oss-forbid-overwrite'] === 'true' && store.find(bucket, key) !== undefined) {
    throw new CloudError(
      409,
      'FileAlreadyExists',
      'The object you specified already exists and can not be overwritten.',
      { EC },
    );
  }
}

export const checksums = (object: StoredObject): Record<string, string> => ({
  etag: `"${object.etag}"`,
  'x-oss-hash-crc64ecma': object.crc64,
});

/** The class asked for, else the bucket's. */
export function storageClassOf(call: Call, bucket: Bucket): string {
  const asked = call.headers['x-oss-storage-class'] ?? bucket.storageClass;
  if (!storageClasses.includes(asked))
    throw new CloudError(400, 'InvalidArgument', 'The storage class is not valid.', {
      ArgumentName: 'x-oss-storage-class',
      ArgumentValue: asked,
    });
  return asked;
}
export const storageClasses = ['Standard', 'IA', 'Archive', 'ColdArchive', 'DeepColdArchive'];

export const encryption = (bucket: Bucket): Record<string, string> =>
  bucket.encrypted ? { 'x-oss-server-side-encryption': 'AES256' } : {};

/** What an object's owner attached to it. */
export const keptHeaders = (call: Call): Record<string, string> =>
  Object.fromEntries(
    Object.entries(call.headers).filter(([name]) => name === 'content-type' || name.startsWith('x-oss-meta-')),
  );

const description = (object: StoredObject, bucket: Bucket): Record<string, string> => ({
  'content-type': 'application/octet-stream',
  ...object.headers,
  ...checksums(object),
  ...encryption(bucket),
  'x-oss-object-type': object.type,
  'x-oss-storage-class': object.storageClass,
  'last-modified': new Date(object.modified).toUTCString(),
  'accept-ranges': 'bytes',
});

/** Undefined where OSS answers the whole object: no range, several, or one that does not fit. */
export function readRange(header: string | undefined, bytes: number): [start: number, end: number] | undefined {
  const range = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (range === null || (range[1] === '' && range[2] === '')) return undefined;
  const start = range[1] === '' ? Math.max(0, bytes - Number(range[2])) : Number(range[1]);
  const end = range[1] === '' || range[2] === '' ? bytes : Math.min(bytes, Number(range[2]) + 1);
  return start < end ? [start, end] : undefined;
}
