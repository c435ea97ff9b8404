/** OSS: listing objects (both versions) and unfinished uploads, page by page. */
import { CloudError, encodeStrictly, type Call } from '../http/exchange.ts';
import { owner } from './buckets.ts';
import { xmlAnswer, type OssAction, type OssParts } from './oss-parts.ts';
import { xmlDocument, type XmlValue } from './xml.ts';

export function listActions({ store }: OssParts): Record<string, OssAction> {
  return {
    ListObjects: ({ call }, bucket) => {
      const second = call.query.get('list-type') === '2';
      const token = call.query.get('continuation-token');
      const prefix = call.query.get('prefix') ?? '';
      const delimiter = call.query.get('delimiter') ?? '';
      const max = pageSize(call, 'max-keys', 100);
      const after = second
        ? token === undefined
          ? (call.query.get('start-after') ?? '')
          : Buffer.from(token, 'base64').toString('utf8')
        : (call.query.get('marker') ?? '');
      const name = spelling(call);

      const contents: XmlValue[] = [];
      const groups = new Set<string>();
      let last = '';
      let truncated = false;
      for (const object of store.list(bucket.name)) {
        if (!object.key.startsWith(prefix)) continue;
        const cut = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length);
        const group = cut < 0 ? undefined : object.key.slice(0, cut + delimiter.length);
        if ((group ?? object.key) <= after || (group !== undefined && groups.has(group))) continue;
        if (contents.length + groups.size === max) {
          truncated = true;
          break;
        }
        last = group ?? object.key;
        if (group !== undefined) groups.add(group);
        else {
          contents.push({
            Key: name(object.key),
            LastModified: new Date(object.modified).toISOString(),
            ETag: `"${object.etag}"`,
            Type: object.type,
            Size: object.bytes,
            StorageClass: object.storageClass,
            Owner: owner,
          });
        }
      }
      const paging: Record<string, XmlValue> = second
        ? {
            KeyCount: contents.length + groups.size,
            ...(truncated ? { NextContinuationToken: Buffer.from(last).toString('base64') } : {}),
          }
        : { Marker: name(after), ...(truncated ? { NextMarker: name(last) } : {}) };
      return Promise.resolve(
        xmlAnswer(
          xmlDocument('ListBucketResult', {
            Name: bucket.name,
            Prefix: name(prefix),
            MaxKeys: max,
            Delimiter: name(delimiter),
            ...encodingType(call),
            IsTruncated: truncated,
            ...paging,
            Contents: contents,
            CommonPrefixes: [...groups].map((group) => ({ Prefix: name(group) })),
          }),
        ),
      );
    },

    ListMultipartUploads: ({ call }, bucket) => {
      const prefix = call.query.get('prefix') ?? '';
      const keyMarker = call.query.get('key-marker') ?? '';
      const idMarker = call.query.get('upload-id-marker') ?? '';
      const max = pageSize(call, 'max-uploads', 1000);
      const name = spelling(call);
      const found = store
        .uploads(bucket.name)
        .filter((one) => one.key.startsWith(prefix))
        .filter((one) => one.key > keyMarker || (one.key === keyMarker && idMarker !== '' && one.uploadId > idMarker));
      const page = found.slice(0, max);
      const last = page.at(-1);
      return Promise.resolve(
        xmlAnswer(
          xmlDocument('ListMultipartUploadsResult', {
            Bucket: bucket.name,
            KeyMarker: name(keyMarker),
            UploadIdMarker: idMarker,
            NextKeyMarker: name(last?.key ?? ''),
            NextUploadIdMarker: last?.uploadId ?? '',
            Delimiter: '',
            Prefix: name(prefix),
            MaxUploads: max,
            ...encodingType(call),
            IsTruncated: found.length > max,
            Upload: page.map((one) => ({
              Key: name(one.key),
              UploadId: one.uploadId,
              StorageClass: one.storageClass,
              Initiated: new Date(one.initiated).toISOString(),
            })),
          }),
        ),
      );
    },
  };
}

/** At most 1000, as OSS allows for every list. */
export function pageSize(call: Call, name: string, otherwise: number): number {
  const given = call.query.get(name);
  if (given === undefined || given === '') return otherwise;
  const size = Number(given);
  if (!Number.isInteger(size) || size < 1 || size > 1000) {
    throw new CloudError(400, 'InvalidArgument', `Argument ${name} must be an integer between 1 and 1000.`, {
      ArgumentName: name,
      ArgumentValue: given,
    });
  }
  return size;
}

/** How names are written in a list: plain, or percent-encoded if the caller wants that. */
export const spelling = (call: Call): ((text: string) => string) =>
  call.query.get('encoding-type') === 'url' ? encodeStrictly : (text) => text;
export const encodingType = (call: Call): Record<string, string> =>
  call.query.get('encoding-type') === 'url' ? { EncodingType: 'url' } : {};
