/** What a detailed log says of each request to a cloud, and how much of it is kept: names and numbers, never a header, a body or a signed address. */
import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../../contract/failure-error.ts';
import { isoNow, type Clock } from './clock.ts';
import type { Exchange } from './line.ts';
import { redact } from './redact.ts';

export interface RequestLog {
  detailed: boolean;
  note(exchange: Exchange): void;
}

const mostBytes = 2 * 2 ** 20;
/** In the data folder, the older one first. */
export const requestLogFiles = ['requests-before.jsonl', 'requests.jsonl'] as const;

/** One line a request while `detailed`. A full file takes the place of the one before it. */
export function requestLog(folder: string, clock: Clock, most = mostBytes): RequestLog {
  const [before, file] = requestLogFiles.map((name) => join(folder, name)) as [string, string];
  return {
    detailed: false,
    note(exchange) {
      if (!this.detailed) return;
      const line = redact(JSON.stringify({ when: isoNow(clock), ...said(exchange) }));
      try {
        const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
        if (size + line.length > most) renameSync(file, before);
        appendFileSync(file, `${line}\n`, { mode: 0o600 });
      } catch {
        // a log that cannot be written must not stop the work
      }
    },
  };
}

function said({ wish, answer, error, ms }: Exchange): object {
  const headers = Object.fromEntries(Object.entries(wish.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const { pathname, searchParams } = new URL(wish.path, wish.origin);
  const action = headers['x-acs-action'];
  const part = searchParams.get('partNumber');
  return {
    // OSS requests do not name their action: the query tells it
    ...(action === undefined
      ? { method: wish.method, path: pathname, query: [...searchParams.keys()].join(' ') }
      : { action }),
    ...(part === null ? {} : { part: Number(part) }),
    host: headers['host'] ?? new URL(wish.origin).host,
    bytes: Number(headers['content-length'] ?? 0),
    ms: Math.round(ms),
    ...(answer === undefined
      ? { failure: error instanceof Failure ? String(error.code) : 'stopped' }
      : {
          status: answer.status,
          requestId: answer.headers['x-oss-request-id'] ?? answer.headers['x-acs-request-id'] ?? '',
        }),
  };
}
