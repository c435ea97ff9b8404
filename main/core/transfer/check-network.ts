/**
 * Measures the network to a bucket before anything long starts: latency, speed, the service's clock, and whether data may be sent
 * this way at all. Sends a few small objects under keys of their own and removes them again.
 */
import { randomBytes } from 'node:crypto';
import { Failure } from '../../../contract/failure-error.ts';
import type { OssEndpoint } from '../../../contract/network.ts';
import type { NetworkReport } from '../../../contract/target.ts';
import { sendHttp, type HttpAnswer } from '../base/http-send.ts';
import type { Line } from '../base/line.ts';
import type { PutVerdict, SignedPut } from '../base/part-store.ts';

export interface ProbeStore {
  signPut(key: string, bytes: number): Promise<SignedPut>;
  judgePart(key: string, answer: HttpAnswer): Promise<PutVerdict>;
  head(key: string, signal?: AbortSignal): Promise<unknown>;
  remove(key: string, signal?: AbortSignal): Promise<void>;
}

export interface LineCheck {
  /** The bucket by one of its endpoints; each request is tried once. */
  readonly storeAt: (endpoint: OssEndpoint | undefined) => ProbeStore;
  readonly endpoint: OssEndpoint | undefined;
  readonly line: Line;
  readonly clockAheadMs: () => number;
  readonly signal: AbortSignal;
}

/** The prefix of probe objects, so that one left behind by a cut connection is recognised. */
export const probePrefix = '.ecs-image-migrator-probe/';
const limits = { totalMs: 30_000, quietMs: 10_000 };
const atOnce = 4;
const firstBytes = 65_536;
const mostBytes = 8 * 2 ** 20;
/** Long enough for TCP to have found the network's speed. */
const enoughMs = 1_500;
const otherEndpoints: readonly OssEndpoint[] = ['internal', 'accelerate'];

/** What cannot be asked is in the report; throws only the signal's reason. */
export async function checkNetwork(check: LineCheck): Promise<NetworkReport> {
  const { endpoint, line, signal } = check;
  const store = check.storeAt(endpoint);
  const { origin, headers } = await store.signPut(probePrefix, 0);
  const proxy = line.proxyName(origin);
  const report = (found: Partial<NetworkReport>): NetworkReport => ({
    host: headers['host'] ?? new URL(origin).host,
    ...(proxy === undefined ? {} : { proxy }),
    clockAheadMs: check.clockAheadMs(),
    endpoints: [],
    ...found,
  });
  try {
    const latencyMs = await latencyOf(store, signal);
    const bytesPerSecond = await speedOf(store, line, signal);
    return report({ latencyMs, bytesPerSecond });
  } catch (error) {
    signal.throwIfAborted();
    const failure = Failure.from(error).view();
    const endpoints: NetworkReport['endpoints'] = [];
    for (const other of otherEndpoints.filter((one) => one !== endpoint)) {
      const closed = await whyClosed(check.storeAt(other), line, signal);
      endpoints.push({
        endpoint: other,
        works: closed === undefined,
        ...(closed === undefined ? {} : { failure: closed }),
      });
    }
    return report({ failure, endpoints });
  }
}

/** The best of a few: what is above it is chance. */
async function latencyOf(store: ProbeStore, signal: AbortSignal): Promise<number> {
  let best = Infinity;
  for (let turn = 0; turn < 3; turn++) {
    const started = performance.now();
    await store.head(`${probePrefix}nothing`, signal);
    best = Math.min(best, performance.now() - started);
  }
  return Math.round(best * 10) / 10;
}

/** Ever larger objects, a few at once, until one round took long enough to mean something. */
async function speedOf(store: ProbeStore, line: Line, signal: AbortSignal): Promise<number> {
  const name = `${probePrefix}${randomBytes(9).toString('base64url')}`;
  const keys = Array.from({ length: atOnce }, (_, index) => `${name}-${index}`);
  const body = randomBytes(firstBytes);
  try {
    for (let bytes = firstBytes; ; bytes = Math.min(bytes * 4, mostBytes)) {
      const started = performance.now();
      await Promise.all(keys.map((key) => put(store, key, body, bytes, line, signal)));
      const tookMs = performance.now() - started;
      if (tookMs >= enoughMs || bytes === mostBytes) return Math.round((bytes * atOnce * 1000) / Math.max(tookMs, 1));
    }
  } finally {
    // also after a failure, so that nothing of ours stays; without the right to delete, a few small named objects remain
    await Promise.allSettled(keys.map((key) => store.remove(key)));
  }
}

async function whyClosed(
  store: ProbeStore,
  line: Line,
  signal: AbortSignal,
): Promise<ReturnType<Failure['view']> | undefined> {
  const key = `${probePrefix}${randomBytes(9).toString('base64url')}`;
  try {
    await put(store, key, Buffer.from('?'), 1, line, signal);
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    return Failure.from(error).view();
  } finally {
    await store.remove(key).catch(() => undefined); // it may be that nothing works there at all
  }
}

async function put(
  store: ProbeStore,
  key: string,
  piece: Uint8Array,
  bytes: number,
  line: Line,
  signal: AbortSignal,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    const signed = await store.signPut(key, bytes);
    const body = repeated(piece, bytes);
    const answer = await sendHttp({
      ...signed,
      method: 'PUT',
      body,
      limits,
      line,
      keep: tries === 1,
      signal,
    });
    const verdict = await store.judgePart(key, answer);
    if (verdict.taken) return;
    if (!verdict.mended || tries > 1) throw verdict.failure;
  }
}

async function* repeated(piece: Uint8Array, bytes: number): AsyncGenerator<Uint8Array> {
  for (let left = bytes; left > 0; left -= piece.byteLength) yield await Promise.resolve(piece.subarray(0, left));
}
