/**
 * The API SDKs: loaded when first needed (ECS alone is thousands of files), asked with one way to translate, to try again
 * and to be cancelled. They describe requests and answers; our own HTTP carries them, since they know no proxy, no CA
 * of ours and no clock but this machine's.
 */
import type { $OpenApiUtil as OpenApiTypes } from '@alicloud/openapi-core';
import { Failure } from '../../../../contract/failure-error.ts';
import { z } from '../../../../contract/schema.ts';
import type { HttpAnswer } from '../../base/http-send.ts';
import { systemClock } from '../../base/clock.ts';
import { tryAgain } from '../../base/retry.ts';
import type { Credentials } from '../credentials.ts';
import { translate } from './errors.ts';
import { notTheCloud, saidBySdk, type About } from './said.ts';
import { carry, signedAnew, type Wiring } from './wiring.ts';

export const loadCore = async () => whole(await import('@alicloud/openapi-core'));
export const loadEcs = async () => whole(await import('@alicloud/ecs20140526'));
export const loadRam = async () => whole(await import('@alicloud/ram20150501'));
export const loadSts = async () => whole(await import('@alicloud/sts20150401'));

/** CommonJS seen from a module: what the types call the module may be its default export. */
function whole<M extends { default: unknown }>(module: M): M {
  const inner = module.default as Partial<M>;
  return inner.default === undefined ? module : (inner as M);
}

const limitMs = 30_000;
const algorithm = 'ACS3-HMAC-SHA256';

/** What all clients of the SDKs share, as far as we use it. */
interface ApiClient {
  _endpoint: string;
  doRequest(
    params: OpenApiTypes.Params,
    request: OpenApiTypes.OpenApiRequest,
    runtime: never,
  ): Promise<Record<string, unknown>>;
}

/** A client of one service; the SDKs know each service's host names. */
export async function sdkClient<C extends ApiClient>(
  Client: new (config: OpenApiTypes.Config) => C,
  wiring: Wiring,
  region: string,
): Promise<C> {
  const core = await loadCore();
  const { address } = wiring;
  const client = new Client(
    new core.$OpenApiUtil.Config({
      regionId: region,
      ...(address.kind === 'practice' ? { endpoint: new URL(address.url).host } : {}),
    }),
  );
  const scheme = address.kind === 'practice' ? 'http' : 'https';
  client.doRequest = async (params, request) => {
    const credentials = await wiring.credentials.current();
    const signed = signedRequest(core, wiring, client._endpoint, params, request, credentials);
    const answer = await carry(wiring, {
      origin: `${scheme}://${client._endpoint}`,
      method: params.method ?? 'POST',
      ...signed,
      limits: { totalMs: limitMs, quietMs: limitMs },
    });
    return read(answer);
  };
  return client;
}

/** As the SDKs' own `doRequest` builds it for RPC calls, but for the time, which is the service's. */
function signedRequest(
  { OpenApiUtil }: Awaited<ReturnType<typeof loadCore>>,
  { clock }: Wiring,
  host: string,
  params: OpenApiTypes.Params,
  request: OpenApiTypes.OpenApiRequest,
  credentials: Credentials,
): { path: string; headers: Record<string, string>; body: Buffer } {
  const query = request.query ?? {};
  const form = request.body as Record<string, unknown> | undefined;
  const body = Buffer.from(form === undefined ? '' : OpenApiUtil.toForm(form));
  const payload = OpenApiUtil.hash(body, algorithm).toString('hex');
  const headers: Record<string, string> = {
    host,
    accept: 'application/json',
    'x-acs-version': params.version ?? '',
    'x-acs-action': params.action ?? '',
    'x-acs-date': new Date(clock.now()).toISOString().replace(/\.\d+/, ''),
    'x-acs-signature-nonce': OpenApiUtil.getNonce(),
    'x-acs-content-sha256': payload,
    ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    ...(credentials.securityToken === undefined
      ? {}
      : {
          'x-acs-accesskey-id': credentials.accessKeyId,
          'x-acs-security-token': credentials.securityToken,
        }),
  };
  const unsigned = { method: params.method ?? 'POST', pathname: params.pathname ?? '/', query, headers };
  headers['authorization'] = OpenApiUtil.getAuthorization(
    unsigned as unknown as Parameters<typeof OpenApiUtil.getAuthorization>[0],
    algorithm,
    payload,
    credentials.accessKeyId,
    credentials.accessKeySecret,
  );
  headers['content-length'] = String(body.byteLength);
  const search = Object.entries(query).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  );
  return { path: `${unsigned.pathname}${search.length === 0 ? '' : `?${search.join('&')}`}`, headers, body };
}

const refusal = z.looseObject({
  Code: z.string(),
  Message: z.string().default(''),
  RequestId: z.string().default(''),
});

/** A refusal as the SDKs would have thrown it. */
class Refused extends Error {
  readonly code: string;
  readonly statusCode: number;
  readonly requestId: string;
  readonly data: z.infer<typeof refusal>;

  constructor(status: number, said: z.infer<typeof refusal>) {
    super(said.Message);
    this.code = said.Code;
    this.statusCode = status;
    this.requestId = said.RequestId;
    this.data = said;
  }
}

function read(answer: HttpAnswer): Record<string, unknown> {
  let said: unknown;
  try {
    said = JSON.parse(answer.body.toString('utf8'));
  } catch {
    throw notTheCloud(answer); // a page from a proxy or portal in between
  }
  if (typeof said !== 'object' || said === null) throw notTheCloud(answer);
  if (answer.status < 400) return { body: said, headers: answer.headers, statusCode: answer.status };
  const refused = refusal.safeParse(said);
  throw refused.success ? new Refused(answer.status, refused.data) : notTheCloud(answer);
}

export interface SdkCall {
  /** The RAM action, named when it is refused. */
  readonly action: string;
  readonly about: About;
  readonly signal?: AbortSignal | undefined;
  readonly repeatable: boolean;
}

export interface SdkAsker {
  /** Every failure is a `Failure`. A cancelled request is no longer waited for; the SDKs cannot take it back. */
  ask<T>(wish: SdkCall, send: () => Promise<T>): Promise<T>;
}

/** `host` is only for naming it in failures. */
export function sdkAsker(host: string, wiring: Wiring): SdkAsker {
  const told = async <T>(wish: SdkCall, send: () => Promise<T>): Promise<T> => {
    try {
      return await send();
    } catch (error) {
      const what = error instanceof Failure ? error : saidBySdk(error, wish.action, wish.about, host, limitMs);
      if (what === undefined) throw error;
      throw what instanceof Failure ? what : translate(what);
    }
  };
  const once = <T>(wish: SdkCall, send: () => Promise<T>): Promise<T> => signedAnew(wiring, () => told(wish, send));
  return {
    ask: (wish, send) =>
      untilAborted(
        wish.repeatable
          ? tryAgain(() => once(wish, send), { table: wiring.retry, clock: systemClock, signal: wish.signal })
          : once(wish, send),
        wish.signal,
      ),
  };
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
