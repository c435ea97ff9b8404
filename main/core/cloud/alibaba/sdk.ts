/**
 * The API SDKs: loaded when first needed (ECS alone is thousands of files), opened for an endpoint, asked with one way to
 * translate, to try again and to be cancelled.
 */
import { Failure } from '../../../../contract/failure-error.ts';
import { systemClock } from '../../base/clock.ts';
import { tryAgain, type RetryTable } from '../../base/retry.ts';
import type { Credentials, Endpoint } from '../cloud.ts';
import { translate } from './errors.ts';
import { saidBySdk, type About } from './said.ts';

const loadCore = async () => whole(await import('@alicloud/openapi-core'));
export const loadEcs = async () => whole(await import('@alicloud/ecs20140526'));
export const loadRam = async () => whole(await import('@alicloud/ram20150501'));
export const loadSts = async () => whole(await import('@alicloud/sts20150401'));

/** CommonJS seen from a module: what the types call the module may be its default export. */
function whole<M extends { default: unknown }>(module: M): M {
  const inner = module.default as Partial<M>;
  return inner.default === undefined ? module : (inner as M);
}

const limitMs = 30_000;

/** Without a region for services that have none; the SDKs know each service's host names. */
export async function sdkConfig(credentials: Credentials, endpoint: Endpoint, region: string) {
  const { $OpenApiUtil } = await loadCore();
  return new $OpenApiUtil.Config({
    accessKeyId: credentials.accessKeyId,
    accessKeySecret: credentials.accessKeySecret,
    ...(credentials.securityToken === undefined ? {} : { securityToken: credentials.securityToken }),
    regionId: region,
    // the connect limit also ends answers that take longer, so both are the same
    connectTimeout: limitMs,
    readTimeout: limitMs,
    ...(endpoint.kind === 'practice'
      ? { endpoint: new URL(endpoint.url).host, protocol: 'http' }
      : { protocol: 'https' }),
  });
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
export function sdkAsker(host: string, retry: RetryTable): SdkAsker {
  const once = async <T>(wish: SdkCall, send: () => Promise<T>): Promise<T> => {
    try {
      return await send();
    } catch (error) {
      const what = saidBySdk(error, wish.action, wish.about, host, limitMs);
      if (what === undefined) throw error;
      throw what instanceof Failure ? what : translate(what);
    }
  };
  return {
    ask: (wish, send) =>
      untilAborted(
        wish.repeatable
          ? tryAgain(() => once(wish, send), { table: retry, clock: systemClock, signal: wish.signal })
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
