/** Conversions by the real qemu-img: identical, whole or not there at all, and the source as it was. */
import { appendFile, chmod, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flipBit, makeDisk, makeRawDisk, runQemuImg, sha256Of, type DiskKind } from '../../../build/test-disks.ts';
import { failedWith } from '../../../contract/failure-error.ts';
import { compareDisks } from './compare.ts';
import { convertDisk, type ConvertRequest } from './convert.ts';
import { inspectDisk, type InspectedDisk } from './inspect.ts';
import { findQemu } from './find-qemu.ts';
import type { Qemu } from './qemu.ts';

const MiB = 2 ** 20;
let folder: string;
let raw: string;
let qemu: Qemu;
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disk-convert-'));
  qemu = await findQemu();
  raw = await makeRawDisk(join(folder, 'web.raw'), {
    bytes: 48 * MiB + 512,
    data: [{ offset: MiB, bytes: 24 * MiB }],
  });
});
afterAll(() => rm(folder, { recursive: true }));

const ended = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );

async function request(disk: InspectedDisk, more: Partial<ConvertRequest> = {}): Promise<ConvertRequest> {
  const staging = await mkdtemp(join(folder, `staging ${count++}, `));
  const { signal } = new AbortController();
  return {
    disk,
    format: 'qcow2',
    output: join(staging, '盘 1, "a".qcow2'),
    qemu,
    signal,
    onProgress: () => undefined,
    ...more,
  };
}
const left = async ({ output }: ConvertRequest): Promise<string[]> => readdir(join(output, '..'));

/** A stand-in program for what the real one cannot be made to do on request. */
async function program(script: string): Promise<Qemu> {
  const path = join(folder, `program-${count++}`);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return { program: path, version: '0', origin: 'system' };
}

describe('every source becomes every target, identical, and stays as it was', () => {
  const kinds: DiskKind[] = [
    'vmdk-monolithicSparse',
    'vmdk-streamOptimized',
    'vmdk-twoGbMaxExtentSparse',
    'vmdk-monolithicFlat',
    'raw',
    'vhd-fixed',
    'vhdx-dynamic',
    'vdi-dynamic',
    'qcow2',
  ];
  test.each(kinds)('%s', async (kind) => {
    const disk = await inspectDisk(kind === 'raw' ? raw : await makeDisk(raw, kind), qemu);
    const before = await Promise.all(disk.files.map(sha256Of));
    for (const format of ['qcow2', 'vhd', 'raw'] as const) {
      const seen: { done: number; total: number }[] = [];
      const wish = await request(disk, { format, onProgress: (progress) => seen.push(progress) });
      const { bytes } = await convertDisk(wish);
      expect((await stat(wish.output)).size).toBe(bytes);
      expect(await left(wish)).toHaveLength(1);
      expect(seen.every(({ done }, index) => index === 0 || done > (seen[index - 1]?.done ?? 0))).toBe(true);
      expect(seen.at(-1)?.done).toBe(seen.at(-1)?.total);
      const compared: number[] = [];
      await compareDisks({
        source: disk,
        converted: wish.output,
        format,
        qemu,
        signal: wish.signal,
        onProgress: ({ done }) => compared.push(done),
      });
      expect(compared.at(-1)).toBe(48 * MiB + 512);
      await rm(wish.output);
    }
    expect(await Promise.all(disk.files.map(sha256Of))).toEqual(before);
  });
});

test('a flipped bit and a wrong size are found by comparing', async () => {
  const disk = await inspectDisk(raw, qemu);
  const wish = await request(disk, { format: 'raw' });
  await convertDisk(wish);
  const compare = () =>
    ended(
      compareDisks({
        source: disk,
        converted: wish.output,
        format: 'raw',
        qemu,
        signal: wish.signal,
        onProgress: () => undefined,
      }),
    );
  await flipBit(wish.output, 20 * MiB + 3);
  const differs = await compare();
  if (!failedWith(differs, 'machine.converted-differs')) throw new Error(String(differs));
  expect(differs.facts.detail).toMatch(/offset 2097\d{4}/);
  await flipBit(wish.output, 20 * MiB + 3);
  expect(await compare()).toBeUndefined();
  await appendFile(wish.output, Buffer.alloc(512));
  expect(await compare()).toMatchObject({ code: 'machine.converted-differs' });
});

test('cancelled in the middle: the reason comes back and nothing is left', async () => {
  const disk = await inspectDisk(raw, qemu);
  const controller = new AbortController();
  const reason = new Error('the person asked');
  const wish = await request(disk, { signal: controller.signal, onProgress: () => controller.abort(reason) });
  expect(await ended(convertDisk(wish))).toBe(reason);
  expect(await left(wish)).toEqual([]);
});

test('a source that changes meanwhile is refused and nothing is left', async () => {
  const changing = await makeRawDisk(join(folder, 'changing.raw'), { bytes: 16 * MiB });
  const disk = await inspectDisk(changing, qemu);
  let changed: Promise<void> | undefined;
  const wish = await request(disk, { onProgress: () => void (changed ??= utimes(changing, 1, 1)) });
  expect(await ended(convertDisk(wish))).toMatchObject({ code: 'source.changed', facts: { file: changing } });
  expect(await left(wish)).toEqual([]);
});

test('what stood under the name before stays until the new one is whole', async () => {
  const disk = await inspectDisk(raw, qemu);
  const wish = await request(disk, { qemu: await program('echo "qemu-img: it broke" >&2; exit 1') });
  await writeFile(wish.output, 'older');
  const failure = await ended(convertDisk(wish));
  expect(failure).toMatchObject({
    code: 'machine.qemu-failed',
    facts: { exit: '1', said: 'qemu-img: it broke' },
  });
  expect((await stat(wish.output)).size).toBe(5);
});

test('killed from outside: a failure, and nothing that looks whole', async () => {
  const disk = await inspectDisk(raw, qemu);
  const wish = await request(disk, {
    qemu: await program('for last; do :; done; echo half > "$last"; kill -9 $$'),
  });
  expect(await ended(convertDisk(wish))).toMatchObject({
    code: 'machine.qemu-failed',
    facts: { exit: 'SIGKILL' },
  });
  expect(await left(wish)).toEqual([]);
});

test('without progress or growth it is ended; growth alone keeps it going', async () => {
  const disk = await inspectDisk(raw, qemu);
  const still = await request(disk, {
    qemu: await program('exec sleep 60'),
    quietLimitMs: 60,
    watchEveryMs: 10,
  });
  expect(await ended(convertDisk(still))).toMatchObject({ code: 'machine.convert-stalled' });
  expect(await left(still)).toEqual([]);
  const slow = 'for last; do :; done; for n in 1 2 3 4 5 6 7 8; do echo more >> "$last"; sleep 0.1; done';
  const growing = await request(disk, { qemu: await program(slow), quietLimitMs: 600, watchEveryMs: 10 });
  expect(await ended(convertDisk(growing))).toBeUndefined();
});

test('an output that does not reach the disk ends it while qemu-img still writes', async () => {
  const disk = await inspectDisk(raw, qemu);
  // a file that can be opened, and cannot be brought to a disk
  const lost = 'for last; do :; done; ln -s /proc/version "$last"; exec sleep 60';
  const wish = await request(disk, { qemu: await program(lost) });
  expect(await ended(convertDisk(wish))).toMatchObject({
    code: 'machine.file-failed',
    facts: { file: expect.stringContaining('盘 1'), reason: 'EINVAL' },
  });
  expect(await left(wish)).toEqual([]);
});

test('room that runs out while converting ends it, however it is noticed', async () => {
  const disk = await inspectDisk(raw, qemu);
  const shrinking = await request(disk, {
    qemu: await program('exec sleep 60'),
    watchEveryMs: 10,
    free: async () => 1_000,
  });
  expect(await ended(convertDisk(shrinking))).toMatchObject({
    code: 'machine.staging-full',
    facts: { freeBytes: 1_000 },
  });
  const full = 'echo "qemu-img: error while writing at byte 0: No space left on device" >&2; exit 1';
  const written = await request(disk, { qemu: await program(full) });
  expect(await ended(convertDisk(written))).toMatchObject({ code: 'machine.staging-full' });
  expect(await left(shrinking)).toEqual([]);
});

test('a disk that is in use elsewhere is said to be so', async () => {
  const busy = await makeDisk(raw, 'qcow2', join(folder, 'busy.qcow2'));
  const locked = await program(`echo 'qemu-img: Could not open: Failed to get shared "write" lock' >&2; exit 1`);
  expect(await ended(inspectDisk(busy, locked))).toMatchObject({
    code: 'source.in-use',
    facts: { file: busy },
  });
});

test('the converted QCOW2 is plain: version 3, 64 KiB, not compressed', async () => {
  const disk = await inspectDisk(raw, qemu);
  const wish = await request(disk);
  await convertDisk(wish);
  expect(JSON.parse(await runQemuImg(['info', '--output=json', '-f', 'qcow2', wish.output]))).toMatchObject({
    'cluster-size': 65_536,
    'format-specific': { data: { compat: '1.1', 'compression-type': 'zlib', 'extended-l2': false } },
  });
});
