/** The upload against a real service on loopback: what arrives, what is sent again, and what is left behind. */
import { randomBytes } from 'node:crypto';
import { open, readFile, rm, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { ObjectStore } from '../cloud/cloud.ts';
import { abandonUpload } from './upload.ts';
import { readJournal } from './upload-journal.ts';
import type { UploadProgress } from './upload-meter.ts';
import { ascending, bucket, bytes, content, key, MiB, partsTaken, storeOf, uploadRoom } from './upload-room.double.ts';

const room = uploadRoom();

describe('a clean run', () => {
  test('brings every byte once, proves it, and says how far it is', async () => {
    const { cloud, store } = await room.practice();
    const seen: UploadProgress[] = [];
    expect(await room.send(store, { onProgress: (progress) => void seen.push(progress) })).toMatchObject(room.whole());
    expect(await store.head(key)).toMatchObject({ bytes, crc64: String(room.digest.crc64), ours: true });
    expect(ascending(await partsTaken(cloud))).toEqual([1, 2, 3]);
    expect(seen.map(({ doing }) => doing).filter((doing, index, all) => doing !== all[index - 1])).toEqual([
      'preparing-upload',
      'uploading',
      'finishing-upload',
      'checking-object',
    ]);
    expect(seen.at(-1)).toMatchObject({ done: bytes, total: bytes });
    for (const [index, { done }] of seen.entries()) expect(done).toBeGreaterThanOrEqual(seen[index - 1]?.done ?? 0);
  });

  test('an object that is the disk already is not sent again', async () => {
    const { cloud, store } = await room.practice();
    await room.send(store);
    await rm(room.journalPath);
    expect(await room.send(store)).toMatchObject(room.whole());
    expect(await partsTaken(cloud)).toHaveLength(3);
    expect(room.logged.map(({ event }) => event)).toContain('object was complete already');
  });

  test('a disk of one short part is one part', async () => {
    const { store } = await room.practice();
    await room.write(Buffer.from('tiny'));

    expect(await room.send(store)).toMatchObject({ bytes: 4, crc64: room.digest.crc64 });
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
    const { store } = await room.practice([{ match: { action: 'UploadPart', partNumber: 2 }, times: 1, fault }]);
    expect(await room.send(store)).toMatchObject(room.whole());
    const again = room.logged.filter(({ event }) => event === 'part sent again');
    expect(again).toHaveLength(1);
    expect(again[0]?.facts).toMatchObject({ partNumber: 2, try: 1, failure });
    expect(await store.head(key)).toMatchObject({ crc64: String(room.digest.crc64) });
  });

  test('waits as long as the service asks', async () => {
    const fault = { status: 503, code: 'TotalQpsLimitExceeded', headers: { 'x-oss-qos-delay-time': '7777' } };
    const { store } = await room.practice([{ match: { action: 'UploadPart', partNumber: 1 }, times: 1, fault }]);
    const table = { tries: 8, firstWaitMs: 1, longestWaitMs: 1 };
    await room.send(store, { retry: table });
    expect(room.logged.find(({ event }) => event === 'part sent again')?.facts).toMatchObject({
      failure: 'cloud.throttled',
      waitMs: 7777,
    });
  });

  test('a part that never goes ends the run with its reason, and the rest is kept', async () => {
    const fault = { status: 503, code: 'ServiceUnavailable' };
    const { store } = await room.practice([{ match: { action: 'UploadPart', partNumber: 3 }, fault }]);
    await expect(room.send(store, { concurrency: 1 })).rejects.toMatchObject({ code: 'cloud.unavailable' });
    expect(room.logged.filter(({ event }) => event === 'part sent again')).toHaveLength(7);
    expect(ascending([...((await readJournal(room.journalPath))?.parts.keys() ?? [])])).toEqual([1, 2]);
  });

  test('parts stopped because of another are not said to be sent again', async () => {
    const fault = { status: 503, code: 'ServiceUnavailable' };
    const { store } = await room.practice([{ match: { action: 'UploadPart', partNumber: 3 }, fault }]);
    const table = { tries: 2, firstWaitMs: 1, longestWaitMs: 1 };
    await expect(room.send(store, { retry: table })).rejects.toMatchObject({ code: 'cloud.unavailable' });
    const again = room.logged.filter(({ event }) => event === 'part sent again');
    expect(again.map(({ facts }) => facts['partNumber'])).toEqual([3]);
  });

  test('progress does not go backwards when a part starts over', async () => {
    const { store } = await room.practice([
      { match: { action: 'UploadPart' }, times: 2, fault: { resetAfterBytes: 7 * MiB } },
    ]);
    let last = 0;
    await room.send(store, {
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
    const { cloud, store } = await room.practice();
    const stop = new AbortController();
    const paused = room.send(store, { source: room.stopAfter(2, stop), signal: stop.signal, concurrency: 1 });
    await expect(paused).rejects.toThrow('paused');
    expect(await partsTaken(cloud)).toEqual([1, 2]);
    expect(await room.send(store)).toMatchObject(room.whole());
    expect(await partsTaken(cloud)).toEqual([1, 2, 3]);
    expect(room.logged.find(({ event }) => event === 'upload goes on')?.facts).toMatchObject({ parts: 2 });
  });

  test('believes a part by its content, whatever the journal says of it', async () => {
    const { cloud, store } = await room.practice();
    const stop = new AbortController();
    await expect(
      room.send(store, { source: room.stopAfter(2, stop), signal: stop.signal, concurrency: 1 }),
    ).rejects.toThrow('paused');
    const lines = (await readFile(room.journalPath, 'utf8')).split('\n').filter((line) => line !== '');
    const [head, first, second] = lines;
    const lied = JSON.stringify({ ...(JSON.parse(second ?? '') as object), etag: 'NOT-THE-ETAG' });
    await writeFile(room.journalPath, [head, first, lied].join('\n'));
    expect(await room.send(store)).toMatchObject(room.whole());
    expect(ascending(await partsTaken(cloud))).toEqual([1, 2, 3]);
  });

  test('starts over when the cloud has forgotten the upload', async () => {
    const { store } = await room.practice();
    const stop = new AbortController();
    await expect(room.send(store, { source: room.stopAfter(2, stop), signal: stop.signal })).rejects.toThrow('paused');
    const before = (await readJournal(room.journalPath))?.header.uploadId ?? '';
    await store.abortUpload(key, before);
    expect(await room.send(store)).toMatchObject(room.whole());
    expect((await readJournal(room.journalPath))?.header.uploadId).not.toBe(before);
  });

  test('starts over when the disk is another one, and leaves no upload behind', async () => {
    const { store } = await room.practice();
    const stop = new AbortController();
    await expect(room.send(store, { source: room.stopAfter(2, stop), signal: stop.signal })).rejects.toThrow('paused');
    const other = randomBytes(9 * MiB);
    await room.write(other);
    expect(await room.send(store)).toMatchObject({ bytes: 9 * MiB, crc64: room.digest.crc64 });
    expect(await store.listUploads(key)).toEqual([]);
  });

  test('recognises its own object when the answer to the end was lost', async () => {
    const { store } = await room.practice([
      { match: { action: 'CompleteMultipartUpload' }, times: 1, fault: { loseAnswer: true } },
    ]);
    expect(await room.send(store)).toMatchObject(room.whole());
    expect(room.logged.map(({ event }) => event)).toContain('answer to the end of the upload was lost');
  });

  test('an object that turns out to be another one is not called uploaded', async () => {
    const { store } = await room.practice();
    // another program writes under the same name just when ours is complete
    const other = Buffer.from('somebody else’s');
    const raced = {
      ...store,
      completeUpload: async (...all: Parameters<typeof store.completeUpload>) => {
        await store.completeUpload(...all);
        await store.put(key, other);
      },
    };
    await expect(room.send(raced)).rejects.toMatchObject({
      code: 'cloud.object-differs',
      facts: { bucket, key, expectedCrc64: String(room.digest.crc64) },
    });
  });

  test('after the end it is done, however often it is asked', async () => {
    const { cloud, store } = await room.practice();
    await room.send(store);
    expect(await room.send(store)).toMatchObject(room.whole());
    expect(await partsTaken(cloud)).toHaveLength(3);
  });
});

describe('what cannot be mended', () => {
  test('a flipped bit in the converted disk is located and never sent', async () => {
    const { store } = await room.practice();
    const file = await open(room.path, 'r+');
    await file.write(Buffer.from([(content[12 * MiB] ?? 0) ^ 1]), 0, 1, 12 * MiB);
    await file.close();
    await expect(room.send(store)).rejects.toMatchObject({
      code: 'machine.converted-damaged',
      facts: { file: room.path, offsetBytes: 8 * MiB, lengthBytes: 8 * MiB },
    });
    const listed = await store.listParts(key, (await readJournal(room.journalPath))?.header.uploadId ?? '');
    expect(listed.map(({ partNumber }) => partNumber)).not.toContain(2);
  });

  test('a disk that was cut short or is gone is named', async () => {
    const { store } = await room.practice();
    const file = await open(room.path, 'r+');
    await file.truncate(15 * MiB);
    await file.close();
    await expect(room.send(store)).rejects.toMatchObject({
      code: 'machine.converted-damaged',
      facts: { file: room.path },
    });
    await rm(room.path);
    await expect(room.send(store)).rejects.toMatchObject({
      code: 'machine.file-failed',
      facts: { file: room.path, reason: 'ENOENT' },
    });
  });

  test('a wrong key is refused before anything moves', async () => {
    const { cloud } = await room.practice();
    await expect(room.send(storeOf(cloud, 'not-the-secret'))).rejects.toMatchObject({
      code: 'account.key-rejected',
    });
    expect(await readJournal(room.journalPath)).toBeUndefined();
  });

  test('a refusal of one part stops all of them at once', async () => {
    const fault = { status: 403, code: 'AccessDenied' };
    const { store } = await room.practice([{ match: { action: 'UploadPart', partNumber: 1 }, fault }]);
    await expect(room.send(store)).rejects.toMatchObject({
      code: 'account.forbidden',
      facts: { action: 'oss:PutObject' },
    });
    expect(room.logged.filter(({ event }) => event === 'part sent again')).toEqual([]);
  });
});

test('abandoning removes the upload and its journal, and can be done twice', async () => {
  const { store } = await room.practice();
  const stop = new AbortController();
  await expect(room.send(store, { source: room.stopAfter(2, stop), signal: stop.signal })).rejects.toThrow('paused');
  expect(await store.listUploads(key)).toHaveLength(1);
  const what = { target: { store, key }, journalPath: room.journalPath };
  await abandonUpload(what);
  await abandonUpload(what);
  expect(await store.listUploads(key)).toEqual([]);
  expect(await readJournal(room.journalPath)).toBeUndefined();
});

test('cancelled in the very moment it begins, it can still be taken back', async () => {
  const { store } = await room.practice();
  const stop = new AbortController();
  const begins: ObjectStore = {
    ...store,
    beginUpload(name, signal) {
      const begun = store.beginUpload(name, signal);
      stop.abort(new Error('cancelled'));
      return begun;
    },
  };
  await expect(room.send(begins, { signal: stop.signal })).rejects.toThrow('cancelled');
  expect(await store.listUploads(key)).toHaveLength(1);
  await abandonUpload({ target: { store, key }, journalPath: room.journalPath });
  expect(await store.listUploads(key)).toEqual([]);
});
