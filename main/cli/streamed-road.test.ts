/** The road without a converted disk on this machine: the file is made while it is sent, and qemu-img judges it beside. */
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { flipBit, makeDisk, makeRawDisk, runQemuImg, type DiskKind } from '../../build/test-disks.ts';
import { ossClient, requestsOf } from '../../practice/test-help.ts';
import { cli, planFor, type CliEvent } from './test-driver.ts';
import { doing, idOf, openRoad, type Road } from './test-road.ts';

const MiB = 2 ** 20;
let disks: string;
let raw: string;
let source: string;
beforeAll(async () => {
  disks = await mkdtemp(join(tmpdir(), 'streamed-'));
  raw = await makeRawDisk(join(disks, 'web01.raw'), {
    bytes: 512 * MiB,
    data: [
      { offset: 1 * MiB, bytes: 40 * MiB },
      { offset: 400 * MiB, bytes: 4 * MiB },
    ],
  });
  source = await makeDisk(raw, 'vmdk-monolithicSparse', join(disks, 'web01.vmdk'));
});
afterAll(() => rm(disks, { recursive: true, force: true }));

let road: Road;
afterEach(() => road.close());

type Format = 'qcow2' | 'vhd' | 'raw';
const driver = { qcow2: 'qcow2', vhd: 'vpc', raw: 'raw' } as const;
const streamed = (disk: string, format: Format = 'qcow2'): object =>
  planFor(disk, { plan: { staging: 'none' }, target: { format, object: `web01.${format}` } });

async function expectObjectIsTheDisk(format: Format = 'qcow2'): Promise<void> {
  const fetched = join(road.folder, `fetched.${format}`);
  await ossClient(road.bench.cloud).get(`web01.${format}`, fetched);
  expect(await runQemuImg(['compare', '-f', 'raw', '-F', driver[format], raw, fetched])).toContain('identical');
  if (format === 'qcow2') await runQemuImg(['check', '-f', 'qcow2', fetched]);
}

const imports = async (): Promise<number> =>
  (await requestsOf(road.bench.cloud)).filter(({ action, status }) => action === 'ImportImage' && status === 200)
    .length;

describe('each kind of source', () => {
  it.each<[DiskKind, Format]>([
    ['vmdk-monolithicSparse', 'qcow2'],
    ['vmdk-twoGbMaxExtentSparse', 'vhd'],
    ['vmdk-streamOptimized', 'raw'],
    ['vhdx-dynamic', 'qcow2'],
    ['qcow2-compressed', 'vhd'],
  ])('%s becomes %s without a file here; the object is the disk', async (kind, format) => {
    const disk = await makeDisk(raw, kind);
    road = await openRoad(streamed(disk, format));
    const result = await road.run({
      onEvent: (event: CliEvent) => {
        expect(doing(event)).not.toBe('converting');
        return undefined;
      },
    });
    expect(result.exitCode, JSON.stringify(result.last)).toBe(0);
    await expectObjectIsTheDisk(format);
    const { report, object } = result.last as unknown as { report: string; object: { crc64: string } };
    expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({
      disks: [{ converted: { format, crc64: object.crc64 } }],
      stages: expect.arrayContaining([{ name: 'convert', state: { at: 'skipped', because: 'on-the-way' } }]) as unknown,
    });
  });
});

describe('killed without warning', () => {
  it('again and again, it goes on each time, sends nothing twice, and leaves the disk as object', async () => {
    road = await openRoad(streamed(source), {
      timetable: { importMs: 100, checkMs: 100 },
      world: { bytesPerSecond: 10 * MiB },
    });
    let after = 0;
    /** Kills once a little more was acknowledged than when it was killed last. */
    const killer = (event: CliEvent): NodeJS.Signals | undefined => {
      const done = Number(event['done']);
      if (doing(event) !== 'uploading' || done <= after) return undefined;
      after = done + 4 * MiB;
      return 'SIGKILL';
    };
    let result = await road.run({ onEvent: killer });
    const id = idOf(result);
    let kills = 0;
    for (; result.exitCode !== 0 && kills < 16; kills++) {
      expect(result.last?.event, JSON.stringify(result.last)).not.toBe('failed');
      expect(await road.scratch()).toEqual([]);
      result = await road.resume(id, { onEvent: killer });
    }
    expect(result.exitCode, JSON.stringify(result.last)).toBe(0);
    expect(kills).toBeGreaterThan(3);
    const parts = await road.acceptedParts();
    expect(parts).toEqual([...new Set(parts)]);
    await expectObjectIsTheDisk();
    expect(await road.unfinishedUploads()).toBe(0);
  }, 180_000);
});

describe('what goes wrong on the way', () => {
  it('a source that changed while it was stopped ends the run before the import', async () => {
    const own = join(disks, 'changing.vmdk');
    await copyFile(source, own);
    road = await openRoad(streamed(own), { world: { bytesPerSecond: 20 * MiB } });
    const stopped = await road.run({
      onEvent: (event: CliEvent) => (doing(event) === 'uploading' ? 'SIGKILL' : undefined),
    });
    await flipBit(own, 3 * MiB);
    const result = await road.resume(idOf(stopped));
    expect(result.last).toMatchObject({ event: 'failed', failure: { code: 'source.changed' } });
    expect(await imports()).toBe(0);
  });

  it('cancelled, it leaves no upload, and the source as it was', async () => {
    road = await openRoad(streamed(source), { world: { bytesPerSecond: 20 * MiB } });
    const stopped = await road.run({
      onEvent: (event: CliEvent) => (doing(event) === 'uploading' ? 'SIGKILL' : undefined),
    });
    const cancelled = await cli(['cancel', idOf(stopped), '--data-dir', road.data, '--json']);
    expect(cancelled.exitCode, JSON.stringify(cancelled.last)).toBe(0);
    expect(await road.unfinishedUploads()).toBe(0);
    expect(await runQemuImg(['compare', '-f', 'raw', '-F', 'vmdk', raw, source])).toContain('identical');
  });
});
