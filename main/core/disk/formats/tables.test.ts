/** Tables that lead to one place twice, or have lost a part of the disk: refused in every format, whatever qemu-img makes of them. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diskKinds, makeDisk, makeRawDisk, type DiskKind } from '../../../../build/test-disks.ts';
import type { Said } from '../../../../contract/said.ts';
import { runChild } from '../../base/child.ts';
import { findQemu } from '../find-qemu.ts';
import { inspectDisk } from '../inspect.ts';
import { lookAt } from '../look.ts';
import type { Qemu } from '../qemu.ts';

const MiB = 2 ** 20;
let folder: string;
let qemu: Qemu;
let raw: string;
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disk-tables-'));
  qemu = await findQemu();
  const data = Array.from({ length: 20 }, (_, n) => ({ offset: (2 * n + 2) * MiB, bytes: MiB }));
  raw = await makeRawDisk(join(folder, 'web.raw'), { bytes: 64 * MiB, data });
});
afterAll(() => rm(folder, { recursive: true }));

/** A disk of this kind with its bytes changed. */
async function damaged(kind: DiskKind, change: (bytes: Buffer) => Buffer | undefined): Promise<string> {
  const path = await makeDisk(raw, kind, join(folder, `${count++}.${diskKinds[kind].ending}`));
  const bytes = await readFile(path);
  await writeFile(path, change(bytes) ?? bytes);
  return path;
}

interface Refusal {
  readonly code: string;
  readonly said?: Said['say'];
}

async function refusalOf(path: string): Promise<Refusal | undefined> {
  const [look] = await lookAt(path, qemu, { settleMs: 0 });
  const [first] = look?.refusals ?? [];
  if (first === undefined) return undefined;
  const { detail } = first.facts as { detail?: Said };
  return { code: first.code, ...(detail === undefined ? {} : { said: detail.say }) };
}

const u32 = (bytes: Buffer, at: number): number => bytes.readUInt32LE(at);
const directoryOf = (bytes: Buffer, field: number): number => Number(bytes.readBigUInt64LE(field)) * 512;
/** Both directories of a VMDK, and the first table of each. */
const both = (bytes: Buffer): number[] => [48, 56].map((field) => u32(bytes, directoryOf(bytes, field)) * 512);
const vdiMap = (bytes: Buffer): number => u32(bytes, 0x154);
const vhdTable = (bytes: Buffer): number => Number(bytes.readBigUInt64BE(512 + 16));
const qcow2Table = (bytes: Buffer): number =>
  Number(bytes.readBigUInt64BE(Number(bytes.readBigUInt64BE(40))) & 0x00fffffffffffe00n);
function vhdxTable(bytes: Buffer): number {
  for (let n = 0; n < u32(bytes, 196_608 + 8); n++) {
    const at = 196_608 + 16 + 32 * n;
    if (u32(bytes, at) === 0x2dc27766) return Number(bytes.readBigUInt64LE(at + 16));
  }
  throw new Error('no block table');
}

const twice: [DiskKind, string, (bytes: Buffer) => undefined][] = [
  ['vdi-dynamic', 'two blocks', (b) => void b.copy(b, vdiMap(b) + 16, vdiMap(b) + 8, vdiMap(b) + 12)],
  ['vhd-dynamic', 'two blocks', (b) => void b.copy(b, vhdTable(b) + 8, vhdTable(b) + 4, vhdTable(b) + 8)],
  [
    'vhd-dynamic',
    'two blocks that overlap by half',
    (b) => void b.writeUInt32BE(b.readUInt32BE(vhdTable(b) + 4) + 2_048, vhdTable(b) + 8),
  ],
  ['vhdx-dynamic', 'two blocks', (b) => void b.copy(b, vhdxTable(b) + 8, vhdxTable(b), vhdxTable(b) + 8)],
  [
    'vmdk-monolithicSparse',
    'two grains',
    (b) => void both(b).forEach((at) => b.copy(b, at + 4 * 33, at + 4 * 32, at + 4 * 33)),
  ],
  ['vmdk-streamOptimized', 'two packed grains', (b) => void packedTwice(b)],
  [
    'qcow2',
    'two clusters',
    (b) => void b.copy(b, qcow2Table(b) + 8 * 33, qcow2Table(b) + 8 * 32, qcow2Table(b) + 8 * 33),
  ],
  [
    'qcow2',
    'a cluster and a table',
    (b) => void b.writeBigUInt64BE((1n << 63n) | BigInt(qcow2Table(b)), qcow2Table(b) + 8 * 33),
  ],
  ['qcow', 'two clusters', (b) => void qcowTwice(b)],
];

function packedTwice(bytes: Buffer): void {
  const table = u32(bytes, directoryOf(bytes, 56)) * 512;
  bytes.copy(bytes, table + 4 * 33, table + 4 * 32, table + 4 * 33);
}

function qcowTwice(bytes: Buffer): void {
  const l1 = Number(bytes.readBigUInt64BE(40));
  for (let at = l1; ; at += 8) {
    const table = Number(bytes.readBigUInt64BE(at));
    if (table === 0) continue;
    const first = [...Array(512).keys()].find((n) => bytes.readBigUInt64BE(table + 8 * n) !== 0n) ?? 0;
    bytes.copy(bytes, table + 8 * (first + 1), table + 8 * first, table + 8 * (first + 1));
    return;
  }
}

describe('one place twice', () => {
  test.each(twice)('%s: %s', async (kind, _, change) => {
    expect(await refusalOf(await damaged(kind, change))).toEqual({ code: 'source.corrupt', said: 'place-used-twice' });
  });
});

const lost: [DiskKind, string, Said['say'], (bytes: Buffer) => undefined][] = [
  [
    'vdi-dynamic',
    'a block its header still counts',
    'blocks-counted',
    (b) => void b.fill(0xff, vdiMap(b) + 16, vdiMap(b) + 20),
  ],
  [
    'vdi-dynamic',
    'a block its header counts no more',
    'data-unclaimed',
    (b) => {
      const last = u32(b, 0x184) - 1;
      for (let at = vdiMap(b); ; at += 4)
        if (u32(b, at) === last) {
          b.fill(0xff, at, at + 4).writeUInt32LE(last, 0x184);
          return undefined;
        }
    },
  ],
  ['vhd-dynamic', 'a block', 'data-unclaimed', (b) => void b.fill(0xff, vhdTable(b) + 8, vhdTable(b) + 12)],
  [
    'vmdk-monolithicSparse',
    'a table of one directory',
    'tables-differ',
    (b) => void b.fill(0, directoryOf(b, 56), directoryOf(b, 56) + 4),
  ],
  [
    'vmdk-monolithicSparse',
    'a grain of one table',
    'tables-differ',
    (b) => void b.fill(0, (both(b)[1] ?? 0) + 128, (both(b)[1] ?? 0) + 132),
  ],
  [
    'vmdk-monolithicSparse',
    'a grain of both tables',
    'data-unclaimed',
    (b) => void both(b).forEach((at) => b.fill(0, at + 128, at + 132)),
  ],
  ['qcow2', 'the count of a cluster in use', 'qemu-img-check', (b) => void countOf(b)],
];

function countOf(bytes: Buffer): void {
  const block = Number(bytes.readBigUInt64BE(Number(bytes.readBigUInt64BE(48))));
  const cluster = Number(bytes.readBigUInt64BE(qcow2Table(bytes) + 8 * 32) & 0x00fffffffffffe00n) / 65_536;
  bytes.writeUInt16BE(0, block + 2 * cluster);
}

describe('a part of the disk is lost', () => {
  test.each(lost)('%s: %s', async (kind, _, said, change) => {
    expect(await refusalOf(await damaged(kind, change))).toEqual({ code: 'source.corrupt', said });
  });
});

test('what only takes space is told, and used', async () => {
  const path = await damaged('qcow2', (b) => {
    const block = Number(b.readBigUInt64BE(Number(b.readBigUInt64BE(48))));
    const clusters = Math.ceil(b.length / 65_536);
    b.writeUInt16BE(1, block + 2 * clusters);
    return Buffer.concat([b, Buffer.alloc((clusters + 1) * 65_536 - b.length)]);
  });
  const { report } = await inspectDisk(path, qemu);
  expect(report.findings).toContainEqual(expect.objectContaining({ rule: 'space-lost', facts: { count: 1 } }));
});

test('grains that were overwritten with zeros keep their place, and nothing is missed', async () => {
  const path = await makeDisk(raw, 'vmdk-monolithicSparse', join(folder, 'zeroed.vmdk'));
  const zeroed = join(folder, 'zeroed-grains.vmdk');
  const options = ['-o', 'subformat=monolithicSparse,zeroed_grain=on'];
  const args = ['convert', '-f', 'vmdk', '-O', 'vmdk', ...options, path, zeroed];
  expect((await runChild({ program: qemu.program, args })).exitCode).toBe(0);
  const write = ['-f', 'vmdk', '-c', 'write -z 2M 512k', '-c', 'write -z 6M 128k', zeroed];
  expect((await runChild({ program: 'qemu-io', args: write })).exitCode).toBe(0);
  expect((await inspectDisk(zeroed, qemu)).report.virtualSizeBytes).toBe(64 * MiB);
});

test('a QCOW2 that was never closed, its counts put off, is used and told', async () => {
  const path = join(folder, 'lazy.qcow2');
  const args = ['convert', '-O', 'qcow2', '-o', 'lazy_refcounts=on', raw, path];
  expect((await runChild({ program: qemu.program, args })).exitCode).toBe(0);
  const bytes = await readFile(path);
  bytes.writeUInt8((bytes[79] ?? 0) | 1, 79);
  // as a crash leaves it: the last cluster in use was never counted
  countOf(bytes);
  await writeFile(path, bytes);
  const { report, plain } = await inspectDisk(path, qemu);
  expect(report.findings.map(({ rule }) => rule)).toContain('counts-stale');
  expect(plain).toBe(false);
});

describe('a fixed VHD', () => {
  test.each<[string, Said['say'], (footer: Buffer) => void]>([
    ['its mark damaged', 'mark-damaged', (footer) => footer.write('c0nectix')],
    [
      'half the size in its footer',
      'footer-size',
      (footer) => {
        footer.writeBigUInt64BE(BigInt(32 * MiB), 48);
        let sum = 0;
        footer.fill(0, 64, 68).forEach((byte) => (sum += byte));
        footer.writeUInt32BE(~sum >>> 0, 64);
      },
    ],
  ])('%s', async (_, said, change) => {
    const path = await damaged('vhd-fixed', (bytes) => {
      change(bytes.subarray(-512));
      return undefined;
    });
    expect(await refusalOf(path)).toEqual({ code: 'source.corrupt', said });
  });
});

test('what qemu-img does not open is the fault of the file, not of this machine', async () => {
  // the checksum of both region tables, which only qemu-img compares
  const path = await damaged('vhdx-dynamic', (b) =>
    b.fill(0, 196_608 + 4, 196_608 + 8).fill(0, 262_144 + 4, 262_144 + 8),
  );
  expect(await refusalOf(path)).toEqual({ code: 'source.corrupt', said: 'qemu-img-refuses' });
});

test('a VHDX with sectors of 4,096 bytes is refused by name', async () => {
  const path = await damaged('vhdx-dynamic', (b) => {
    for (let n = 0; n < u32(b, 196_608 + 8); n++) {
      const region = 196_608 + 16 + 32 * n;
      const at = Number(b.readBigUInt64LE(region + 16));
      if (u32(b, region) !== 0x8b7ca206) continue;
      for (let item = at + 32; item < at + 32 + 32 * b.readUInt16LE(at + 10); item += 32)
        if (u32(b, item) === 0x8141bf1d) b.writeUInt32LE(4_096, at + u32(b, item + 16));
    }
    return undefined;
  });
  const [look] = await lookAt(path, qemu, { settleMs: 0 });
  const facts = { format: { say: 'vhdx-sectors', values: [4_096] } };
  expect(look?.refusals).toMatchObject([{ code: 'source.unsupported-format', facts }]);
});
