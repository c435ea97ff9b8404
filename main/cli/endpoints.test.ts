/** The whole road by each way into OSS, for an account that may not use the public one: pre-flight, upload, import and clean-up all go there. */
import { mkdtemp, rm } from 'node:fs/promises';
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
  disks = await mkdtemp(join(tmpdir(), 'endpoint-disks-'));
  source = await makeRawDisk(join(disks, 'web01.raw'), { bytes: 64 * MiB, data: [{ offset: MiB, bytes: 4 * MiB }] });
});
afterAll(() => rm(disks, { recursive: true, force: true }));
let road: Road;
afterEach(() => road.close());

const closed = { timetable: { importMs: 300, checkMs: 100 }, world: { publicEndpointForbidden: true } };
const through = (endpoint: unknown): object => planFor(source, { target: { endpoint }, plan: { keepObject: false } });

it.each(['internal', { domain: 'disks.example.com' }])(
  'a new account of OSS gets its image through %j',
  async (way) => {
    road = await openRoad(through(way), closed);
    const result = await road.run();
    expect(result.exitCode, result.stderr).toBe(0);
    expect(result.last).toMatchObject({ event: 'done' });
    const asked = await requestsOf(road.bench.cloud);
    expect(asked.filter(({ code }) => code === 'PublicEndpointForbidden')).toEqual([]);
    expect(asked.filter(({ action, key }) => action === 'DeleteObject' && key === 'web01.qcow2')).not.toEqual([]);
  },
);

it.each(['public', 'accelerate'])('and hears of the others before anything is converted: %s', async (way) => {
  road = await openRoad(through(way), closed);
  const result = await road.run();
  expect(result.exitCode).not.toBe(0);
  expect(JSON.stringify(result.events)).toContain('cloud.public-endpoint-forbidden');
  expect(await road.scratch()).toEqual([]);
  expect(await road.acceptedParts()).toEqual([]);
});

it('uses transfer acceleration where it may', async () => {
  road = await openRoad(through('accelerate'));
  expect((await road.run()).last).toMatchObject({ event: 'done' });
});
