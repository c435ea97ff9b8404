/**
 * One HTTP request over Node's own client, with limits on time, a body that may be streamed, and every network error
 * as a `Failure`. What the answer means is the caller's business.
 */
import { request as overHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import { Failure } from '../../../contract/failure-error.ts';
import { say } from '../../../contract/said.ts';
import type { Line } from './line.ts';

export interface HttpLimits {
  /** From the first to the last byte of the exchange. */
  readonly totalMs: number;
  /** With no byte moving in either direction. */
  readonly quietMs: number;
}

export interface HttpRequest {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Sent as it is, already encoded. */
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A chunk of a stream is done with when the next is asked for. */
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>;
  readonly limits: HttpLimits;
  /** The way there; absent means straight. */
  readonly line?: Line | undefined;
  /** Uses a connection kept from an earlier request, and keeps it again; otherwise one for this request alone. */
  readonly keep?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes of each chunk once the socket has taken it. */
  readonly onSent?: (bytes: number) => void;
}

export interface HttpAnswer {
  readonly host: string;
  readonly status: number;
  /** Names in lower case; repeated ones joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const connectMs = 15_000;
/** No control answer of the services comes near it. */
const longestAnswerBytes = 16 * 2 ** 20;
/** Error codes of Node and OpenSSL for a failed connection, our own time limits aside. */
const lineCodes = /^(E[A-Z]{3,}|ERR_TLS\w*|ERR_SSL\w*|HPE_\w+)$/;
/** OpenSSL's error codes for a certificate it does not trust. */
const trustCodes =
  /^(CERT_\w+|UNABLE_TO_\w+|DEPTH_ZERO\w+|SELF_SIGNED\w+|ERR_TLS_CERT_ALTNAME_INVALID|INVALID_CA|HOSTNAME_MISMATCH)$/;
/** What a proxy answers when it will not let us through, however often it is asked. */
const proxyRefusals = [401, 403, 405, 407];

/** The failure for an error of Node's network stack, by its code; undefined when it is something else. */
export function lineFailure(error: unknown, host: string): Failure | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  if (typeof code !== 'string') return undefined;
  if (trustCodes.test(code)) return new Failure('network.untrusted', { host, reason: code }, { cause: error });
  if (!lineCodes.test(code)) return undefined;
  if (code === 'ETIMEDOUT') return new Failure('network.timed-out', { host, afterMs: connectMs }, { cause: error });
  return new Failure('network.unreachable', { host, reason: code }, { cause: error });
}

/**
 * Any status is an answer. Throws `network.*`, the signal's reason, or whatever reading the body threw; the connection is
 * not used again after a throw or a status of 400 and more. The body is no longer read once this has settled.
 */
export async function sendHttp(wish: HttpRequest): Promise<HttpAnswer> {
  await wish.line?.ready(wish.origin);
  const began = performance.now();
  try {
    const answer = await exchange(wish);
    wish.line?.heard({ wish, answer, ms: performance.now() - began });
    return answer;
  } catch (error) {
    wish.line?.heard({ wish, error, ms: performance.now() - began });
    throw error;
  }
}

function exchange(wish: HttpRequest): Promise<HttpAnswer> {
  const { host, protocol } = new URL(wish.origin);
  return new Promise((resolve, reject) => {
    wish.signal?.throwIfAborted();
    const send = protocol === 'https:' ? overHttps : overHttp;
    const proxy = wish.line?.proxyName(wish.origin);
    const fresh = wish.keep === true ? undefined : wish.line?.freshAgent(wish.origin);
    const request = send(wish.origin, {
      path: wish.path,
      method: wish.method,
      headers: wish.headers,
      agent: fresh ?? wish.line?.keptAgent(wish.origin) ?? false,
    });
    let sending = wish.body !== undefined;
    let settled = false;

    const finish = (conclude: () => void): void => {
      if (settled) return;
      settled = true;
      clearTimeout(total);
      clearTimeout(connecting);
      wish.signal?.removeEventListener('abort', onAbort);
      void written.then(() => {
        fresh?.destroy();
        conclude();
      });
    };
    const fail = (error: Error): void => {
      request.destroy();
      finish(() => reject(error));
    };
    const onAbort = (): void => fail(wish.signal?.reason as Error);
    const late = (afterMs: number): void => fail(new Failure('network.timed-out', { host, afterMs }));
    const total = setTimeout(() => late(wish.limits.totalMs), wish.limits.totalMs);
    // a proxy hands its connection out only once it is through
    const connecting = setTimeout(() => late(connectMs), connectMs);

    wish.signal?.addEventListener('abort', onAbort);
    request.on('socket', (socket) => {
      if (socket.connecting) socket.once('connect', () => clearTimeout(connecting));
      else clearTimeout(connecting);
    });
    request.on('proxyConnect', ({ statusCode: status }: { statusCode: number }) => {
      const reason = `HTTP ${status}`;
      if (proxyRefusals.includes(status))
        fail(new Failure('network.proxy-refused', { proxy: proxy ?? '', host, reason }));
      else if (status !== 200) fail(new Failure('network.unreachable', { host, reason: `${proxy ?? ''}: ${reason}` }));
    });
    request.setTimeout(wish.limits.quietMs, () => {
      const quietMs = wish.limits.quietMs;
      if (sending) fail(new Failure('network.stalled', { host, quietMs }));
      else late(quietMs);
    });
    request.on('error', (error) =>
      fail(
        lineFailure(error, proxy ?? host) ??
          (proxy === undefined
            ? new Failure('network.unreachable', { host, reason: error.message }, { cause: error })
            : // an error without a system code comes from the proxy
              new Failure('network.proxy-refused', { proxy, host, reason: error.message }, { cause: error })),
      ),
    );
    request.on('response', (response) => {
      readAnswer(response, host).then((answer) => {
        if (sending || answer.status >= 400) request.destroy();
        finish(() => resolve(answer));
      }, fail);
    });
    const written = Promise.resolve()
      .then(() => writeBody(request, wish)) // a turn later, as reading the body may itself end the request
      .then(() => void (sending = false), fail);
  });
}

async function writeBody(request: ClientRequest, wish: HttpRequest): Promise<void> {
  if (wish.body === undefined || wish.body instanceof Uint8Array) {
    request.end(wish.body);
    return;
  }
  const closed = new Promise<void>((resolve) => request.once('close', resolve));
  for await (const chunk of wish.body) {
    // network errors arrive through the request's `error` event; the callback of a write that failed may never be called
    const taken = new Promise<void>((resolve) => void request.write(chunk, () => resolve()));
    await Promise.race([taken, closed]);
    if (request.destroyed) return;
    wish.onSent?.(chunk.byteLength);
  }
  request.end();
}

async function readAnswer(response: IncomingMessage, host: string): Promise<HttpAnswer> {
  const status = response.statusCode ?? 0;
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.byteLength;
      if (bytes > longestAnswerBytes)
        throw new Failure('network.not-the-cloud', { host, status, said: say('endless-answer') });
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw (
      lineFailure(error, host) ?? new Failure('network.unreachable', { host, reason: say('cut-off') }, { cause: error })
    );
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return { host, status, headers, body: Buffer.concat(chunks) };
}
