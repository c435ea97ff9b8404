/** Asks a feed of versions whether there is a newer program; downloads nothing, and never asks by itself. */
import { versionFeed } from '../../../contract/support.ts';
import { Failure } from '../../../contract/failure-error.ts';
import { sendHttp } from '../base/http-send.ts';
import type { Line } from '../base/line.ts';

const limits = { totalMs: 20_000, quietMs: 10_000 };

export interface UpdateAnswer {
  readonly current: string;
  readonly newer?: { readonly version: string; readonly notes: string; readonly page: string };
}

/** Fails with `network.*`, and with `network.not-the-cloud` for an answer that is no feed. */
export async function checkUpdates(
  feed: string,
  current: string,
  line: Line,
  signal: AbortSignal,
): Promise<UpdateAnswer> {
  const { origin, pathname, search, host } = new URL(feed);
  const headers = { host, accept: 'application/json' };
  const request = { origin, path: pathname + search, method: 'GET', headers, limits, line, signal };
  const answer = await sendHttp(request);
  const said = answer.body.toString('utf8');
  const read = versionFeed.safeParse(answer.status === 200 ? parsed(said) : undefined);
  if (!read.success)
    throw new Failure('network.not-the-cloud', { host, status: answer.status, said: said.slice(0, 200) });
  const { version, notes, page } = read.data;
  return isNewer(version, current) ? { current, newer: { version, notes, page } } : { current };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // told as an answer that is no feed
  }
}

function isNewer(version: string, than: string): boolean {
  const [a, b] = [version, than].map((one) => one.split('.').map(Number));
  for (const part of [0, 1, 2]) {
    const difference = (a?.[part] ?? 0) - (b?.[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
