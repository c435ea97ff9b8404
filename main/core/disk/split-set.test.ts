/** Every subset of a five-piece set, every way a piece can be wrong: the right diagnosis, and a rebuilt descriptor that holds. */
import {
  copyFile,
  link,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDisk, makeRawDisk } from '../../../build/test-disks.ts';
import { runChild } from '../base/child.ts';
import type { PieceState } from '../../../contract/disks.ts';
import { Failure } from '../../../contract/failure-error.ts';
import { compareDisks } from './compare.ts';
import { convertDisk } from './convert.ts';
import { withSubjects } from './examine.ts';
import { inspectDisk } from './inspect.ts';
import type { DiskLayout, Known } from './layout.ts';
import { findQemu } from './find-qemu.ts';
import type { Qemu } from './qemu.ts';

const MiB = 2 ** 20;
const numbers = [1, 2, 3, 4, 5] as const;
let folder: string;
let original: string;
let qemu: Qemu;
let raw: string;
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disk-split-'));
  original = join(folder, 'original');
  await mkdir(original);
  qemu = await findQemu();
  const bytes = 8_500 * MiB;
  raw = await makeRawDisk(join(folder, 'web.raw'), {
    bytes,
    data: [0, 1, 2, 3, 4].map((n) => ({ offset: n * 2_048 * MiB + 2 * MiB, bytes: 65_536 })),
  });
  await makeDisk(raw, 'vmdk-twoGbMaxExtentSparse', join(original, 'web.vmdk'));
});
afterAll(() => rm(folder, { recursive: true }));

const nameOf = (n: number): string => `web-s00${n}.vmdk`;
/** A folder of its own with these pieces, and the descriptor or not. */
async function place(pieces: readonly number[], descriptor = true): Promise<string> {
  const at = join(folder, `case-${count++}`);
  await mkdir(at);
  const names = [...(descriptor ? ['web.vmdk'] : []), ...pieces.map(nameOf)];
  await Promise.all(names.map((name) => link(join(original, name), join(at, name))));
  return at;
}

interface Told {
  readonly states: Record<string, PieceState>;
  readonly code: string | undefined;
  readonly codes: string[];
  readonly layout: DiskLayout | undefined;
}

async function diagnosed(path: string): Promise<Told> {
  const known: Known = {};
  let failure: Failure | undefined;
  let layout: DiskLayout | undefined;
  try {
    layout = await withSubjects(path, known, undefined, async ([subject]) => subject?.read(known));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    failure = error;
  }
  return {
    states: Object.fromEntries((known.pieces ?? []).map(({ name, state }) => [name, state])),
    code: failure?.code,
    codes: [failure, ...(known.also ?? [])].flatMap((one) => (one === undefined ? [] : [one.code])),
    layout,
  };
}

const subsets = Array.from({ length: 32 }, (_, bits) => numbers.filter((n) => (bits & (1 << (n - 1))) !== 0));

describe('with its descriptor', () => {
  test.each(subsets)('pieces %j', async (...present) => {
    const at = await place(present);
    const expected: Record<string, PieceState> = { 'web.vmdk': 'found' };
    for (const n of numbers) expected[nameOf(n)] = present.includes(n) ? 'found' : 'missing';
    // every member leads to the same answer
    for (const chosen of ['web.vmdk', ...present.map(nameOf)]) {
      const told = await diagnosed(join(at, chosen));
      expect(told.states).toEqual(expected);
      expect(told.codes).toEqual(Array(5 - present.length).fill('source.extent-missing'));
    }
  });

  const damages: Record<string, { do(path: string): Promise<unknown>; state: PieceState; code: string | undefined }> = {
    'cut short': { do: (path) => truncate(path, 90_000), state: 'wrong-size', code: 'source.truncated' },
    empty: { do: (path) => truncate(path, 0), state: 'wrong-size', code: 'source.empty' },
    'other content': {
      do: (path) => writeFile(path, 'x'.repeat(70_000)),
      state: 'wrong-header',
      code: 'source.corrupt',
    },
    'of another disk': {
      do: (path) => copyFile(join(original, nameOf(5)), path),
      state: 'wrong-header',
      code: 'source.corrupt',
    },
    renamed: {
      do: (path) => rename(path, path.replace('web-', 'Copy of web-').replace('.vmdk', ' (1).vmdk')),
      state: 'renamed',
      code: undefined,
    },
  };
  for (const [name, damage] of Object.entries(damages)) {
    test(`each subset of pieces ${name}`, async () => {
      for (const wrong of subsets.slice(1)) {
        // the last piece cannot be taken for another one of its own size
        if (name === 'of another disk' && wrong.includes(5)) continue;
        const at = await place([]);
        await Promise.all(numbers.map((n) => copyFile(join(original, nameOf(n)), join(at, nameOf(n)))));
        for (const n of wrong) await damage.do(join(at, nameOf(n)));
        const told = await diagnosed(join(at, 'web.vmdk'));
        for (const n of numbers) {
          expect(told.states[nameOf(n)], `${name} ${wrong.join()}`).toBe(wrong.includes(n) ? damage.state : 'found');
        }
        expect(told.codes).toEqual(damage.code === undefined ? [] : wrong.map(() => damage.code));
        await rm(at, { recursive: true });
      }
    });
  }
});

describe('without its descriptor', () => {
  test.each(subsets.slice(1))('pieces %j', async (...present) => {
    const at = await place(present, false);
    const told = await diagnosed(join(at, nameOf(present[0] ?? 1)));
    expect(told.states['web.vmdk'] ?? 'missing').toBe('missing');
    if (present.length === 5) {
      expect(told.code).toBeUndefined();
      expect(told.layout?.virtualSizeBytes).toBe(8_500 * MiB);
      return;
    }
    expect(told.code).toBe('source.extent-missing');
    // up to the last one that is there, and beyond it as far as the partition table tells
    for (const n of numbers) {
      if (present.includes(n)) expect(told.states[nameOf(n)]).toBe('found');
      else if (n < Math.max(...present) || present.includes(1)) expect(told.states[nameOf(n)]).toBe('missing');
    }
  });

  test('a rebuilt descriptor makes the same disk, and nothing is written beside the pieces', async () => {
    const at = await place(numbers, false);
    const disk = await inspectDisk(join(at, nameOf(3)), qemu);
    expect(disk.report.findings.map(({ rule }) => rule)).toContain('descriptor-rebuilt');
    const whole = await inspectDisk(raw, qemu);
    await compareDisks({
      source: disk,
      converted: raw,
      format: 'raw',
      qemu,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    expect(disk.report.virtualSizeBytes).toBe(whole.report.virtualSizeBytes);
    expect(await readdir(at)).toHaveLength(5);
  });
});

test('renamed pieces in the order their names tell convert to the same disk', async () => {
  const at = await place(numbers);
  await rename(join(at, nameOf(2)), join(at, 'Kopie – web-s002 "neu".vmdk'));
  await rename(join(at, nameOf(4)), join(at, 'WEB-S004.VMDK'));
  const disk = await inspectDisk(join(at, 'Kopie – web-s002 "neu".vmdk'), qemu);
  expect(disk.report.findings.map(({ rule }) => rule)).toContain('renamed-pieces');
  const output = join(folder, 'renamed.qcow2');
  const { signal } = new AbortController();
  await convertDisk({ disk, format: 'qcow2', output, qemu, signal, onProgress: () => undefined });
  await compareDisks({
    source: await inspectDisk(raw, qemu),
    converted: output,
    format: 'qcow2',
    qemu,
    signal,
    onProgress: () => undefined,
  });
});

test('two pieces that could be swapped are not guessed', async () => {
  const at = await place(numbers);
  await rename(join(at, nameOf(2)), join(at, 'first.vmdk'));
  await rename(join(at, nameOf(3)), join(at, 'second.vmdk'));
  const told = await diagnosed(join(at, 'web.vmdk'));
  expect(told.codes).toEqual(['source.extent-missing', 'source.extent-missing']);
});

test('a lost flat descriptor, and one in the code page of its author', async () => {
  const small = await makeRawDisk(join(folder, 'small.raw'), { bytes: 16 * MiB });
  const at = join(folder, 'flat');
  await mkdir(at);
  const flat = await makeDisk(small, 'vmdk-monolithicFlat', join(at, 'db.vmdk'));
  await rm(flat);
  const lost = await inspectDisk(join(at, 'db-flat.vmdk'), qemu);
  expect(lost.report).toMatchObject({
    format: 'vmdk',
    subformat: 'monolithicFlat',
    virtualSizeBytes: 16 * MiB,
  });
  expect(await readdir(at)).toEqual(['db-flat.vmdk']);

  const gbk = join(folder, 'gbk');
  await mkdir(gbk);
  const made = await makeDisk(small, 'vmdk-monolithicFlat', join(gbk, 'db.vmdk'));
  await rename(join(gbk, 'db-flat.vmdk'), join(gbk, '服务器-flat.vmdk'));
  const [before = '', after = ''] = (await readFile(made, 'latin1'))
    .replace('version=1', 'version=1\nencoding="GBK"')
    .split('db-flat');
  await writeFile(
    made,
    Buffer.concat([Buffer.from(before), Buffer.from('b7fecef1c6f7', 'hex'), Buffer.from(`-flat${after}`)]),
  );
  const disk = await inspectDisk(made, qemu);
  expect(disk.report.files.map(({ name }) => name)).toEqual(['db.vmdk', '服务器-flat.vmdk']);
  await compareDisks({
    source: disk,
    converted: small,
    format: 'raw',
    qemu,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
});

test('an empty line before an extent does not make the disk twice as large', async () => {
  const small = await makeRawDisk(join(folder, 'gap.raw'), { bytes: 16 * MiB });
  const flat = await makeDisk(small, 'vmdk-monolithicFlat', join(folder, 'gap.vmdk'));
  await writeFile(flat, (await readFile(flat, 'utf8')).replace('\nRW', '\n\nRW'));
  expect((await inspectDisk(flat, qemu)).report.virtualSizeBytes).toBe(16 * MiB);
});

test('a set of many pieces is read each time: no limit of ours makes qemu-img give up', async () => {
  const path = join(folder, 'many.vmdk');
  const pieces = 48;
  const args = ['create', '-q', '-f', 'vmdk', '-o', 'subformat=twoGbMaxExtentSparse', path, `${2 * pieces}G`];
  expect((await runChild({ program: qemu.program, args })).exitCode).toBe(0);
  const writes = Array.from({ length: pieces }, (_, n) => ['-c', `write -P ${n + 1} ${n * 2_048 + 100}M 64k`]).flat();
  expect((await runChild({ program: 'qemu-io', args: ['-f', 'vmdk', ...writes, path] })).exitCode).toBe(0);
  for (let n = 0; n < 12; n++) {
    expect((await inspectDisk(path, qemu)).report).toMatchObject({ virtualSizeBytes: 2 * pieces * 2 ** 30 });
  }
});

test('a flat file that grew without its descriptor is refused, not cut', async () => {
  const small = await makeRawDisk(join(folder, 'grown.raw'), { bytes: 16 * MiB });
  const flat = await makeDisk(small, 'vmdk-monolithicFlat', join(folder, 'grown.vmdk'));
  await truncate(join(folder, 'grown-flat.vmdk'), 17 * MiB);
  expect(await diagnosed(flat)).toMatchObject({
    code: 'source.corrupt',
    states: { 'grown-flat.vmdk': 'wrong-size' },
  });
  expect((await stat(join(folder, 'grown-flat.vmdk'))).size).toBe(17 * MiB);
});
