/** The upload against a real service on loopback: what arrives, what is sent again, and what is left behind. */
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPracticeCloud, type PracticeCloud } from '../../../practice/practice-cloud.ts';
import { crc64Combine, emptyCrc64, newCrc64 } from '../base/crc64.ts';
import { systemClock, type Clock } from '../base/clock.ts';
import { straightLine } from '../base/line.ts';
import type { Log, LogFacts } from '../base/log.ts';
import { newThrottle } from '../base/throttle.ts';
import { openAlibaba } from '../cloud/alibaba/open-alibaba.ts';
import type { ObjectStore } from '../cloud/cloud.ts';
import { filePartSource, type BlockDigest, type PartSource } from './part-source.ts';
import { abandonUpload, upload, type Uploaded, type UploadRequest } from './upload.ts';
import { readJournal } from './upload-journal.ts';
import type { UploadProgress } from './upload-meter.ts';

const MiB = 2 ** 20;
const bucket = 'migration-demo';
const key = 'disks/web01.qcow2';
/** Two parts of 8 MiB and a short one. */
const bytes = 17 * MiB + 12_345;
const content = randomBytes(bytes);

let folder: string;
let path: string;
let journalPath: string;
let digest: BlockDigest;
let running: PracticeCloud[];
let logged: { event: string; facts: LogFacts }[];

const log: Log = {
  write: (_level, event, facts = {}) => void logged.push({ event, facts }),
  forStage: () => log,
};
/** Real time, but nobody waits for it. */
const clock: Clock = { now: () => Date.now(), wait: (_ms, signal) => systemClock.wait(0, signal) };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upload-'));
  path = join(folder, 'disk-0.qcow2');
  journalPath = join(folder, 'upload-0.jsonl');
  running = [];
  logged = [];
  await writeFile(path, content);
  digest = await digestOf(content);
});
afterEach(async () => {
  await Promise.all(running.map((cloud) => cloud.close()));
  await rm(folder, { recursive: true });
});

async function digestOf(content: Uint8Array): Promise<BlockDigest> {
  const hasher = await newCrc64();
  const blockBytes = 4 * MiB;
  const blocks: bigint[] = [];
  let crc64 = emptyCrc64;
  for (let start = 0; start < content.byteLength; start += blockBytes) {
    const block = content.subarray(start, start + blockBytes);
    hasher.init();
    hasher.update(block);
    const crc = hasher.value();
    blocks.push(crc);
    crc64 = crc64Combine(crc64, crc, block.byteLength);
  }
  return { bytes: content.byteLength, crc64, blockBytes, blocks };
}

interface Rule {
  match: { action: string; partNumber?: number };
  times?: number;
  skip?: number;
  fault: object;
}

async function practice(rules: Rule[] = []): Promise<{ cloud: PracticeCloud; store: ObjectStore }> {
  await mkdir(join(folder, 'world'), { recursive: true });
  const faultsFile = join(folder, 'faults.json');
  await writeFile(faultsFile, JSON.stringify({ rules }));
  const cloud = await startPracticeCloud({ folder: join(folder, 'world'), faultsFile });
  running.push(cloud);
  return { cloud, store: storeOf(cloud) };
}
const storeOf = (
  { url, accessKeyId, accessKeySecret }: PracticeCloud,
  secret = accessKeySecret,
): ObjectStore =>
  openAlibaba({ accessKeyId, accessKeySecret: secret }, { kind: 'practice', url }).objects(
    'cn-hangzhou',
    bucket,
    { once: true },
  );

const send = (store: ObjectStore, more: Partial<UploadRequest> = {}): Promise<Uploaded> =>
  upload({
    source: filePartSource(path, digest),
    target: { store, key },
    journalPath,
    line: straightLine(),
    throttle: newThrottle(systemClock),
    clock,
    signal: new AbortController().signal,
    log,
    onProgress: () => undefined,
    ...more,
  });

/** Numbers of the parts the service took, in the order it took them. */
async function partsTaken({ url }: PracticeCloud): Promise<number[]> {
  const answer = (await (await fetch(`${url}/practice/requests`)).json()) as {
    action: string;
    status: number;
    partNumber?: number;
  }[];
  return answer
    .filter(({ action, status }) => action === 'UploadPart' && status === 200)
    .map(({ partNumber }) => partNumber ?? 0);
}
const ascending = (numbers: number[]): number[] => [...numbers].sort((a, b) => a - b);
const whole = (): Uploaded => ({ bytes, crc64: digest.crc64 });

/** A source that stops the upload once so many parts have been read to their end. */
function stopAfter(parts: number, stop: AbortController): PartSource {
  const source = filePartSource(path, digest);
  let begun = 0;
  return {
    ...source,
    async *read(range, signal) {
      if (begun++ === parts) stop.abort(new Error('paused'));
      signal.throwIfAborted();
      yield* source.read(range, signal);
    },
  };
}

describe('a clean run', () => {
  test('brings every byte once, proves it, and says how far it is', async () => {
    const { cloud, store } = await practice();
    const seen: UploadProgress[] = [];
    expect(await send(store, { onProgress: (progress) => void seen.push(progress) })).toMatchObject(whole());
    expect(await store.head(key)).toMatchObject({ bytes, crc64: String(digest.crc64), ours: true });
    expect(ascending(await partsTaken(cloud))).toEqual([1, 2, 3]);
    expect(seen.map(({ doing }) => doing).filter((doing, index, all) => doing !== all[index - 1])).toEqual([
      'preparing-upload',
      'uploading',
      'finishing-upload',
      'checking-object',
    ]);
    expect(seen.at(-1)).toMatchObject({ done: bytes, total: bytes });
    for (const [index, { done }] of seen.entries())
      expect(done).toBeGreaterThanOrEqual(seen[index - 1]?.done ?? 0);
  });

  test('an object that is the disk already is not sent again', async () => {
    const { cloud, store } = await practice();
    await send(store);
    await rm(journalPath);
    expect(await send(store)).toMatchObject(whole());
    expect(await partsTaken(cloud)).toHaveLength(3);
    expect(logged.map(({ event }) => event)).toContain('object was complete already');
  });

  test('a disk of one short part is one part', async () => {
    const { store } = await practice();
    await writeFile(path, 'tiny');
    digest = await digestOf(Buffer.from('tiny'));
    expect(await send(store)).toMatchObject({ bytes: 4, crc64: digest.crc64 });
  });
});

describe('a bad line', () => {
  test.each([
    ['a 503', { status: 503, code: 'ServiceUnavailable' }, 'cloud.unavailable'],
    ['a reset in mid-part', { resetAfterBytes: 3 * MiB }, 'network.unreachable'],
    ['a lost answer', { loseAnswer: true }, 'network.unreachable'],
    ['a wrong CRC answer', { wrongCrc64: true }, 'network.damaged'],
    ['a changed byte on the way', { damageBody: true }, 'network.damaged'],
    ['a proxy in between', { html: 502 }, 'network.not-the-cloud'],
  ])('%s costs one part one more try, and the log says so', async (_, fault, failure) => {
    const { store } = await practice([{ match: { action: 'UploadPart', partNumber: 2 }, times: 1, fault }]);
    expect(await send(store)).toMatchObject(whole());
    const again = logged.filter(({ event }) => event === 'part sent again');
    expect(again).toHaveLength(1);
    expect(again[0]?.facts).toMatchObject({ partNumber: 2, try: 1, failure });
    expect(await store.head(key)).toMatchObject({ crc64: String(digest.crc64) });
  });

  test('waits as long as the service asks', async () => {
    const fault = { status: 503, code: 'TotalQpsLimitExceeded', headers: { 'x-oss-qos-delay-time': '7777' } };
    const { store } = await practice([{ match: { action: 'UploadPart', partNumber: 1 }, times: 1, fault }]);
    const table = { tries: 8, firstWaitMs: 1, longestWaitMs: 1 };
    await send(store, { retry: table });
    expect(logged.find(({ event }) => event === 'part sent again')?.facts).toMatchObject({
      failure: 'cloud.throttled',
      waitMs: 7777,
    });
  });

  test('a part that never goes ends the run with its reason, and the rest is kept', async () => {
    const fault = { status: 503, code: 'ServiceUnavailable' };
    const { store } = await practice([{ match: { action: 'UploadPart', partNumber: 3 }, fault }]);
    await expect(send(store, { concurrency: 1 })).rejects.toMatchObject({ code: 'cloud.unavailable' });
    expect(logged.filter(({ event }) => event === 'part sent again')).toHaveLength(7);
    expect(ascending([...((await readJournal(journalPath))?.parts.keys() ?? [])])).toEqual([1, 2]);
  });

  test('parts stopped because of another are not said to be sent again', async () => {
    const fault = { status: 503, code: 'ServiceUnavailable' };
    const { store } = await practice([{ match: { action: 'UploadPart', partNumber: 3 }, fault }]);
    const table = { tries: 2, firstWaitMs: 1, longestWaitMs: 1 };
    await expect(send(store, { retry: table })).rejects.toMatchObject({ code: 'cloud.unavailable' });
    const again = logged.filter(({ event }) => event === 'part sent again');
    expect(again.map(({ facts }) => facts['partNumber'])).toEqual([3]);
  });

  test('progress does not go backwards when a part starts over', async () => {
    const { store } = await practice([
      { match: { action: 'UploadPart' }, times: 2, fault: { resetAfterBytes: 7 * MiB } },
    ]);
    let last = 0;
    await send(store, {
      onProgress({ done }) {
        expect(done).toBeGreaterThanOrEqual(last);
        last = done;
      },
    });
    expect(last).toBe(bytes);
  });
});

describe('going on', () => {
  test('sends only what was not acknowledged', async () => {
    const { cloud, store } = await practice();
    const stop = new AbortController();
    const paused = send(store, { source: stopAfter(2, stop), signal: stop.signal, concurrency: 1 });
    await expect(paused).rejects.toThrow('paused');
    expect(await partsTaken(cloud)).toEqual([1, 2]);
    expect(await send(store)).toMatchObject(whole());
    expect(await partsTaken(cloud)).toEqual([1, 2, 3]);
    expect(logged.find(({ event }) => event === 'upload goes on')?.facts).toMatchObject({ parts: 2 });
  });

  test('believes a part by its content, whatever the journal says of it', async () => {
    const { cloud, store } = await practice();
    const stop = new AbortController();
    await expect(
      send(store, { source: stopAfter(2, stop), signal: stop.signal, concurrency: 1 }),
    ).rejects.toThrow('paused');
    const lines = (await readFile(journalPath, 'utf8')).split('\n').filter((line) => line !== '');
    const [head, first, second] = lines;
    const lied = JSON.stringify({ ...(JSON.parse(second ?? '') as object), etag: 'NOT-THE-ETAG' });
    await writeFile(journalPath, [head, first, lied].join('\n'));
    expect(await send(store)).toMatchObject(whole());
    expect(ascending(await partsTaken(cloud))).toEqual([1, 2, 3]);
  });

  test('starts over when the cloud has forgotten the upload', async () => {
    const { store } = await practice();
    const stop = new AbortController();
    await expect(send(store, { source: stopAfter(2, stop), signal: stop.signal })).rejects.toThrow('paused');
    const before = (await readJournal(journalPath))?.header.uploadId ?? '';
    await store.abortUpload(key, before);
    expect(await send(store)).toMatchObject(whole());
    expect((await readJournal(journalPath))?.header.uploadId).not.toBe(before);
  });

  test('starts over when the disk is another one, and leaves no upload behind', async () => {
    const { store } = await practice();
    const stop = new AbortController();
    await expect(send(store, { source: stopAfter(2, stop), signal: stop.signal })).rejects.toThrow('paused');
    const other = randomBytes(9 * MiB);
    await writeFile(path, other);
    digest = await digestOf(other);
    expect(await send(store)).toMatchObject({ bytes: 9 * MiB, crc64: digest.crc64 });
    expect(await store.listUploads(key)).toEqual([]);
  });

  test('recognises its own object when the answer to the end was lost', async () => {
    const { store } = await practice([
      { match: { action: 'CompleteMultipartUpload' }, times: 1, fault: { loseAnswer: true } },
    ]);
    expect(await send(store)).toMatchObject(whole());
    expect(logged.map(({ event }) => event)).toContain('answer to the end of the upload was lost');
  });

  test('after the end it is done, however often it is asked', async () => {
    const { cloud, store } = await practice();
    await send(store);
    expect(await send(store)).toMatchObject(whole());
    expect(await partsTaken(cloud)).toHaveLength(3);
  });
});

describe('what cannot be mended', () => {
  test('a flipped bit in the converted disk is located and never sent', async () => {
    const { store } = await practice();
    const file = await open(path, 'r+');
    await file.write(Buffer.from([(content[12 * MiB] ?? 0) ^ 1]), 0, 1, 12 * MiB);
    await file.close();
    await expect(send(store)).rejects.toMatchObject({
      code: 'machine.converted-damaged',
      facts: { file: path, offsetBytes: 8 * MiB, lengthBytes: 8 * MiB },
    });
    const listed = await store.listParts(key, (await readJournal(journalPath))?.header.uploadId ?? '');
    expect(listed.map(({ partNumber }) => partNumber)).not.toContain(2);
  });

  test('a disk that was cut short or is gone is named', async () => {
    const { store } = await practice();
    const file = await open(path, 'r+');
    await file.truncate(15 * MiB);
    await file.close();
    await expect(send(store)).rejects.toMatchObject({
      code: 'machine.converted-damaged',
      facts: { file: path },
    });
    await rm(path);
    await expect(send(store)).rejects.toMatchObject({
      code: 'machine.file-failed',
      facts: { file: path, reason: 'ENOENT' },
    });
  });

  test('a wrong key is refused before anything moves', async () => {
    const { cloud } = await practice();
    await expect(send(storeOf(cloud, 'not-the-secret'))).rejects.toMatchObject({
      code: 'account.key-rejected',
    });
    expect(await readJournal(journalPath)).toBeUndefined();
  });

  test('a refusal of one part stops all of them at once', async () => {
    const fault = { status: 403, code: 'AccessDenied' };
    const { store } = await practice([{ match: { action: 'UploadPart', partNumber: 1 }, fault }]);
    await expect(send(store)).rejects.toMatchObject({
      code: 'account.forbidden',
      facts: { action: 'oss:PutObject' },
    });
    expect(logged.filter(({ event }) => event === 'part sent again')).toEqual([]);
  });
});

test('abandoning removes the upload and its journal, and can be done twice', async () => {
  const { store } = await practice();
  const stop = new AbortController();
  await expect(send(store, { source: stopAfter(2, stop), signal: stop.signal })).rejects.toThrow('paused');
  expect(await store.listUploads(key)).toHaveLength(1);
  const what = { target: { store, key }, journalPath };
  await abandonUpload(what);
  await abandonUpload(what);
  expect(await store.listUploads(key)).toEqual([]);
  expect(await readJournal(journalPath)).toBeUndefined();
});

test('cancelled in the very moment it begins, it can still be taken back', async () => {
  const { store } = await practice();
  const stop = new AbortController();
  const begins: ObjectStore = {
    ...store,
    beginUpload(name, signal) {
      const begun = store.beginUpload(name, signal);
      stop.abort(new Error('cancelled'));
      return begun;
    },
  };
  await expect(send(begins, { signal: stop.signal })).rejects.toThrow('cancelled');
  expect(await store.listUploads(key)).toHaveLength(1);
  await abandonUpload({ target: { store, key }, journalPath });
  expect(await store.listUploads(key)).toEqual([]);
});

describe('another computer with the same plan and disk', () => {
  const other = (): Partial<UploadRequest> => ({ journalPath: join(folder, 'elsewhere.jsonl') });

  test('goes on with what the first one sent, and says so', async () => {
    const { cloud, store } = await practice();
    const stop = new AbortController();
    await expect(
      send(store, { source: stopAfter(2, stop), signal: stop.signal, concurrency: 1 }),
    ).rejects.toThrow('paused');
    expect(await send(store, other())).toMatchObject(whole());
    expect(await partsTaken(cloud)).toEqual([1, 2, 3]);
    expect(logged.find(({ event }) => event.startsWith('upload begun elsewhere'))?.facts).toMatchObject({
      parts: 2,
    });
  });

  test('leaves alone an upload of other bytes under the same name', async () => {
    const { cloud, store } = await practice();
    const stop = new AbortController();
    await expect(send(store, { source: stopAfter(2, stop), signal: stop.signal, concurrency: 1 })).rejects.toThrow('paused'); // prettier-ignore
    const changed = randomBytes(bytes);
    await writeFile(path, changed);
    digest = await digestOf(changed);
    expect(await send(store, other())).toMatchObject({ crc64: digest.crc64 });
    expect(await partsTaken(cloud)).toHaveLength(5);
    expect(await store.listUploads(key)).toHaveLength(1);
  });
});

describe('what passes while it runs', () => {
  test('an upload that vanishes is begun anew, and the object is right', async () => {
    const { store } = await practice([
      {
        match: { action: 'UploadPart', partNumber: 3 },
        times: 1,
        fault: { status: 404, code: 'NoSuchUpload' },
      },
    ]);
    expect(await send(store, { concurrency: 1 })).toMatchObject(whole());
    expect(logged.map(({ event }) => event)).toContain('the upload vanished while it ran');
  });

  test('a throttle with a hint makes fewer go at once; the cause and what follows are to be seen', async () => {
    const fault = { status: 503, code: 'TotalQpsLimitExceeded', headers: { 'x-oss-qos-delay-time': '11' } };
    const { store } = await practice([{ match: { action: 'UploadPart', partNumber: 1 }, times: 1, fault }]);
    const seen: UploadProgress[] = [];
    await send(store, { onProgress: (progress) => void seen.push(progress), retry: { tries: 3, firstWaitMs: 1, longestWaitMs: 1 } }); // prettier-ignore
    const { transfer } = seen.find((progress) => progress.transfer?.lastRetry !== undefined) ?? {};
    expect(transfer).toMatchObject({
      partBytes: 8 * MiB,
      retries: 1,
      lastRetry: { failure: { code: 'cloud.throttled' }, failedTries: 1, waitMs: 11, partNumber: 1 },
    });
    expect(seen.at(-1)?.transfer?.atOnce).toBe(2);
  });

  test('a cap holds it back from the moment it is set', async () => {
    const { store } = await practice();
    const throttle = newThrottle(systemClock, 40_000_000);
    const seen: (number | undefined)[] = [];
    const uploading = send(store, {
      throttle,
      onProgress: ({ transfer }) => void seen.push(transfer?.capBytesPerSecond),
    });
    setTimeout(() => throttle.setCap(undefined), 300);
    expect(await uploading).toMatchObject(whole());
    expect(seen).toContain(40_000_000);
    expect(seen.at(-1)).toBeUndefined();
  });

  test('an object that ECS would not import is refused, though complete', async () => {
    const { cloud } = await practice();
    const { accessKeyId, accessKeySecret, url } = cloud;
    const encrypted = openAlibaba({ accessKeyId, accessKeySecret }, { kind: 'practice', url }).objects('cn-hangzhou', 'migration-encrypted', { once: true }); // prettier-ignore
    await expect(send(encrypted)).rejects.toMatchObject({
      code: 'cloud.object-unfit',
      facts: { bucket: 'migration-encrypted', encrypted: 'yes' },
    });
  });
});

test('ranges of zeros are neither read nor summed, and arrive all the same', async () => {
  const { store } = await practice();
  const zeros = Buffer.alloc(24 * MiB);
  zeros.fill('data', 0, MiB);
  digest = await digestOf(zeros);
  await writeFile(path, zeros);
  const source = filePartSource(path, digest);
  const read: number[] = [];
  const watched: PartSource = {
    ...source,
    read(range, signal) {
      read.push(range.start);
      return source.read(range, signal);
    },
  };
  expect(await send(store, { source: watched })).toMatchObject({ crc64: digest.crc64 });
  expect(read).toEqual([0]);
  expect(await store.head(key)).toMatchObject({ bytes: 24 * MiB, crc64: String(digest.crc64) });
});
