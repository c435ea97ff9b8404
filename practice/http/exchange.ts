/** What a request and its answer look like inside the practice cloud, whichever service they belong to. */
import { randomBytes, randomUUID } from 'node:crypto';

export interface Call {
  readonly method: string;
  /** Still percent-encoded, without the query. */
  readonly path: string;
  /** Decoded; of a repeated name the last value counts. */
  readonly query: ReadonlyMap<string, string>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Can be read once. */
  readonly body: AsyncIterable<Buffer>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A stream must yield exactly the `content-length` the headers announce. */
  readonly body: string | AsyncIterable<Uint8Array>;
}

/** Which operation a request asks for; what fault rules match and the journal keeps. */
export interface Target {
  readonly service: ServiceName;
  readonly action: string;
  readonly bucket?: string;
  readonly key?: string;
  readonly uploadId?: string;
  readonly partNumber?: number;
}
export const serviceNames = ['oss', 'ecs', 'ram', 'sts', 'vpc', 'resourcemanager'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** A request that found its service: nothing has happened until `run`. */
export interface Operation {
  readonly target: Target;
  readonly requestId: string;
  /** Throws `CloudError` for whatever the real service would refuse. */
  run(): Promise<Answer>;
  /** A refusal in the service's own shape. */
  refuse(error: CloudError): Answer;
}

/** A refusal with the service's own code. `extra` are additional elements of the error answer. */
export class CloudError extends Error {
  readonly status: number;
  readonly code: string;
  readonly extra: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, extra: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.extra = extra;
  }
}

/** OSS writes 24 hex digits, the RPC services a UUID in capitals. */
export const newOssRequestId = (): string => randomBytes(12).toString('hex').toUpperCase();
export const newRpcRequestId = (): string => randomUUID().toUpperCase();

/** The query of a URL or a form body. A broken escape is the caller's error. */
export function parseQuery(text: string, plusIsSpace = false): Map<string, string> {
  const query = new Map<string, string>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    query.set(decode(name, plusIsSpace), decode(value, plusIsSpace));
  }
  return query;
}

export function decode(text: string, plusIsSpace = false): string {
  try {
    return decodeURIComponent(plusIsSpace ? text.replaceAll('+', ' ') : text);
  } catch {
    throw new CloudError(400, 'InvalidURI', 'Could not parse the specified URI.');
  }
}

/** Percent-encoding as signatures want it (RFC 3986: only letters, digits and `-_.~` stay). */
export const encodeStrictly = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** The whole body of a request that carries a document. Fails when it is longer than `maxBytes`. */
export async function readBody(body: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes)
      throw new CloudError(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
