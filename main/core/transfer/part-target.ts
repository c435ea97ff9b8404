/** What the upload asks of where parts go; the cloud's object store offers it. */
import type { Failure } from '../../../contract/failure-error.ts';
import type { HttpAnswer } from '../base/http-send.ts';

export interface StoredPart {
  readonly partNumber: number;
  readonly bytes: number;
  readonly etag: string;
  /** Absent where the service does not say. */
  readonly crc64: string | undefined;
}

export interface StoredObject {
  readonly bytes: number;
  readonly crc64: string;
  readonly storageClass: string;
  readonly encrypted: boolean;
}

export interface SignedPut {
  readonly origin: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

export type PutVerdict =
  | { readonly taken: true; readonly etag: string; readonly crc64: string | undefined }
  | {
      readonly taken: false;
      readonly failure: Failure;
      readonly waitMs: number | undefined;
      /** What was wrong with the signature is put right: it may be sent again at once. */
      readonly mended: boolean;
    };

export interface PartStore {
  readonly bucketName: string;
  head(key: string, signal?: AbortSignal): Promise<StoredObject | undefined>;
  beginUpload(key: string, signal?: AbortSignal): Promise<{ uploadId: string }>;
  listParts(key: string, uploadId: string, signal?: AbortSignal): Promise<StoredPart[]>;
  signPart(key: string, uploadId: string, partNumber: number, bytes: number): Promise<SignedPut>;
  judgePart(key: string, answer: HttpAnswer): Promise<PutVerdict>;
  completeUpload(
    key: string,
    uploadId: string,
    parts: readonly { partNumber: number; etag: string }[],
    signal?: AbortSignal,
  ): Promise<void>;
  abortUpload(key: string, uploadId: string, signal?: AbortSignal): Promise<void>;
  listUploads(
    prefix: string,
    signal?: AbortSignal,
  ): Promise<{ key: string; uploadId: string; initiated: string }[]>;
}

export interface PartTarget {
  readonly store: PartStore;
  readonly key: string;
}
