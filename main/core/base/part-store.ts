/** The part of an object store that a multipart upload needs: `transfer` asks it, `cloud` answers. Sizes in bytes, CRC-64 in OSS's decimal spelling. */
import type { Failure } from '../../../contract/failure-error.ts';
import type { HttpAnswer } from './http-send.ts';

export interface StoredPart {
  readonly partNumber: number;
  readonly bytes: number;
  readonly etag: string;
  /** Absent where the service does not say. */
  readonly crc64: string | undefined;
}

/** A signed PUT for one part; the body is sent by `transfer`. Signed anew for every try; the path carries no secret. */
export interface SignedPut {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Encoded, with the query; to be sent as it is. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the service said to one part. */
export type PutVerdict =
  | { readonly taken: true; readonly etag: string; readonly crc64: string | undefined }
  /** `waitMs`: how long the service asks us to stay away. */
  | {
      readonly taken: false;
      readonly failure: Failure;
      readonly waitMs: number | undefined;
      /** What was wrong with the signature is put right: the same again will be another request. */
      readonly mended: boolean;
    };

export interface StoredObject {
  readonly bytes: number;
  /** Empty where the service does not say. */
  readonly crc64: string;
  /** Another one whenever the object is written anew. */
  readonly etag: string;
  readonly storageClass: string;
  readonly encrypted: boolean;
}

/** What becomes of an object that has the name already. */
export type Existing = 'kept' | 'replaced';

export interface PartStore {
  readonly bucketName: string;
  head(key: string, signal?: AbortSignal): Promise<StoredObject | undefined>;
  /** Not repeatable: each call begins another multipart upload. */
  beginUpload(key: string, signal?: AbortSignal): Promise<{ uploadId: string; encrypted: boolean }>;
  /** All pages. Fails with `cloud.upload-gone` when the service has forgotten the upload. */
  listParts(key: string, uploadId: string, signal?: AbortSignal): Promise<StoredPart[]>;
  signPart(key: string, uploadId: string, partNumber: number, bytes: number): Promise<SignedPut>;
  /** Reads the answer to a signed part or object. */
  judgePart(key: string, answer: HttpAnswer): Promise<PutVerdict>;
  /** Fails with `cloud.upload-gone` when it was completed or aborted before, with `cloud.object-exists` when one is to be kept. */
  completeUpload(
    key: string,
    uploadId: string,
    parts: readonly { partNumber: number; etag: string }[],
    existing: Existing,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Succeeds when there is no such upload. */
  abortUpload(key: string, uploadId: string, signal?: AbortSignal): Promise<void>;
  listUploads(prefix: string, signal?: AbortSignal): Promise<{ key: string; uploadId: string; initiated: string }[]>;
}

/** An object to be, and where. */
export interface PartTarget {
  readonly store: PartStore;
  readonly key: string;
  /** Absent: kept, even one of our own. */
  readonly existing?: Existing;
}
