/** For tests: small uploads in a storm that a seed decides — faults, pauses, kills, lost journals, ended tokens — until each is done. */
import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openBench, type Bench } from '../../../practice/test-help.ts';
import type { Clock } from '../base/clock.ts';
import { straightLine } from '../base/line.ts';
import type { Log } from '../base/log.ts';
import { newThrottle } from '../base/throttle.ts';
import { openAlibaba } from '../cloud/alibaba/open-alibaba.ts';
import type { CredentialSource } from '../cloud/credentials.ts';
import { digestOf } from './digest.double.ts';
import { filePartSource } from './part-source.ts';
import { upload, type UploadRequest } from './upload.ts';
import { readJournal } from './upload-journal.ts';

/** Repeatable chance (mulberry32). */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const kinds = [
  ['UploadPart', { status: 503, code: 'ServiceUnavailable' }],
  ['UploadPart', { status: 503, code: 'TotalQpsLimitExceeded', headers: { 'x-oss-qos-delay-time': '20' } }],
  ['UploadPart', { resetAfterBytes: 70_000 }],
  ['UploadPart', { loseAnswer: true }],
  ['UploadPart', { wrongCrc64: true }],
  ['UploadPart', { damageBody: true }],
  ['UploadPart', { html: 502 }],
  ['UploadPart', { truncateAnswer: true }],
  ['UploadPart', { delayMs: 30 }],
  ['UploadPart', { status: 403, code: 'SecurityTokenExpired' }],
  ['UploadPart', { status: 404, code: 'NoSuchUpload' }],
  ['ListParts', { loseAnswer: true }],
  ['ListParts', { status: 500, code: 'InternalError' }],
  ['ListParts', { truncateAnswer: true }],
  ['InitiateMultipartUpload', { loseAnswer: true }],
  ['InitiateMultipartUpload', { status: 503, code: 'ServiceUnavailable' }],
  ['CompleteMultipartUpload', { loseAnswer: true }],
  ['CompleteMultipartUpload', { truncateAnswer: true }],
  ['CompleteMultipartUpload', { status: 500, code: 'InternalError' }],
  ['HeadObject', { status: 503, code: 'ServiceUnavailable' }],
  ['ListMultipartUploads', { resetAfterBytes: 0 }],
] as const;

/** Faults for a whole storm: each upload meets about so many, somewhere among the requests it needs. */
function stormRules(next: () => number, uploads: number, each: number): object[] {
  return Array.from({ length: uploads * each }, () => {
    const [action, fault] = kinds[Math.floor(next() * kinds.length)] ?? kinds[0];
    const usual = action === 'UploadPart' ? 9 : 4;
    return { match: { action }, skip: Math.floor(next() * usual * uploads), times: 1, fault };
  });
}

export interface StormCount {
  uploads: number;
  runs: number;
  pauses: number;
  kills: number;
  tokensEnded: number;
  removed: number;
  /** `uploadId partNumber` of every part that a run had noted as acknowledged, and when that run was over, in ms. */
  acknowledged: Map<string, number>;
}

export const newStormCount = (): StormCount => ({
  uploads: 0,
  runs: 0,
  pauses: 0,
  kills: 0,
  tokensEnded: 0,
  removed: 0,
  acknowledged: new Map(),
});

/** Real time, but every wait is cut to a moment. */
const clock: Clock = {
  now: () => Date.now(),
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      const done = (): void => {
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const timer = setTimeout(done, Math.min(ms, 2));
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal?.reason as Error);
      };
      if (signal?.aborted === true) return stop();
      signal?.addEventListener('abort', stop, { once: true });
    }),
};
const silent: Log = { write: () => undefined, forStage: () => silent };
export const partBytes = 131_072;
/** Makes the plan choose the smallest parts. */
const verySlow = 1;

export async function stormBench(seed: number, uploads: number): Promise<Bench> {
  return openBench({ rules: stormRules(chance(seed), uploads, 14) });
}

/** One upload through its storm; ends once it is done. Throws what no storm explains. */
export async function weather(
  bench: Bench,
  seed: number,
  count: StormCount,
): Promise<{ key: string; content: Buffer; crc64: bigint }> {
  const next = chance(seed);
  const content = Buffer.alloc(Math.ceil(next() * 16 * partBytes));
  for (let at = 0; at + 4 <= content.length; at += 4) content.writeUInt32LE(Math.floor(next() * 2 ** 32), at);
  const key = `storm/${seed}.raw`;
  const file = join(bench.folder, `storm-${seed}.raw`);
  const journalPath = `${file}.journal`;
  await writeFile(file, content);
  const digest = await digestOf(content, partBytes);
  const keys: CredentialSource = {
    current: () => Promise.resolve(bench.cloud),
    // where it cannot be renewed, the run ends and is begun again with new keys
    renew: () => Promise.resolve(next() < 0.5),
  };
  const line = straightLine();
  const store = openAlibaba(keys, { kind: 'practice', url: bench.cloud.url }, line).objects(
    'cn-hangzhou',
    'migration-demo',
    { once: true },
  );
  count.uploads++;
  for (let lives = 0; ; lives++) {
    if (lives > 200) throw new Error(`storm ${seed} never ends`);
    count.runs++;
    const stop = new AbortController();
    const paused = new Error('paused');
    const how = next();
    // most runs are cut short, by a pause or as if killed
    const timer = how < 0.75 ? setTimeout(() => stop.abort(paused), next() * 30) : undefined;
    const request: UploadRequest = {
      source: filePartSource(file, digest),
      target: { store, key },
      journalPath,
      line,
      throttle: newThrottle(clock, next() < 0.1 ? 50_000_000 : undefined),
      knownBytesPerSecond: verySlow,
      retry: { tries: 4, firstWaitMs: 1, longestWaitMs: 2 },
      clock,
      signal: stop.signal,
      log: silent,
      onProgress: monotone(seed),
    };
    try {
      const { crc64 } = await upload(request);
      return { key, content, crc64 };
    } catch (error) {
      await noteAcknowledged(journalPath, count);
      if (error === paused) {
        count.pauses++;
        if (how < 0.3) await tear(journalPath, next, count);
        if (how < 0.03) {
          count.removed++;
          for (const { uploadId } of await settledList(store, key))
            await store.abortUpload(key, uploadId).catch(() => undefined);
        }
      } else if ((error as { code?: string }).code === 'account.token-expired') count.tokensEnded++;
      else if (!survivable.includes((error as { code?: string }).code ?? '')) throw error;
    } finally {
      clearTimeout(timer);
      line.dropConnections();
    }
  }
}

/** What a run may end with when a seed is unkind: each of them can be begun again. */
const survivable = [
  'cloud.unavailable',
  'cloud.throttled',
  'cloud.upload-gone',
  'network.unreachable',
  'network.damaged',
  'network.not-the-cloud',
  'network.timed-out',
];

const settledList = (store: { listUploads(prefix: string): Promise<{ uploadId: string }[]> }, key: string) =>
  store.listUploads(key).catch(() => []);

async function noteAcknowledged(path: string, { acknowledged }: StormCount): Promise<void> {
  const journal = await readJournal(path);
  const now = Date.now();
  for (const part of journal?.parts.keys() ?? []) {
    const name = `${journal?.header.uploadId} ${part}`;
    if (!acknowledged.has(name)) acknowledged.set(name, now);
  }
}

/** What a kill leaves of a journal: all of it, half a line, garbage, or nothing. */
async function tear(path: string, next: () => number, count: StormCount): Promise<void> {
  count.kills++;
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  if (next() < 0.3) return appendFile(path, '{"partNumber":1,"byt');
  if (next() < 0.3) return truncate(path, Math.floor(text.length * next()));
  if (next() < 0.2) return writeFile(path, '');
}

/** Within one run nothing goes backwards or beyond the end. */
function monotone(seed: number): UploadRequest['onProgress'] {
  let last = 0;
  return ({ done, total }) => {
    if (done < last || done > total)
      throw new Error(`progress of storm ${seed} went from ${last} to ${done} of ${total}`);
    last = done;
  };
}
