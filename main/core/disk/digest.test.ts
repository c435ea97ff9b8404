/** Digests and fingerprints: damage is located, change is named, and what is stored is checked when read. */
import { say } from '../../../contract/said.ts';
import { appendFile, mkdtemp, readFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flipBit, noise } from '../../../build/test-disks.ts';
import { newCrc64 } from '../base/crc64.ts';
import { assertDigest, digestFile, loadDigest, saveDigest } from './digest.ts';
import { assertUnchanged, fingerprint, takeFingerprint } from './fingerprint.ts';

const MiB = 2 ** 20;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disk-digest-'));
});
afterAll(() => rm(folder, { recursive: true }));
const quiet = { signal: new AbortController().signal, onProgress: () => undefined };

describe('digest', () => {
  test.each([0, 1, 4 * MiB - 1, 4 * MiB, 4 * MiB + 1, 13 * MiB + 7])(
    'of %i bytes is the CRC-64 of the whole',
    async (bytes) => {
      const path = join(folder, 'whole');
      await writeFile(path, noise(bytes));
      const crc = await newCrc64();
      crc.update(noise(bytes));
      const seen: number[] = [];
      const digest = await digestFile(path, { ...quiet, onProgress: ({ done }) => seen.push(done) });
      expect(digest).toMatchObject({ bytes, crc64: crc.value(), blockBytes: 4 * MiB });
      expect(digest.blocks).toHaveLength(Math.ceil(bytes / (4 * MiB)));
      expect(seen.at(-1) ?? 0).toBe(bytes);
      await assertDigest(path, digest, quiet);
    },
  );

  test('a flipped bit, a lost end and an added byte are located', async () => {
    const path = join(folder, 'damaged');
    await writeFile(path, noise(13 * MiB));
    const digest = await digestFile(path, quiet);
    const damage = (offsetBytes: number, lengthBytes: number) => ({
      code: 'machine.converted-damaged',
      facts: { file: path, offsetBytes, lengthBytes },
    });
    await flipBit(path, 9 * MiB);
    await expect(assertDigest(path, digest, quiet)).rejects.toMatchObject(damage(8 * MiB, 4 * MiB));
    await flipBit(path, 9 * MiB);
    await assertDigest(path, digest, quiet);
    await appendFile(path, 'x');
    await expect(assertDigest(path, digest, quiet)).rejects.toMatchObject(damage(12 * MiB, MiB + 1));
    await truncate(path, 8 * MiB);
    await expect(assertDigest(path, digest, quiet)).rejects.toMatchObject(damage(8 * MiB, 5 * MiB));
    await rm(path);
    await expect(digestFile(path, quiet)).rejects.toMatchObject({
      code: 'machine.file-failed',
      facts: { reason: 'ENOENT' },
    });
  });

  test('stops when asked', async () => {
    const path = join(folder, 'stopped');
    await writeFile(path, noise(9 * MiB));
    const controller = new AbortController();
    const reason = new Error('asked');
    const stopped = digestFile(path, {
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(stopped).rejects.toBe(reason);
  });

  test('is read back as it was saved, or not at all', async () => {
    const [path, saved] = [join(folder, 'saved'), join(folder, 'saved.digest')];
    await writeFile(path, noise(9 * MiB));
    const digest = await digestFile(path, quiet);
    await saveDigest(saved, digest);
    expect(await loadDigest(saved)).toEqual(digest);
    const bytes = await readFile(saved);
    for (const at of [0, 8, 20, 33, bytes.length - 1]) {
      await flipBit(saved, at);
      await expect(loadDigest(saved)).rejects.toMatchObject({ code: 'program.record-unreadable' });
      await flipBit(saved, at);
    }
    await writeFile(saved, bytes.subarray(0, 40));
    await expect(loadDigest(saved)).rejects.toMatchObject({ code: 'program.record-unreadable' });
    await expect(loadDigest(join(folder, 'none'))).rejects.toMatchObject({ code: 'machine.file-failed' });
  });
});

describe('fingerprint', () => {
  test('survives being stored and moved through JSON; names the file and what changed', async () => {
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    await writeFile(one, noise(3 * MiB));
    await writeFile(two, 'short');
    await utimes(one, 1_000, 1_000.123456);
    const before = fingerprint.parse(JSON.parse(JSON.stringify(await takeFingerprint([one, two]))));
    await assertUnchanged(before);

    await flipBit(one, 3 * MiB - 1);
    await utimes(one, 1_000, 1_000.123456);
    await expect(assertUnchanged(before)).rejects.toMatchObject({
      code: 'source.changed',
      facts: { file: one, detail: say('content-other') },
    });
    await flipBit(one, 3 * MiB - 1);
    await expect(assertUnchanged(before)).rejects.toMatchObject({
      code: 'source.changed',
      facts: { detail: say('written-to') },
    });
    await utimes(one, 1_000, 1_000.123456);
    await assertUnchanged(before);

    await appendFile(two, 'er');
    await expect(assertUnchanged(before)).rejects.toMatchObject({
      facts: { file: two, detail: say('size-was', '5 → 7') },
    });
    await rename(two, `${two}.moved`);
    await expect(assertUnchanged(before)).rejects.toMatchObject({
      code: 'source.missing',
      facts: { file: two },
    });
  });
});
