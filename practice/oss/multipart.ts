/** OSS: multipart uploads. As in the real one, short parts are noticed only when the upload is completed. */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { CloudError, readBody, type Call } from '../http/exchange.ts';
import { joinCrc64 } from './crc64.ts';
import { encodingType, pageSize, spelling } from './lists.ts';
import type { PartLine } from './manifests.ts';
import {
  checkKey,
  checkOverwrite,
  checkRetention,
  checksums,
  encryption,
  keptHeaders,
  storageClassOf,
} from './objects.ts';
import type { ObjectStore, Upload } from './object-store.ts';
import { xmlAnswer, type OssAction, type OssParts } from './oss-parts.ts';
import { receiveFile } from './receive-file.ts';
import { readCompleteRequest, xmlDocument } from './xml.ts';

/** For every part but the last (OSS limits). */
const smallestPart = 102_400;
/** Ten thousand parts with their names and line ends. */
const longestComplete = 4 * 2 ** 20;

export function multipartActions({ store, faults, now, onObjectGone }: OssParts): Record<string, OssAction> {
  return {
    InitiateMultipartUpload: ({ call, address: { key } }, bucket) => {
      checkKey(key);
      checkOverwrite(store, call, bucket.name, key);
      const upload = store.begin({
        bucket: bucket.name,
        key,
        storageClass: storageClassOf(call, bucket),
        headers: keptHeaders(call),
        initiated: now(),
      });
      const body = {
        ...encodingType(call),
        Bucket: bucket.name,
        Key: spelling(call)(key),
        UploadId: upload.uploadId,
      };
      return Promise.resolve(xmlAnswer(xmlDocument('InitiateMultipartUploadResult', body), encryption(bucket)));
    },

    UploadPart: async ({ call, address: { key } }, bucket) => {
      const partNumber = partNumberOf(call);
      findUpload(store, call, bucket.name, key);
      const file = store.incoming();
      try {
        const body = await receiveFile(call, file);
        const upload = findUpload(store, call, bucket.name, key); // it may have ended while the part arrived
        store.addPart(
          upload,
          { partNumber, bytes: body.bytes, etag: body.md5, crc64: String(body.crc64), modified: now() },
          file,
        );
        return {
          status: 200,
          headers: {
            etag: `"${body.md5}"`,
            'x-oss-hash-crc64ecma': String(body.crc64),
            ...encryption(bucket),
          },
          body: '',
        };
      } finally {
        await rm(file, { force: true });
      }
    },

    ListParts: ({ call, address: { key } }, bucket) => {
      const upload = findUpload(store, call, bucket.name, key);
      const max = pageSize(call, 'max-parts', 1000);
      const marker = Number(call.query.get('part-number-marker') ?? 0) || 0;
      const rest = inOrder(upload).filter((part) => part.partNumber > marker);
      const page = rest.slice(0, max);
      const body = {
        ...encodingType(call),
        Bucket: bucket.name,
        Key: spelling(call)(key),
        UploadId: upload.uploadId,
        StorageClass: upload.storageClass,
        PartNumberMarker: marker,
        NextPartNumberMarker: page.at(-1)?.partNumber ?? 0,
        MaxParts: max,
        IsTruncated: rest.length > max,
        Part: page.map((part) => ({
          PartNumber: part.partNumber,
          LastModified: new Date(part.modified).toISOString(),
          ETag: `"${part.etag}"`,
          ...(faults.switches.withoutCrc64 ? {} : { HashCrc64ecma: part.crc64 }),
          Size: part.bytes,
        })),
      };
      return Promise.resolve(xmlAnswer(xmlDocument('ListPartsResult', body)));
    },

    CompleteMultipartUpload: async ({ call, address: { key } }, bucket) => {
      const document = await readBody(call.body, longestComplete);
      const digest = call.headers['content-md5'];
      if (digest !== undefined && digest !== createHash('md5').update(document).digest('base64')) {
        throw new CloudError(400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.', {
          'Content-MD5': digest,
        });
      }
      const upload = findUpload(store, call, bucket.name, key);
      checkRetention(store, bucket, key, now());
      checkOverwrite(store, call, bucket.name, key, '0042-00000214');
      const parts =
        call.headers['x-oss-complete-all'] === 'yes' ? inOrder(upload) : namedParts(upload, document.toString('utf8'));
      const small = parts.slice(0, -1).find((part) => part.bytes < smallestPart);
      if (parts.length === 0)
        throw new CloudError(400, 'InvalidPart', 'The upload has no parts.', { EC: '0042-00000010' });
      if (small !== undefined) {
        throw new CloudError(400, 'EntityTooSmall', 'Your proposed upload smaller than the minimum allowed size.', {
          ProposedSize: String(small.bytes),
          MinSizeAllowed: String(smallestPart),
          PartNumber: String(small.partNumber),
          ETag: `"${small.etag}"`,
          EC: '0042-00000101',
        });
      }
      const object = store.complete(
        upload,
        {
          bucket: bucket.name,
          key,
          bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
          etag: etagOf(parts),
          crc64: String(joinCrc64(parts.map(({ crc64, bytes }) => ({ crc64: BigInt(crc64), bytes })))),
          type: 'Multipart',
          storageClass: upload.storageClass,
          headers: upload.headers,
          modified: now(),
        },
        parts,
      );
      await onObjectGone(bucket.name, key);
      const body = {
        ...encodingType(call),
        Location: `http://${bucket.name}.oss-${bucket.region}.aliyuncs.com/${key}`,
        Bucket: bucket.name,
        Key: spelling(call)(key),
        ETag: `"${object.etag}"`,
      };
      return xmlAnswer(xmlDocument('CompleteMultipartUploadResult', body), {
        ...checksums(object),
        ...encryption(bucket),
      });
    },

    AbortMultipartUpload: ({ call, address: { key } }, bucket) => {
      store.abort(findUpload(store, call, bucket.name, key));
      return Promise.resolve({ status: 204, headers: {}, body: '' });
    },
  };
}

const inOrder = (upload: Upload): PartLine[] => [...upload.parts.values()].sort((a, b) => a.partNumber - b.partNumber);

export function partNumberOf(call: Call): number {
  const partNumber = Number(call.query.get('partNumber'));
  if (!Number.isInteger(partNumber) || partNumber < 1 || partNumber > 10_000) {
    throw new CloudError(400, 'InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive.', {
      ArgumentName: 'partNumber',
      ArgumentValue: call.query.get('partNumber') ?? '',
    });
  }
  return partNumber;
}

export function findUpload(store: ObjectStore, call: Call, bucket: string, key: string): Upload {
  const uploadId = call.query.get('uploadId') ?? '';
  const upload = store.upload(bucket, key, uploadId);
  if (upload === undefined) {
    throw new CloudError(
      404,
      'NoSuchUpload',
      'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
      {
        UploadId: uploadId,
        EC: '0042-00000002',
      },
    );
  }
  return upload;
}

/** Ascending numbers, gaps allowed, each with the ETag its upload was answered with. */
function namedParts(upload: Upload, document: string): PartLine[] {
  let before = 0;
  return readCompleteRequest(document).map(({ partNumber, etag }) => {
    if (partNumber <= before) {
      throw new CloudError(
        400,
        'InvalidPartOrder',
        'The list of parts was not in ascending order. Parts list must specified in order by part number.',
        { EC: '0042-00000013' },
      );
    }
    before = partNumber;
    const part = upload.parts.get(partNumber);
    if (part === undefined || part.etag !== etag.replaceAll('"', '').toUpperCase()) {
      throw new CloudError(
        400,
        'InvalidPart',
        "One or more of the specified parts could not be found or the specified entity tag might not have matched the part's entity tag.",
        {
          PartNumber: String(partNumber),
          EC: '0042-00000012',
        },
      );
    }
    return part;
  });
}

/** Not the MD5 of the object: OSS only promises that it changes with the content. */
const etagOf = (parts: readonly PartLine[]): string =>
  `${createHash('md5')
    .update(parts.map((part) => part.etag).join(''))
    .digest('hex')
    .toUpperCase()}-${parts.length}`;
