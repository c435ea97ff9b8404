/** What a service said when it refused, read from its two spellings: OSS's XML and the API SDKs' error objects. */
import { XMLParser } from 'fast-xml-parser';
import type { ImageForm } from '../../../../contract/import-form.ts';
import { z } from '../../../../contract/schema.ts';
import { Failure } from '../../../../contract/failure-error.ts';
import { lineFailure, type HttpAnswer } from '../../base/http-send.ts';

/** What a request was about, for the facts of its failure. */
export interface About {
  readonly region?: string;
  readonly bucket?: string;
  readonly key?: string;
  /** Name or id. */
  readonly image?: string;
  readonly role?: string;
  /** What an import's form says, where the service may find fault with it. */
  readonly form?: Pick<ImageForm, 'osType' | 'platform' | 'architecture' | 'bootMode' | 'licenseType'>;
  readonly format?: string;
  readonly resourceGroup?: string;
  /** The other side of a share. */
  readonly account?: string;
}

export interface Said {
  /** The RAM action, e.g. `oss:PutObject`. */
  readonly action: string;
  readonly about: About;
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly requestId: string;
  /** What OSS adds beside the usual elements, e.g. `Endpoint`. */
  readonly more: Readonly<Record<string, string>>;
}

const xml = new XMLParser({ ignoreAttributes: true, parseTagValue: false });
const errorXml = z.object({ Error: z.record(z.string(), z.unknown()) });
const shown = 200;

/** An OSS answer that is no success. A page that is not from OSS (proxy, portal) is a failure of its own. */
export function saidByOss(answer: HttpAnswer, action: string, about: About): Said | Failure {
  const requestId = answer.headers['x-oss-request-id'] ?? '';
  // a HEAD has no body; newer servers repeat it in a header
  const body = answer.body.byteLength > 0 ? answer.body : Buffer.from(answer.headers['x-oss-err'] ?? '', 'base64');
  const blank = { action, about, status: answer.status, code: '', message: '', requestId, more: {} };
  if (body.byteLength === 0) return requestId === '' ? notTheCloud(answer) : blank;
  const more: Record<string, string> = {};
  try {
    for (const [name, value] of Object.entries(errorXml.parse(xml.parse(body)).Error)) more[name] = String(value);
  } catch {
    return notTheCloud(answer); // not XML, or not OSS's
  }
  const { Code: code = '', Message: message = '', RequestId: id = requestId, ...rest } = more;
  return { ...blank, code, message, requestId: id, more: rest };
}

export function notTheCloud(answer: Pick<HttpAnswer, 'host' | 'status' | 'body'>): Failure {
  const said = answer.body.toString('utf8').replace(/\s+/g, ' ').slice(0, shown);
  return new Failure('network.not-the-cloud', { host: answer.host, status: answer.status, said });
}

const sdkError = z.object({
  code: z.string(),
  statusCode: z.number(),
  requestId: z.string().nullish(),
  message: z.string(),
  data: z.object({ Message: z.string().nullish(), RequestId: z.string().nullish() }).nullish(),
});

/** What an API SDK threw; undefined when it is no error of the service or the network. */
export function saidBySdk(
  error: unknown,
  action: string,
  about: About,
  host: string,
  limitMs: number,
): Said | Failure | undefined {
  const line = lineFailure(error, host);
  if (line !== undefined) return line;
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'RequestTimeoutError')
    return new Failure('network.timed-out', { host, afterMs: limitMs }, { cause: error });
  // the SDK throws a bare SyntaxError for an answer that is no JSON, without status or text
  if (error instanceof SyntaxError) {
    return new Failure('network.not-the-cloud', { host, status: 0, said: '' }, { cause: error });
  }
  const parsed = sdkError.safeParse(error);
  if (!parsed.success) return undefined;
  const { code, statusCode, data, requestId } = parsed.data;
  // its own message repeats code, status and request id; `data` has the service's words
  const message = data?.Message ?? parsed.data.message;
  return {
    action,
    about,
    status: statusCode,
    code,
    message,
    requestId: requestId ?? data?.RequestId ?? '',
    more: {},
  };
}
