/** The whole road by the command line against the practice cloud: real disks, real qemu-img, real requests. */
import { chmod, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { flipBit, makeDisk, makeRawDisk, runQemuImg, sha256Of } from '../../build/test-disks.ts';
import { practiceAccessKeySecret } from '../../practice/demo-keys.ts';
import { ossClient, requestsOf } from '../../practice/test-help.ts';
import { cli, planFor, type CliEvent } from './test-driver.ts';
import { doing, idOf, openRoad, type Road } from './test-road.ts';

const MiB = 2 ** 20;
let disks: string;
let source: string;
/** A qemu-img that converts no faster than 40 MB/s, so that there is a middle to be interrupted in. */
let slowQemu: string;

beforeAll(async () => {
  disks = await mkdtemp(join(tmpdir(), 'road-disks-'));
  const raw = await makeRawDisk(join(disks, 'web01.raw'), {
    bytes: 1024 * MiB,
    data: [
      { offset: 1 * MiB, bytes: 40 * MiB },
      { offset: 900 * MiB, bytes: 4 * MiB },
    ],
  });
  source = await makeDisk(raw, 'vmdk-monolithicSparse', join(disks, 'web01.vmdk'));
  slowQemu = join(disks, 'qemu-img-slow');
  await writeFile(
    slowQemu,
    '#!/bin/sh\nif [ "$1" = convert ]; then shift; exec qemu-img convert -r 40M "$@"; fi\nexec qemu-img "$@"\n',
  );
  await chmod(slowQemu, 0o755);
});
afterAll(() => rm(disks, { recursive: true, force: true }));

let road: Road;
afterEach(() => road.close());

async function expectObjectEqualsSource(key = 'web01.qcow2'): Promise<void> {
  const fetched = join(road.folder, 'fetched.qcow2');
  await ossClient(road.bench.cloud).get(key, fetched);
  expect(await runQemuImg(['compare', '-f', 'vmdk', '-F', 'qcow2', source, fetched])).toContain('identical');
}

describe('the road', () => {
  it('ends with an image, an object equal to the source, a report, and no scratch left', async () => {
    road = await openRoad(planFor(source));
    const before = await sha256Of(source);
    const result = await road.run();
    expect(result.exitCode, result.stderr).toBe(0);
    const { imageId, migrationId, object, report } = result.last as unknown as {
      imageId: string;
      migrationId: string;
      object: { bucket: string; key: string; crc64: string; bytes: number };
      report: string;
    };
    expect(result.last?.event).toBe('done');
    expect(imageId).toMatch(/^m-/);
    expect(migrationId).toMatch(/^mig-/);
    const head = await ossClient(road.bench.cloud).head(object.key);
    expect((head.res.headers as Record<string, string>)['x-oss-hash-crc64ecma']).toBe(object.crc64);
    expect((head.res.headers as Record<string, string>)['content-length']).toBe(String(object.bytes));
    await expectObjectEqualsSource();
    expect(await sha256Of(source)).toBe(before);
    const saved = JSON.parse(await readFile(report, 'utf8')) as {
      image: { id: string };
      check: { items: unknown[] };
    };
    expect(saved.image.id).toBe(imageId);
    expect(saved.check.items.length).toBeGreaterThan(0);
    expect(await road.scratch()).toEqual([]);

    const again = await road.resume(migrationId);
    expect(again.last).toMatchObject({ event: 'done', imageId });
    expect(await road.imageCount()).toBe(1);
  });

  it('takes a data disk along', async () => {
    const data = await makeDisk(
      await makeRawDisk(join(disks, 'data.raw'), { bytes: 64 * MiB }),
      'vhdx-dynamic',
      join(disks, 'data.vhdx'),
    );
    road = await openRoad(
      planFor(source, {
        plan: {
          disks: [
            { path: data, role: 'data' },
            { path: source, role: 'system' },
          ],
        },
      }),
    );
    const result = await road.run();
    expect(result.exitCode, result.stderr).toBe(0);
    await expectObjectEqualsSource();
    const fetched = join(road.folder, 'data.qcow2');
    await ossClient(road.bench.cloud).get('web01-data1.qcow2', fetched);
    expect(await runQemuImg(['compare', '-f', 'vhdx', '-F', 'qcow2', data, fetched])).toContain('identical');
  });

  it.each([
    ['vhd', 'vpc'],
    ['raw', 'raw'],
  ])('converts to %s as well', async (format, driver) => {
    const small = join(disks, `small-${format}.vmdk`);
    await makeDisk(await makeRawDisk(join(disks, 'small.raw'), { bytes: 48 * MiB }), 'vmdk-streamOptimized', small);
    road = await openRoad(planFor(small, { target: { format, object: `web01.${format}` } }));
    const result = await road.run();
    expect(result.exitCode, JSON.stringify(result.last)).toBe(0);
    const fetched = join(road.folder, 'fetched');
    await ossClient(road.bench.cloud).get(`web01.${format}`, fetched);
    expect(await runQemuImg(['compare', '-f', 'vmdk', '-F', driver, small, fetched])).toContain('identical');
  });

  it('keeps every secret out of every file and every line it prints', async () => {
    road = await openRoad(planFor(source), {
      timetable: { importMs: 100, checkMs: 100 },
      rules: [{ match: { action: 'UploadPart' }, times: 1, fault: { status: 403, code: 'SignatureDoesNotMatch' } }],
    });
    const failed = await road.run();
    expect(failed.exitCode).toBe(1);
    const done = await road.resume(idOf(failed));
    expect(done.exitCode).toBe(0);
    const printed = JSON.stringify([failed, done]);
    for (const file of await road.files()) {
      const text = await readFile(file, 'latin1');
      for (const secret of [practiceAccessKeySecret, 'Signature=', 'OSS4-HMAC', 'ACS3-HMAC'])
        expect(text, file).not.toContain(secret);
    }
    expect(printed).not.toContain(practiceAccessKeySecret);
  });
});

describe('killed without warning', () => {
  const stops = [
    'reading-headers',
    'measuring',
    'converting',
    'digesting',
    'comparing',
    'preparing-upload',
    'uploading',
    'finishing-upload',
    'asking-import',
    'importing',
    'checking-image',
  ];

  it('in the middle of everything in turn, it goes on each time and repeats nothing that was settled', async () => {
    road = await openRoad(planFor(source), {
      timetable: { importMs: 1_500, checkMs: 1_500 },
      world: { bytesPerSecond: 60 * MiB },
    });
    const environment = { ECS_IMAGE_MIGRATOR_QEMU_IMG: slowQemu };
    const killed: string[] = [];
    /** Kills at the first stop not visited yet; in mid-upload only once something was acknowledged. */
    const killer = (event: CliEvent): NodeJS.Signals | undefined => {
      const what = String(doing(event));
      if (!stops.includes(what) || killed.includes(what)) return undefined;
      if (what === 'uploading' && Number(event['done']) < 16 * MiB) return undefined;
      if (what === 'importing' && Number(event['done']) < 20) return undefined;
      killed.push(what);
      return 'SIGKILL';
    };
    let result = await road.run({ environment, onEvent: killer });
    const id = idOf(result);
    for (let lives = 0; result.exitCode !== 0 && lives < stops.length + 3; lives++) {
      expect(result.last?.event, JSON.stringify(result.last)).not.toBe('failed');
      result = await road.resume(id, { environment, onEvent: killer });
    }
    expect(result.exitCode, JSON.stringify(result.last)).toBe(0);
    expect(killed).toEqual(expect.arrayContaining(['converting', 'uploading', 'importing']));
    const parts = await road.acceptedParts();
    expect(parts).toEqual([...new Set(parts)]);
    expect(await road.imageCount()).toBe(1);
    await expectObjectEqualsSource();
    expect(await road.unfinishedUploads()).toBe(0);
    expect(await road.scratch()).toEqual([]);
  });
});

describe('stopped politely', () => {
  it('pauses, says so, and goes on later', async () => {
    road = await openRoad(planFor(source), {
      timetable: { importMs: 100, checkMs: 100 },
      world: { bytesPerSecond: 40 * MiB },
    });
    const stopped = await road.run({
      onEvent: (event: CliEvent) => (doing(event) === 'uploading' ? 'SIGTERM' : undefined),
    });
    expect(stopped.exitCode).toBe(1);
    const listed = await cli(['list', '--data-dir', road.data, '--json']);
    expect(listed.events[0]).toMatchObject({
      event: 'migration',
      migrationId: idOf(stopped),
      status: 'paused',
      stage: 'upload',
    });
    expect((await road.resume(idOf(stopped))).exitCode).toBe(0);
    const parts = await road.acceptedParts();
    expect(parts).toEqual([...new Set(parts)]);
  });
});

describe('cancelled', () => {
  it.each([
    ['convert', 'converting'],
    ['upload', 'uploading'],
    ['import', 'importing'],
    ['check', 'checking-image'],
  ])('in %s, it leaves no staging, no multipart upload and no image', async (_, when) => {
    road = await openRoad(planFor(source), {
      timetable: { importMs: 1_500, checkMs: 60_000 },
      world: { bytesPerSecond: 40 * MiB },
    });
    const environment = { ECS_IMAGE_MIGRATOR_QEMU_IMG: slowQemu };
    const stopped = await road.run({
      environment,
      onEvent: (event: CliEvent) => (doing(event) === when ? 'SIGKILL' : undefined),
    });
    const cancelled = await cli(['cancel', idOf(stopped), '--data-dir', road.data, '--json']);
    expect(cancelled.exitCode, JSON.stringify(cancelled.last)).toBe(0);
    expect(await road.unfinishedUploads()).toBe(0);
    expect(await road.imageCount()).toBe(0);
    expect(await road.scratch()).toEqual([]);
  });
});

describe('what goes wrong on the way', () => {
  it('is survived by the part it hits: one 503, one reset in mid-part, one wrong CRC; the log says so', async () => {
    road = await openRoad(planFor(source), {
      timetable: { importMs: 100, checkMs: 100 },
      rules: [
        {
          match: { action: 'UploadPart', partNumber: 1 },
          times: 1,
          fault: { status: 503, code: 'ServiceUnavailable' },
        },
        { match: { action: 'UploadPart', partNumber: 2 }, times: 1, fault: { resetAfterBytes: 1_000_000 } },
        { match: { action: 'UploadPart', partNumber: 3 }, times: 1, fault: { wrongCrc64: true } },
      ],
    });
    const result = await road.run();
    expect(result.exitCode, JSON.stringify(result.last)).toBe(0);
    await expectObjectEqualsSource();
    const log = (await readFile((await road.files()).find((file) => file.endsWith('log.jsonl')) ?? '', 'utf8')).split(
      '\n',
    );
    const again = log.filter((line) => line.includes('part sent again'));
    expect(again).toHaveLength(3);
    for (const code of ['cloud.unavailable', 'network.unreachable', 'network.damaged'])
      expect(again.join('\n')).toContain(code);
  });

  it('is noticed before import when a bit of the converted disk flips in staging', async () => {
    road = await openRoad(planFor(source), { world: { bytesPerSecond: 20 * MiB } });
    const stopped = await road.run({
      onEvent: (event: CliEvent) => (doing(event) === 'preparing-upload' ? 'SIGKILL' : undefined),
    });
    const staged = (await road.files()).find((file) => file.endsWith('.qcow2')) ?? '';
    await flipBit(staged, 20 * MiB + 12_345);
    const result = await road.resume(idOf(stopped));
    expect(result.exitCode).toBe(1);
    expect(result.last).toMatchObject({
      event: 'failed',
      failure: { code: 'machine.converted-damaged', facts: { file: staged } },
    });
    const facts = (result.last as unknown as { failure: { facts: { offsetBytes: number; lengthBytes: number } } })
      .failure.facts;
    expect(facts.offsetBytes).toBeLessThanOrEqual(20 * MiB + 12_345);
    expect(facts.offsetBytes + facts.lengthBytes).toBeGreaterThan(20 * MiB + 12_345);
    expect(
      (await requestsOf(road.bench.cloud)).some(({ action, status }) => action === 'ImportImage' && status === 200),
    ).toBe(false);
  });

  it('is refused when the source disk changed while the migration was stopped', async () => {
    const own = join(disks, 'changing.vmdk');
    await copyFile(source, own);
    road = await openRoad(planFor(own), { world: { bytesPerSecond: 20 * MiB } });
    const stopped = await road.run({
      onEvent: (event: CliEvent) => (doing(event) === 'uploading' ? 'SIGKILL' : undefined),
    });
    await flipBit(own, 3 * MiB);
    const result = await road.resume(idOf(stopped));
    expect(result.last).toMatchObject({ event: 'failed', failure: { code: 'source.changed' } });
  });
});
