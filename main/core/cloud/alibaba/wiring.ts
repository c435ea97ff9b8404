/** What every request to Alibaba Cloud is made with: keys, the way there, and a clock that agrees with the service's. */
import { failedWith } from '../../../../contract/failure-error.ts';
import { sendHttp, type HttpAnswer, type HttpRequest } from '../../base/http-send.ts';
import type { Line } from '../../base/line.ts';
import type { RetryTable } from '../../base/retry.ts';
import type { CloudAddress } from '../cloud.ts';
import type { Credentials, CredentialSource } from '../credentials.ts';

export interface Wiring {
  readonly credentials: CredentialSource;
  readonly address: CloudAddress;
  readonly line: Line;
  readonly clock: ServiceClock;
  /** For requests that may be repeated. */
  readonly retry: RetryTable;
}

export interface ServiceClock {
  /** What the service's clock shows, as far as we know, in milliseconds since the epoch. */
  now(): number;
  /** How far this machine's clock is ahead of it; 0 while it is near enough not to matter. */
  readonly aheadMs: number;
  /** Learns from an answer; true when that changed what `now` says. */
  hear(answer: Pick<HttpAnswer, 'headers'>): boolean;
}

/** Answers tell whole seconds and take a while to arrive; signatures may be wrong by fifteen minutes. */
const nearEnoughMs = 60_000;

export function serviceClock(machineNow: () => number = Date.now): ServiceClock {
  let aheadMs = 0;
  return {
    now: () => machineNow() - aheadMs,
    get aheadMs() {
      return aheadMs;
    },
    hear({ headers }) {
      // something in between has a clock of its own, but no request id
      if (headers['x-oss-request-id'] === undefined && headers['x-acs-request-id'] === undefined) return false;
      const said = Date.parse(headers['date'] ?? '');
      if (Number.isNaN(said)) return false;
      const ahead = machineNow() - said;
      const next = Math.abs(ahead) < nearEnoughMs ? 0 : ahead;
      if (Math.abs(next - aheadMs) < nearEnoughMs) return false;
      aheadMs = next;
      return true;
    },
  };
}

/** Carries one request and learns the time from its answer. */
export async function carry(wiring: Wiring, request: Omit<HttpRequest, 'line'>): Promise<HttpAnswer> {
  const answer = await sendHttp({ ...request, line: wiring.line });
  wiring.clock.hear(answer);
  return answer;
}

/**
 * Signs and sends by `attempt`, and once more where the answer said what was wrong with the signature: the token had
 * ended and there is another, or the clock was wrong and now is known.
 */
export async function signedAnew<T>(wiring: Wiring, attempt: (credentials: Credentials) => Promise<T>): Promise<T> {
  const credentials = await wiring.credentials.current();
  const { aheadMs } = wiring.clock;
  try {
    return await attempt(credentials);
  } catch (error) {
    const mended =
      (failedWith(error, 'account.token-expired') && (await wiring.credentials.renew(credentials))) ||
      (failedWith(error, 'account.clock-skewed') && wiring.clock.aheadMs !== aheadMs);
    if (!mended) throw error;
    return attempt(await wiring.credentials.current());
  }
}
