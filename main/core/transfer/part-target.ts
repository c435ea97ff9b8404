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

export interface PartStore {
  readonly bucketName: string;
  head(key: string, signal?: AbortSignal): Promise<{ bytes: number; crc64: string } | undefined>;
  beginUpload(key: string, signal?: AbortSignal): Promise<{ uploadId: string }>;
  listParts(key: string, uploadId: string, signal?: AbortSignal): Promise<StoredPart[]>;
  signPart(
    key: string,
    uploadId: string,
    partNumber: number,
    bytes: number,
  ): { readonly origin: string; readonly path: string; readonly headers: Readonly<Record<string, string>> };
  judgePart(
    key: string,
    answer: HttpAnswer,
  ):
    | { readonly taken: true; readonly etag: string; readonly crc64: string | undefined }
    | { readonly taken: false; readonly failure: Failure; readonly waitMs: number | undefined };
  completeUpload(
    key: string,
    uploadId: string,
    parts: readonly { partNumber: number; etag: string }[],
    signal?: AbortSignal,
  ): Promise<void>;
  abortUpload(key: string, uploadId: string, signal?: AbortSignal): Promise<void>;
}

export interface PartTarget {
  readonly store: PartStore;
  readonly key: string;
}
