/**
 * Control calls to OSS: ali-oss builds and signs each request and reads its answer, our own HTTP carries it, so that limits,
 * cancelling and failures are the same as everywhere. Also signs the requests for parts.
 */
import OSS from 'ali-oss';
import { Failure } from '../../../../contract/failure-error.ts';
import { sendHttp, type HttpAnswer, type HttpLimits } from '../../base/http-send.ts';
import { systemClock } from '../../base/clock.ts';
import { tryAgain, type RetryTable } from '../../base/retry.ts';
import type { Credentials, Endpoint, PartRequest } from '../cloud.ts';
import { translate } from './errors.ts';
import { notTheCloud, saidByOss, type About } from './said.ts';

export interface OssCall {
  readonly region: string;
  readonly bucket?: string;
  /** The RAM action, named when it is refused. */
  readonly action: string;
  readonly about: About;
  readonly signal?: AbortSignal | undefined;
  /** Doing it twice is the same as once: it is tried again by itself. */
  readonly repeatable: boolean;
}

export interface OssClient {
  /** Every failure is a `Failure`. `use` makes exactly one call of the client. */
  call<T>(wish: OssCall, use: (client: OSS) => Promise<T>): Promise<T>;
  signPart(
    region: string,
    bucket: string,
    key: string,
    query: Record<string, string>,
    bytes: number,
  ): PartRequest;
}

const limits: HttpLimits = { totalMs: 120_000, quietMs: 60_000 };

/** ali-oss's options and methods that its type package leaves out. */
interface OssOptions extends OSS.Options {
  urllib: { request(url: string, wish: OssWish): Promise<OssResult> };
}
interface OssWish {
  method: string;
  headers: Record<string, string>;
  content?: string;
}
interface OssResult {
  status: number;
  headers: Readonly<Record<string, string>>;
  data: Buffer;
  res: { status: number; headers: Readonly<Record<string, string>> };
}
interface Signer {
  authorizationV4(
    method: string,
    request: { headers: Record<string, string>; queries: Record<string, string> },
    bucket: string,
    key: string,
  ): string;
}

export function ossClient(credentials: Credentials, endpoint: Endpoint, retry: RetryTable): OssClient {
  const open = (region: string, bucket: string | undefined, urllib: OssOptions['urllib']): OSS => {
    const options: OssOptions = {
      accessKeyId: credentials.accessKeyId,
      accessKeySecret: credentials.accessKeySecret,
      // the interval only keeps ali-oss from printing advice about refreshing tokens
      ...(credentials.securityToken === undefined
        ? {}
        : { stsToken: credentials.securityToken, refreshSTSTokenInterval: 300_000 }),
      ...(bucket === undefined ? {} : { bucket }),
      region: `oss-${region}`,
      endpoint: originOf(endpoint, region),
      secure: endpoint.kind === 'alibaba',
      authorizationV4: true,
      urllib,
    };
    return new OSS(options);
  };

  const once = async <T>(wish: OssCall, use: (client: OSS) => Promise<T>): Promise<T> => {
    let answer: HttpAnswer | undefined;
    let broken: Error | undefined;
    const client = open(wish.region, wish.bucket, {
      async request(url, { method, headers, content }) {
        try {
          answer = await send(url, method, headers, content, wish.signal);
        } catch (error) {
          broken = error as Error;
          throw error;
        }
        return { ...answer, data: answer.body, res: answer };
      },
    });
    try {
      return await use(client);
    } catch (error) {
      // ali-oss wraps what it gets into errors of its own: go by what was really answered
      if (broken !== undefined) throw broken;
      if (error instanceof Failure || answer === undefined) throw error;
      if (answer.status < 300) throw notTheCloud(answer);
      const what = saidByOss(answer, wish.action, wish.about);
      throw what instanceof Failure ? what : translate(what);
    }
  };

  return {
    call: (wish, use) =>
      wish.repeatable
        ? tryAgain(() => once(wish, use), { table: retry, clock: systemClock, signal: wish.signal })
        : once(wish, use),

    signPart(region, bucket, key, query, bytes) {
      const headers: Record<string, string> = {
        'x-oss-date': new Date().toISOString().replace(/[-:]|\.\d+/g, ''),
        'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
        ...(credentials.securityToken === undefined
          ? {}
          : { 'x-oss-security-token': credentials.securityToken }),
      };
      const signer = open(region, bucket, { request: neverSends }) as OSS & Signer;
      headers['authorization'] = signer.authorizationV4('PUT', { headers, queries: query }, bucket, key);
      headers['content-length'] = String(bytes);
      if (endpoint.kind === 'practice') headers['host'] = `${bucket}.oss-${region}.aliyuncs.com`;
      const search = Object.entries(query).map(([name, value]) => `${name}=${encode(value)}`);
      return {
        origin:
          endpoint.kind === 'practice'
            ? originOf(endpoint, region)
            : `https://${bucket}.oss-${region}.aliyuncs.com`,
        path: `/${key.split('/').map(encode).join('/')}?${search.join('&')}`,
        headers,
      };
    },
  };
}

/** On an IP address ali-oss keeps the address and names the bucket in the Host header, as OSS expects it. */
function originOf(endpoint: Endpoint, region: string): string {
  if (endpoint.kind === 'alibaba') return `https://oss-${region}.aliyuncs.com`;
  const { protocol, port } = new URL(endpoint.url);
  return `${protocol}//127.0.0.1:${port}`;
}

/** RFC 3986, as the signature wants it. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const neverSends = (): Promise<never> => Promise.reject(new Error('this client only signs'));

function send(
  url: string,
  method: string,
  headers: Record<string, string>,
  content: string | undefined,
  signal: AbortSignal | undefined,
): Promise<HttpAnswer> {
  const [origin = '', rest = ''] = /^(https?:\/\/[^/]+)(.*)$/s.exec(url)?.slice(1) ?? [];
  const body = content === undefined ? Buffer.alloc(0) : Buffer.from(content);
  const bodyless = method === 'GET' || method === 'HEAD';
  return sendHttp({
    origin,
    path: rest,
    method,
    headers: bodyless ? headers : { ...headers, 'Content-Length': String(body.byteLength) },
    ...(bodyless ? {} : { body }),
    limits,
    signal,
  });
}
