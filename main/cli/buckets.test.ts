/** The whole road into buckets that are not as usual. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { makeRawDisk } from '../../build/test-disks.ts';
import { requestsOf } from '../../practice/test-help.ts';
import { planFor } from './test-driver.ts';
import { openRoad, type Road } from './test-road.ts';

const MiB = 2 ** 20;
let disks: string;
let source: string;
beforeAll(async () => {
  disks = await mkdtemp(join(tmpdir(), 'bucket-disks-'));
  source = await makeRawDisk(join(disks, 'web01.raw'), { bytes: 64 * MiB, data: [{ offset: MiB, bytes: 4 * MiB }] });
});
afterAll(() => rm(disks, { recursive: true, force: true }));
let road: Road;
afterEach(() => road.close());
const quick = { importMs: 300, checkMs: 100 };

it('that answer no CRC-64: each part is proven by its MD5, and the end says so', async () => {
  road = await openRoad(planFor(source), { timetable: quick, world: { withoutCrc64: true } });
  const result = await road.run();
  expect(result.exitCode, result.stderr).toBe(0);
  const { report } = result.last as unknown as { report: string };
  expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({ disks: [{ object: { provenBy: 'md5' } }] });
});

it('that answer no CRC-64, where a part is damaged on its way: it is sent again', async () => {
  road = await openRoad(planFor(source), {
    timetable: quick,
    world: { withoutCrc64: true },
    rules: [{ match: { action: 'UploadPart', partNumber: 1 }, times: 1, fault: { damageBody: true } }],
  });
  const result = await road.run();
  expect(result.exitCode, result.stderr).toBe(0);
  expect((await road.acceptedParts()).filter((part) => part === 1)).toHaveLength(2);
});

it('that encrypt without saying so: the first answer shows it, and nothing is converted', async () => {
  road = await openRoad(planFor(source), { timetable: quick, world: { encryptsUnseen: true } });
  const result = await road.run();
  expect(result.exitCode).not.toBe(0);
  expect(JSON.stringify(result.events)).toContain('cloud.bucket-encrypted');
  expect((await requestsOf(road.bench.cloud)).filter(({ action }) => action === 'UploadPart')).toEqual([]);
  expect(await road.scratch()).toEqual([]);
});

it('that keep what is stored in them: nothing is written to try, the object stays, and the image is there', async () => {
  const bucket = 'kept-bucket';
  const plan = planFor(source, { target: { bucket }, plan: { keepObject: false } });
  const kept = { name: bucket, region: 'cn-hangzhou', retentionDays: 30 };
  road = await openRoad(plan, { timetable: quick, world: { buckets: [kept] } });
  const result = await road.run();
  expect(result.exitCode, result.stderr).toBe(0);
  const asked = (await requestsOf(road.bench.cloud)).filter((one) => one.bucket === bucket);
  expect(asked.filter(({ action }) => action === 'PutObject')).toEqual([]);
  expect(asked.filter(({ code }) => code === 'FileImmutable').map(({ key }) => key)).toEqual(['web01.qcow2']);
});
