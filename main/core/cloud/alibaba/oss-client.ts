/**
 * Control calls to OSS: ali-oss builds and signs each request and reads its answer, our own HTTP carries it, so that limits,
 * cancelling and failures are the same as everywhere. Also signs the requests for parts.
 */
import type OSS from 'ali-oss';
import { Failure, failedWith } from '../../../../contract/failure-error.ts';
import type { OssEndpoint } from '../../../../contract/network.ts';
import type { HttpAnswer, HttpLimits } from '../../base/http-send.ts';
import { systemClock } from '../../base/clock.ts';
import type { SignedPut } from '../../base/part-store.ts';
import { tryAgain } from '../../base/retry.ts';

import type { Credentials } from '../credentials.ts';
import { translate } from './errors.ts';
import { hostOf, originOf } from './oss-hosts.ts';
import { notTheCloud, saidByOss, type About } from './said.ts';
import { carry, signedAnew, type Wiring } from './wiring.ts';

export interface OssCall {
  readonly region: string;
  readonly bucket?: string;
  readonly endpoint?: OssEndpoint | undefined;
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
  /** A PUT of an object or, with a query, of a part. */
  signPut(wish: OssPut): Promise<SignedPut>;
  /** Learns from the answer to such a PUT; true when that removes the reason it failed for. */
  mend(failure: Failure, answer: HttpAnswer): Promise<boolean>;
}

export interface OssPut {
  readonly region: string;
  readonly bucket: string;
  readonly endpoint?: OssEndpoint | undefined;
  readonly key: string;
  readonly query: Record<string, string>;
  readonly bytes: number;
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

export function ossClient(wiring: Wiring): OssClient {
  const { address, clock, retry } = wiring;
  const open = async (
    where: Pick<OssPut, 'region' | 'endpoint'> & { bucket?: string | undefined },
    credentials: Credentials,
    urllib: OssOptions['urllib'],
  ): Promise<OSS> => {
    const { default: Client } = await import('ali-oss'); // when first needed: it is large, and the start does without it
    const { region, bucket, endpoint } = where;
    const options: OssOptions = {
      accessKeyId: credentials.accessKeyId,
      accessKeySecret: credentials.accessKeySecret,
      // the interval only keeps ali-oss from printing advice about refreshing tokens
      ...(credentials.securityToken === undefined
        ? {}
        : { stsToken: credentials.securityToken, refreshSTSTokenInterval: 300_000 }),
      ...(bucket === undefined ? {} : { bucket }),
      region: `oss-${region}`,
      // on an IP address ali-oss keeps the address and names the bucket in the Host header, as OSS expects it
      endpoint: originOf(address, region, endpoint),
      internal: endpoint === 'internal',
      cname: address.kind === 'alibaba' && typeof endpoint === 'object',
      secure: address.kind === 'alibaba',
      authorizationV4: true,
      urllib,
    };
    const client = new Client(options) as OSS & { options: { amendTimeSkewed: number } };
    client.options.amendTimeSkewed = -clock.aheadMs;
    return client;
  };

  /** On loopback the Host header alone says by which endpoint the bucket is asked; no signature covers it. */
  const addressed = (wish: OssCall, headers: Record<string, string>): Record<string, string> =>
    address.kind !== 'practice' || wish.bucket === undefined
      ? headers
      : { ...headers, host: hostOf(wish.region, wish.endpoint, wish.bucket) };

  const once = async <T>(wish: OssCall, credentials: Credentials, use: (client: OSS) => Promise<T>): Promise<T> => {
    let answer: HttpAnswer | undefined;
    let broken: Error | undefined;
    const client = await open(wish, credentials, {
      async request(url, { method, headers, content }) {
        try {
          answer = await send(wiring, url, method, addressed(wish, headers), content, wish.signal);
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
  const signed = <T>(wish: OssCall, use: (client: OSS) => Promise<T>): Promise<T> =>
    signedAnew(wiring, (credentials) => once(wish, credentials, use));
  let lastSigned: Credentials | undefined;

  return {
    call: (wish, use) =>
      wish.repeatable
        ? tryAgain(() => signed(wish, use), { table: retry, clock: systemClock, signal: wish.signal })
        : signed(wish, use),

    async signPut(wish) {
      const { region, bucket, endpoint, key, query, bytes } = wish;
      const credentials = (lastSigned = await wiring.credentials.current());
      const headers: Record<string, string> = {
        'x-oss-date': new Date(clock.now()).toISOString().replace(/[-:]|\.\d+/g, ''),
        'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
        ...(credentials.securityToken === undefined ? {} : { 'x-oss-security-token': credentials.securityToken }),
      };
      const signer = (await open(wish, credentials, { request: neverSends })) as OSS & Signer;
      headers['authorization'] = signer.authorizationV4('PUT', { headers, queries: query }, bucket, key);
      headers['content-length'] = String(bytes);
      const host = hostOf(region, endpoint, bucket);
      if (address.kind === 'practice') headers['host'] = host;
      const search = Object.entries(query).map(([name, value]) => `${name}=${encode(value)}`);
      return {
        origin: address.kind === 'practice' ? originOf(address, region, endpoint) : `https://${host}`,
        path: `/${key.split('/').map(encode).join('/')}${search.length === 0 ? '' : `?${search.join('&')}`}`,
        headers,
      };
    },

    async mend(failure, answer) {
      const heard = clock.hear(answer);
      if (failedWith(failure, 'account.clock-skewed')) return heard;
      if (!failedWith(failure, 'account.token-expired') || lastSigned === undefined) return false;
      return wiring.credentials.renew(lastSigned);
    },
  };
}

/** RFC 3986, as the signature wants it. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const neverSends = (): Promise<never> => Promise.reject(new Error('this client only signs'));

function send(
  wiring: Wiring,
  url: string,
  method: string,
  headers: Record<string, string>,
  content: string | undefined,
  signal: AbortSignal | undefined,
): Promise<HttpAnswer> {
  const [origin = '', rest = ''] = /^(https?:\/\/[^/]+)(.*)$/s.exec(url)?.slice(1) ?? [];
  const body = content === undefined ? Buffer.alloc(0) : Buffer.from(content);
  const bodyless = method === 'GET' || method === 'HEAD';
  return carry(wiring, {
    origin,
    path: rest,
    method,
    headers: bodyless ? headers : { ...headers, 'Content-Length': String(body.byteLength) },
    ...(bodyless ? {} : { body }),
    limits,
    signal,
  });
}
