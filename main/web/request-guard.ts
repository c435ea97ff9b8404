/**
 * Which requests reach the door at all: only those that name it by its loopback address. A foreign name in `Host` is a
 * site that had its name pointed here (DNS rebinding); a foreign `Origin` is a page of another site.
 */
import type { IncomingMessage } from 'node:http';

export type Refusal = { readonly status: 400 | 403 | 405; readonly why: string };

/** The reason to refuse, before anything else is read from the request; `port` is the one the door listens on. */
export function refusalOf(request: IncomingMessage, port: number): Refusal | undefined {
  const hosts = request.headersDistinct['host'] ?? [];
  const host = hosts[0];
  if (hosts.length !== 1 || host === undefined) return { status: 400, why: 'One Host header is needed.' };
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
    return { status: 403, why: 'This address is not served here.' };
  }
  const origin = request.headers.origin;
  if (origin !== undefined && origin !== `http://${host}`)
    return { status: 403, why: 'Another origin may not ask here.' };
  if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 405, why: 'Only GET and HEAD.' };
  return undefined;
}

/** The value of one cookie, if the request carries it exactly once. */
export function cookieOf(request: IncomingMessage, name: string): string | undefined {
  const values = (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 ? values[0] : undefined;
}
