/** One bucket, as OSS keeps it. */
import type OSS from 'ali-oss';
import { Failure, failedWith } from '../../../../contract/failure-error.ts';
import { z } from '../../../../contract/schema.ts';
import type { OssEndpoint } from '../../../../contract/network.ts';
import type { StoredPart } from '../../base/part-store.ts';
import type { BucketFacts, ObjectFacts, ObjectStore } from '../cloud.ts';
import { bucketRules } from './bucket-rules.ts';
import { translate } from './errors.ts';
import type { OssCall, OssClient } from './oss-client.ts';
import { saidByOss, type About } from './said.ts';

const list = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(item));
const listedPart = z.object({
  PartNumber: z.coerce.number().int(),
  Size: z.coerce.number().int(),
  ETag: z.string(),
  HashCrc64ecma: z.string().optional(),
});
const partsPage = z.object({
  parts: list(listedPart),
  isTruncated: z.union([z.string(), z.boolean()]).optional(),
  nextPartNumberMarker: z.coerce.number().optional(),
});
const bucketXml = z.object({
  Location: z.string(),
  StorageClass: z.string().default('Standard'),
  ServerSideEncryptionRule: z.object({ SSEAlgorithm: z.string().optional() }).optional(),
});
const encryptionHeader = 'x-oss-server-side-encryption';
const begun = z.object({
  uploadId: z.string().min(1),
  res: z.object({ headers: z.record(z.string(), z.unknown()) }),
});
const headers = z.object({
  'content-length': z.coerce.number().int(),
  'x-oss-hash-crc64ecma': z.string().default(''),
});
const pageSize = 1_000;
/** Object metadata by which we know our own objects again. */
const ourMark = 'written-by-ecs-image-migrator';
/** The type of metadata asks for two names that mean nothing to OSS. */
const markOf = (owner = 'yes'): OSS.UserMeta => ({ [ourMark]: owner }) as unknown as OSS.UserMeta;

export interface Place {
  readonly region: string;
  readonly bucket: string;
  readonly endpoint?: OssEndpoint | undefined;
  readonly owner?: string | undefined;
  /** Nothing is tried again here. */
  readonly once?: boolean;
}

export function objectStore(client: OssClient, place: Place): ObjectStore {
  const { region, bucket: bucketName, endpoint } = place;
  const wish = (action: string, signal: AbortSignal | undefined, key?: string, repeatable = true): OssCall => ({
    region,
    bucket: bucketName,
    endpoint,
    action,
    about: aboutKey(key),
    signal,
    repeatable: repeatable && place.once !== true,
  });
  const aboutKey = (key: string | undefined): About => ({
    region,
    bucket: bucketName,
    ...(key === undefined ? {} : { key }),
  });

  const bucketFacts = (signal?: AbortSignal): Promise<BucketFacts> =>
    client.call(wish('oss:GetBucketInfo', signal), async (oss) => {
      const { bucket } = (await oss.getBucketInfo(bucketName)) as { bucket: unknown };
      const facts = bucketXml.parse(bucket);
      const encryption = facts.ServerSideEncryptionRule?.SSEAlgorithm ?? 'None';
      return {
        region: facts.Location.replace(/^oss-/, ''),
        storageClass: facts.StorageClass,
        encrypted: encryption !== 'None',
      };
    });

  return {
    bucketName,

    bucket: bucketFacts,

    rules: (signal) => bucketRules(client, bucketName, (action) => wish(action, signal)),

    async head(key, signal) {
      const ask = (): Promise<ObjectFacts> =>
        client.call(wish('oss:GetObject', signal, key), async (oss) => {
          const { res } = await oss.head(key);
          const said = res.headers as Record<string, string>;
          const facts = headers.parse(said);
          const mark = said[`x-oss-meta-${ourMark}`];
          return {
            bytes: facts['content-length'],
            crc64: facts['x-oss-hash-crc64ecma'],
            storageClass: said['x-oss-storage-class'] ?? 'Standard',
            encrypted: said[encryptionHeader] !== undefined,
            etag: bare(said['etag'] ?? ''),
            ours: mark !== undefined,
            owner: mark === 'yes' ? undefined : mark,
          };
        });
      const toldWhy = async (error: unknown): Promise<ObjectFacts> => {
        // a HEAD's 403 gives no reason: a GET about the same bucket does, and corrects the signature's clock or token
        if (!failedWith(error, 'account.forbidden') || error.facts.code !== '') throw error;
        await bucketFacts(signal);
        return ask();
      };
      try {
        return await ask().catch(toldWhy);
      } catch (error) {
        // its 404 has no body either and so, on older servers, no code
        if (failedWith(error, 'cloud.object-missing')) return undefined;
        if (failedWith(error, 'cloud.refused') && error.facts.status === 404) return undefined;
        if (failedWith(error, 'cloud.refused') && error.facts.code === '')
          await client.call(wish('oss:GetObject', signal, key), (oss) =>
            oss.get(key, { headers: { Range: 'bytes=0-0' } }),
          );
        throw error;
      }
    },

    read: (key, offset, length, signal) =>
      client.call(wish('oss:GetObject', signal, key), async (oss) => {
        const Range = `bytes=${offset}-${offset + length - 1}`;
        return ((await oss.get(key, { headers: { Range } })) as { content: Buffer }).content;
      }),

    beginUpload: (key, signal) =>
      client.call(wish('oss:PutObject', signal, key, false), async (oss) => {
        const { uploadId, res } = begun.parse(await oss.initMultipartUpload(key, { meta: markOf(place.owner) }));
        return { uploadId, encrypted: res.headers[encryptionHeader] !== undefined };
      }),

    async listParts(key, uploadId, signal) {
      const parts: StoredPart[] = [];
      for (let marker = 0; ;) {
        const page = await client.call(wish('oss:ListParts', signal, key), async (oss) =>
          partsPage.parse(
            await oss.listParts(key, uploadId, {
              'max-parts': pageSize,
              'part-number-marker': marker,
              'encoding-type': 'url',
            }),
          ),
        );
        for (const part of page.parts) {
          parts.push({
            partNumber: part.PartNumber,
            bytes: part.Size,
            etag: bare(part.ETag),
            crc64: part.HashCrc64ecma,
          });
        }
        const next = page.nextPartNumberMarker ?? 0;
        if (String(page.isTruncated) !== 'true' || next <= marker) return parts;
        marker = next;
      }
    },

    put: (key, bytes, signal) =>
      client.call(wish('oss:PutObject', signal, key), async (oss) => {
        const { res } = await oss.put(key, Buffer.from(bytes), { meta: markOf(place.owner) });
        return { encrypted: (res.headers as Record<string, unknown>)[encryptionHeader] !== undefined };
      }),

    signPart: (key, uploadId, partNumber, bytes) =>
      client.signPut({ ...place, key, query: { partNumber: String(partNumber), uploadId }, bytes }),

    signPut: (key, bytes) => client.signPut({ ...place, key, query: {}, bytes }),

    async judgePart(key, answer) {
      const etag = answer.headers['etag'];
      if (answer.status === 200 && etag !== undefined)
        return { taken: true, etag: bare(etag), crc64: answer.headers['x-oss-hash-crc64ecma'] };
      const what = saidByOss(answer, 'oss:PutObject', aboutKey(key));
      const failure = what instanceof Failure ? what : translate(what);
      const mended = await client.mend(failure, answer);
      return { taken: false, failure, waitMs: askedWaitMs(answer.headers), mended };
    },

    completeUpload: (key, uploadId, parts, existing, signal) =>
      client.call(wish('oss:PutObject', signal, key, false), async (oss) => {
        await oss.completeMultipartUpload(
          key,
          uploadId,
          parts.map(({ partNumber, etag }) => ({ number: partNumber, etag: `"${etag}"` })),
          existing === 'kept' ? { headers: { 'x-oss-forbid-overwrite': 'true' } } : {},
        );
      }),

    async abortUpload(key, uploadId, signal) {
      try {
        await client.call(wish('oss:AbortMultipartUpload', signal, key), (oss) =>
          oss.abortMultipartUpload(key, uploadId),
        );
      } catch (error) {
        if (!failedWith(error, 'cloud.upload-gone')) throw error;
      }
    },

    async listUploads(prefix, signal) {
      const found: { key: string; uploadId: string; initiated: string }[] = [];
      const after: { 'key-marker'?: string; 'upload-id-marker'?: string } = {};
      for (;;) {
        const page = await client.call(wish('oss:ListMultipartUploads', signal), (oss) =>
          oss.listUploads({ prefix, 'max-uploads': pageSize, ...after }),
        );
        for (const { name, uploadId, initiated } of page.uploads) {
          found.push({ key: name, uploadId, initiated: String(initiated) });
        }
        if (!page.isTruncated) return found;
        after['key-marker'] = String(page.nextKeyMarker);
        after['upload-id-marker'] = String(page.nextUploadIdMarker);
      }
    },

    remove: async (key, signal) => {
      await client.call(wish('oss:DeleteObject', signal, key), (oss) => oss.delete(key));
    },
  };
}

/** OSS writes ETags in quotes. */
const bare = (etag: string): string => etag.replace(/^"|"$/g, '');

/** OSS gives milliseconds in a header of its own; a proxy before it may give seconds in `Retry-After`. */
function askedWaitMs(said: Readonly<Record<string, string>>): number | undefined {
  const own = Number(said['x-oss-qos-delay-time'] ?? Number.NaN);
  if (Number.isFinite(own)) return own;
  const seconds = Number(said['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}
