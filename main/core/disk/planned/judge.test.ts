/** The real qemu-img as judge of planned files that are served to it: right ones pass, each kind of wrong one is found. */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flipBit, makeDisk, makeRawDisk } from '../../../../build/test-disks.ts';
import { say } from '../../../../contract/said.ts';
import type { TargetFormat, TargetVariant } from '../../../../contract/plan.ts';
import type { BlockSource } from '../block-source.ts';
import { openBlockSource } from '../block/open-block-source.ts';
import { findQemu } from '../find-qemu.ts';
import { inspectDisk, type InspectedDisk } from '../inspect.ts';
import type { Qemu } from '../qemu.ts';
import { judgePlanned, type JudgeRequest } from './judge.ts';
import { plannedDigest } from './planned-digest.ts';
import { readWhole, type PlannedFile } from './planned-file.ts';
import { planFile, plannerFor } from './plan-target.ts';
import { touchedUnits } from './stored-units.ts';

const MiB = 2 ** 20;
let folder: string;
let qemu: Qemu;
let inspected: InspectedDisk;
let disk: BlockSource;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'judge-'));
  qemu = await findQemu();
  const raw = await makeRawDisk(join(folder, 'web.raw'), {
    bytes: 40 * MiB + 512,
    data: [
      { offset: MiB, bytes: 9 * MiB },
      { offset: 30 * MiB, bytes: 65_536 },
    ],
  });
  inspected = await inspectDisk(await makeDisk(raw, 'vmdk-monolithicSparse'), qemu);
  disk = await openBlockSource(inspected, { qemu });
});
afterAll(async () => {
  await disk.close();
  await rm(folder, { recursive: true });
});

async function planOf(format: TargetFormat, variant?: TargetVariant): Promise<PlannedFile> {
  const planner = plannerFor(format, variant) ?? expect.fail();
  return planFile(planner, disk.size, await touchedUnits(disk.map(), planner.unitBytes));
}

const judged = (file: PlannedFile, format: TargetFormat, more: Partial<JudgeRequest> = {}) =>
  judgePlanned({
    name: 'web.vmdk',
    file,
    format,
    disk,
    source: inspected,
    qemu,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...more,
  });

/** The plan with some of its bytes changed as they are made. */
const spoilt = (file: PlannedFile, at: number, change: (bytes: Buffer) => Buffer): PlannedFile => ({
  ...file,
  run(from, most) {
    const run = file.run(from, most);
    if (run.kind !== 'made' || at < from || at >= from + run.length) return run;
    return { ...run, make: () => change(Buffer.from(run.make())) };
  },
});

describe.each(['socket', 'loopback'] as const)('over %s', (transport) => {
  test.each([['qcow2'], ['vhd'], ['vhd', 'fixed'], ['raw']] as const)(
    '%s %s is found right',
    async (format, variant?) => {
      const file = await planOf(format, variant);
      const shares: number[] = [];
      const digest = await judged(file, format, {
        transport,
        onProgress: ({ done, total }) => shares.push(done / total),
      });
      expect(digest.bytes).toBe(file.byteLength);
      expect(shares.at(-1)).toBe(1);
      expect(shares).toEqual([...shares].sort((a, b) => a - b));
    },
  );
});

test('the digest is that of the bytes which an upload would read', async () => {
  const file = await planOf('qcow2');
  const digest = await judged(file, 'qcow2');
  const whole = await readWhole(file, disk, { start: 0, length: file.byteLength });
  const { createCRC64 } = await import('hash-wasm');
  const crc = (bytes: Uint8Array) =>
    createCRC64().then((hasher) => BigInt(`0x${hasher.init().update(bytes).digest('hex')}`));
  expect(digest.crc64).toBe(await crc(whole));
  expect(digest.blocks[1]).toBe(await crc(whole.subarray(4 * MiB, 8 * MiB)));
});

test('a cluster that is left out is a difference', async () => {
  const planner = plannerFor('qcow2', undefined) ?? expect.fail();
  const [first, ...rest] = await touchedUnits(disk.map(), planner.unitBytes);
  expect(first).toBeDefined();
  await expect(judged(planFile(planner, disk.size, rest), 'qcow2')).rejects.toMatchObject({
    code: 'machine.converted-differs',
  });
});

test('a bit of a table that the comparison does not see is unsound', async () => {
  const file = await planOf('qcow2');
  // an entry of the first L2 table: one of the bits that must be zero
  const l2At = Number((await readWhole(file, disk, { start: 40, length: 8 })).readBigUInt64BE()) + 65_536;
  const wrong = spoilt(file, l2At + 16 * 8, (bytes) => {
    bytes.writeUInt8(bytes.readUInt8(16 * 8 + 7) | 2, 16 * 8 + 7);
    return bytes;
  });
  await expect(judged(wrong, 'qcow2')).rejects.toMatchObject({
    code: 'machine.converted-differs',
    facts: { detail: say('tables-unsound') },
  });
});

test('a bit that is flipped on the way from the disk into the file is a difference', async () => {
  const flipping: BlockSource = {
    ...disk,
    read: async (offset, length, signal) => {
      const bytes = await disk.read(offset, length, signal);
      const at = 5 * MiB + 77 - offset;
      if (at >= 0 && at < length) bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      return bytes;
    },
  };
  await expect(judged(await planOf('raw'), 'raw', { disk: flipping })).rejects.toMatchObject({
    code: 'machine.converted-differs',
  });
});

test('a source that gives other bytes than before has changed; one that gives none says why', async () => {
  const { signal } = new AbortController();
  const file = await planOf('raw');
  let value = 1;
  const changing: BlockSource = { ...disk, read: (_, length) => Promise.resolve(Buffer.alloc(length, value++)) };
  const digest = await plannedDigest('web.vmdk', file, changing, signal);
  await digest.read(MiB, 65_536);
  await expect(digest.read(MiB, 512)).rejects.toMatchObject({ code: 'source.changed', facts: { file: 'web.vmdk' } });
  const gone: BlockSource = { ...disk, read: () => Promise.reject(new Error('the share is gone')) };
  await expect(judged(file, 'raw', { disk: gone })).rejects.toThrow('the share is gone');
});

test('another disk of the same size is a difference; nothing stays behind, nor what a killed program left', async () => {
  const ended = spawnSync(process.execPath, ['-e', '']).pid;
  await mkdir(join(tmpdir(), `ecs-nbd-export-${ended}-left`));
  const raw = await makeRawDisk(join(folder, 'other.raw'), {
    bytes: 40 * MiB + 512,
    data: [{ offset: MiB, bytes: MiB }],
  });
  await flipBit(raw, MiB + 77);

  const other = await inspectDisk(raw, qemu);
  await expect(judged(await planOf('qcow2'), 'qcow2', { source: other })).rejects.toMatchObject({
    code: 'machine.converted-differs',
  });
  const owners = [ended, process.pid].map((pid) => `ecs-nbd-export-${pid}-`);
  const left = (await readdir(tmpdir())).filter((name) => owners.some((owner) => name.startsWith(owner)));
  expect(left).toEqual([]);
});

test('a judgement that is called off ends with the reason', async () => {
  const stop = new AbortController();
  const judging = judged(await planOf('raw'), 'raw', {
    signal: stop.signal,
    disk: {
      ...disk,
      read: (offset, length, signal) => {
        stop.abort(new Error('paused'));
        return disk.read(offset, length, signal);
      },
    },
  });
  await expect(judging).rejects.toThrow('paused');
});
