/** The road with other disks than one plain VMDK: a source that is right already, disks out of a package, a compressed target. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { makeDisk, makeRawDisk, ovfOf, runQemuImg, sha256Of, tarOf } from '../../build/test-disks.ts';
import { ossClient } from '../../practice/test-help.ts';
import { planFor, type CliEvent } from './test-driver.ts';
import { openRoad, type Road } from './test-road.ts';

const MiB = 2 ** 20;
let disks: string;
let raw: string;
let road: Road;

beforeAll(async () => {
  disks = await mkdtemp(join(tmpdir(), 'road-forms-'));
  raw = await makeRawDisk(join(disks, 'web.raw'), { bytes: 1_024 * MiB });
});
afterAll(() => rm(disks, { recursive: true, force: true }));
afterEach(() => road.close());

const stageOf = (events: readonly CliEvent[], name: string): CliEvent | undefined =>
  events.findLast(({ event, stage, at }) => event === 'stage' && stage === name && at !== 'running');

it('a source that is right already is uploaded from where it lies, and stays there', async () => {
  const source = await makeDisk(raw, 'qcow2', join(disks, 'right.qcow2'));
  const before = await sha256Of(source);
  road = await openRoad(planFor(source));
  const result = await road.run();
  expect(result.exitCode, result.stderr).toBe(0);
  expect(stageOf(result.events, 'convert')).toMatchObject({ at: 'skipped', because: 'not-needed' });
  const fetched = join(road.folder, 'fetched.qcow2');
  await ossClient(road.bench.cloud).get('web01.qcow2', fetched);
  expect(await sha256Of(fetched)).toBe(before);
  expect(await sha256Of(source)).toBe(before);
  expect(await road.scratch()).toEqual([]);
});

it('two disks of an OVA become two objects, compressed, each equal to its own', async () => {
  const data = await makeRawDisk(join(disks, 'data.raw'), { bytes: 1_032 * MiB });
  const inside = await Promise.all(
    [raw, data].map(async (disk) => readFile(await makeDisk(disk, 'vmdk-streamOptimized'))),
  );
  const [system = Buffer.alloc(0), second = Buffer.alloc(0)] = inside;
  const description = ovfOf([
    { href: 'a.vmdk', capacityBytes: 1_024 * MiB },
    { href: 'b.vmdk', capacityBytes: 1_032 * MiB, place: [6, 0, 1] },
  ]);
  const ova = join(disks, 'machine.ova');
  await writeFile(
    ova,
    tarOf([
      { name: 'm.ovf', data: Buffer.from(description) },
      { name: 'a.vmdk', data: system },
      { name: 'b.vmdk', data: second },
    ]),
  );
  const size = (await stat(ova)).size;
  const plan = planFor(ova, {
    target: { variant: 'compressed' },
    plan: {
      disks: [
        { path: ova, member: 'a.vmdk', role: 'system' },
        { path: ova, member: 'b.vmdk', role: 'data' },
      ],
    },
  });
  road = await openRoad(plan);
  const result = await road.run();
  expect(result.exitCode, JSON.stringify(result.last)).toBe(0);
  for (const [key, disk] of [
    ['web01.qcow2', raw],
    ['web01-data1.qcow2', data],
  ] as const) {
    const fetched = join(road.folder, key);
    await ossClient(road.bench.cloud).get(key, fetched);
    expect(await runQemuImg(['compare', '-f', 'raw', '-F', 'qcow2', disk, fetched])).toContain('identical');
  }
  expect((await stat(ova)).size).toBe(size);
  expect((await readdir(disks)).filter((name) => name.endsWith('.ecs-partial'))).toEqual([]);
});
