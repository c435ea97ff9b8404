/** The shape of what the object store writes beside the bodies. CRC-64 in decimal, times in milliseconds since the epoch. */
import { z } from '../../contract/schema.ts';

const bytes = z.number().int().nonnegative();
const crc64 = z.string().regex(/^\d{1,20}$/);
/** `content-type` and `x-oss-meta-*`, given back as they came. */
const headers = z.record(z.string(), z.string());
const fileName = z.string().regex(/^[\w-]+$/);

export const objectManifest = z.strictObject({
  id: fileName,
  bucket: z.string(),
  key: z.string(),
  bytes,
  /** Without quotes. */
  etag: z.string(),
  crc64,
  type: z.enum(['Normal', 'Multipart']),
  storageClass: z.string(),
  headers,
  modified: z.number(),
  files: z.array(z.strictObject({ file: fileName, bytes })),
});
export type StoredObject = z.infer<typeof objectManifest>;

export const uploadManifest = z.strictObject({
  uploadId: fileName,
  bucket: z.string(),
  key: z.string(),
  storageClass: z.string(),
  headers,
  initiated: z.number(),
});
export type StoredUpload = z.infer<typeof uploadManifest>;

export const partLine = z.strictObject({
  partNumber: z.number().int().min(1).max(10_000),
  file: fileName,
  bytes,
  /** Of the part: hex in capitals, without quotes. */
  etag: z.string(),
  crc64,
  modified: z.number(),
});
export type PartLine = z.infer<typeof partLine>;
