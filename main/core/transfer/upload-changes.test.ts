/** What changes under an upload's hands: the computer, the cloud, the line, the cap; and disks full of zeros. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../contract/failure-error.ts';
import { systemClock } from '../base/clock.ts';
import { newThrottle } from '../base/throttle.ts';
import type { PartSource } from './part-source.ts';
import type { UploadRequest } from './upload.ts';
import type { UploadProgress } from './upload-meter.ts';
import { bucket, bytes, key, MiB, partsTaken, storeOf, uploadRoom } from './upload-room.double.ts';

const room = uploadRoom();

describe('another computer with the same plan and disk', () => {
  const other = (): Partial<UploadRequest> => ({ journalPath: join(room.folder, 'elsewhere.jsonl') });

  test('goes on with what the first one sent, and says so', async () => {
    const { cloud, store } = await room.practice();
    const stop = new AbortController();
    await expect(
      room.send(store, { source: room.stopAfter(2, stop), signal: stop.signal, concurrency: 1 }),
    ).rejects.toThrow('paused');
    expect(await room.send(store, other())).toMatchObject(room.whole());
    expect(await partsTaken(cloud)).toEqual([1, 2, 3]);
    expect(room.logged.find(({ event }) => event.startsWith('upload begun elsewhere'))?.facts).toMatchObject({
      parts: 2,
    });
  });

  test('leaves alone an upload of other bytes under the same name', async () => {
    const { cloud, store } = await room.practice();
    const stop = new AbortController();
    await expect(
      room.send(store, { source: room.stopAfter(2, stop), signal: stop.signal, concurrency: 1 }),
    ).rejects.toThrow('paused');
    const changed = randomBytes(bytes);
    await room.write(changed);
    expect(await room.send(store, other())).toMatchObject({ crc64: room.digest.crc64 });
    expect(await partsTaken(cloud)).toHaveLength(5);
    expect(await store.listUploads(key)).toHaveLength(1);
  });
});

describe('what passes while it runs', () => {
  test('an upload that vanishes is begun anew, and the object is right', async () => {
    const { store } = await room.practice([
      {
        match: { action: 'UploadPart', partNumber: 3 },
        times: 1,
        fault: { status: 404, code: 'NoSuchUpload' },
      },
    ]);
    expect(await room.send(store, { concurrency: 1 })).toMatchObject(room.whole());
    expect(room.logged.map(({ event }) => event)).toContain('the upload vanished while it ran');
  });

  test('a throttle with a hint makes fewer go at once; the cause and what follows are to be seen', async () => {
    const fault = { status: 503, code: 'TotalQpsLimitExceeded', headers: { 'x-oss-qos-delay-time': '11' } };
    const { store } = await room.practice([{ match: { action: 'UploadPart', partNumber: 1 }, times: 1, fault }]);
    const seen: UploadProgress[] = [];
    await room.send(store, {
      onProgress: (progress) => void seen.push(progress),
      retry: { tries: 3, firstWaitMs: 1, longestWaitMs: 1 },
    });
    const { transfer } = seen.find((progress) => progress.transfer?.lastRetry !== undefined) ?? {};
    expect(transfer).toMatchObject({
      partBytes: 8 * MiB,
      retries: 1,
      lastRetry: { failure: { code: 'cloud.throttled' }, failedTries: 1, waitMs: 11, partNumber: 1 },
    });
    expect(seen.at(-1)?.transfer?.atOnce).toBe(2);
  });

  test('a part that nobody answers is given up and goes again on another connection', async () => {
    const { cloud, store } = await room.practice([
      { match: { action: 'UploadPart', partNumber: 2 }, times: 1, fault: { stall: true } },
    ]);
    expect(await room.send(store, { quietMs: 300 })).toMatchObject(room.whole());
    expect((await partsTaken(cloud)).sort()).toEqual([1, 2, 3]);
    expect(room.logged.find(({ event }) => event === 'part sent again')?.facts).toMatchObject({
      partNumber: 2,
      failure: 'network.timed-out',
    });
  });

  test('a cap holds it back from the moment it is set', async () => {
    const { store } = await room.practice();
    const cap = 2_000_000;
    const throttle = newThrottle(systemClock, cap);
    const seen: (number | undefined)[] = [];
    const uploading = room.send(store, {
      throttle,
      onProgress: ({ transfer }) => {
        seen.push(transfer?.capBytesPerSecond);
        if (transfer?.capBytesPerSecond === cap) throttle.setCap(undefined);
      },
    });
    expect(await uploading).toMatchObject(room.whole());
    expect(seen).toContain(cap);
    expect(seen.at(-1)).toBeUndefined();
  });

  test('asked to stop when it may take a moment, it lets what is on its way arrive and begins nothing new', async () => {
    const { cloud, store } = await room.practice();
    const easing = new AbortController();
    const kept: number[] = [];
    const doing = new Set<string>();
    const onProgress = (progress: UploadProgress): void => {
      kept.push(progress.kept);
      doing.add(progress.doing);
    };
    const source = room.source();
    const easedSource: PartSource = {
      ...source,
      read(range, signal) {
        // the first part is on its way, the second has just been begun
        if (range.start > 0) easing.abort(new Error('eased'));
        return source.read(range, signal);
      },
    };
    await expect(
      room.send(store, { source: easedSource, easing: easing.signal, concurrency: 2, onProgress }),
    ).rejects.toThrow('eased');
    expect((await partsTaken(cloud)).sort()).toEqual([1, 2]);
    expect(kept.at(-1)).toBe(16 * MiB);
    expect(doing).toContain('finishing-parts');
    expect(await room.send(store)).toMatchObject(room.whole());
    expect((await partsTaken(cloud)).sort()).toEqual([1, 2, 3]);
  });

  test('eased, a part that fails is left for the next run', async () => {
    const { cloud, store } = await room.practice([
      {
        match: { action: 'UploadPart', partNumber: 1 },
        times: 1,
        fault: { status: 503, code: 'ServiceUnavailable' },
      },
    ]);
    const easing = new AbortController();
    const source = room.source();
    const easedSource: PartSource = {
      ...source,
      read(range, signal) {
        easing.abort(new Error('eased'));
        return source.read(range, signal);
      },
    };
    await expect(room.send(store, { source: easedSource, easing: easing.signal, concurrency: 1 })).rejects.toThrow(
      'eased',
    );
    expect(await partsTaken(cloud)).toEqual([]);
  });

  test('an object that ECS would not import is refused, though complete', async () => {
    const { cloud } = await room.practice();
    const encrypted = storeOf(cloud, undefined, 'migration-encrypted');
    await expect(room.send(encrypted)).rejects.toMatchObject({
      code: 'cloud.object-unfit',
      facts: { bucket: 'migration-encrypted', encrypted: 'yes' },
    });
  });
});

describe('another object takes the name while it runs', () => {
  const foreign = Buffer.from('somebody else’s');
  /** Puts it there when the first part is read. */
  const racedBy = (put: () => Promise<unknown>): PartSource => {
    const source = room.source();
    return {
      ...source,
      async *read(range, signal) {
        if (range.start === 0) await put();
        yield* source.read(range, signal);
      },
    };
  };

  test('it stays, the upload stops, and once the name is free nothing goes again', async () => {
    const { cloud, store } = await room.practice();
    const source = racedBy(() => store.put(key, foreign));
    const failure = { code: 'cloud.object-appeared', facts: { bucket, key } };
    await expect(room.send(store, { source })).rejects.toMatchObject(failure);
    expect(await store.head(key)).toMatchObject({ bytes: foreign.length });
    await expect(room.send(store)).rejects.toMatchObject(failure);
    await store.remove(key);
    expect(await room.send(store)).toMatchObject(room.whole());
    expect((await partsTaken(cloud)).sort()).toEqual([1, 2, 3]);
  });

  test('one of ours that was to be replaced is', async () => {
    const { store } = await room.practice();
    await store.put(key, foreign);
    const target = { store, key, existing: 'replaced' } as const;
    expect(await room.send(store, { target })).toMatchObject(room.whole());
  });

  test('our own, whose answer was lost, is known again', async () => {
    const { store } = await room.practice();
    // the service may look at the name before it looks at the upload, which is gone by then
    const completeUpload = async (...all: Parameters<typeof store.completeUpload>): Promise<void> => {
      await store.completeUpload(...all);
      throw new Failure('cloud.object-exists', { bucket, key });
    };
    expect(await room.send({ ...store, completeUpload })).toMatchObject(room.whole());
    expect(room.logged.map(({ event }) => event)).toContain('answer to the end of the upload was lost');
  });
});

test('ranges of zeros are neither read nor summed, and arrive all the same', async () => {
  const { store } = await room.practice();
  const zeros = Buffer.alloc(24 * MiB);
  zeros.fill('data', 0, MiB);
  await room.write(zeros);
  const source = room.source();
  const read: number[] = [];
  const watched: PartSource = {
    ...source,
    read(range, signal) {
      read.push(range.start);
      return source.read(range, signal);
    },
  };
  expect(await room.send(store, { source: watched })).toMatchObject({ crc64: room.digest.crc64 });
  expect(read).toEqual([0]);
  expect(await store.head(key)).toMatchObject({ bytes: 24 * MiB, crc64: String(room.digest.crc64) });
});
