/** The whole road by the command line against the practice cloud: real disks, real qemu-img, real requests. */
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ecsModule from '@alicloud/ecs20140526';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { flipBit, makeDisk, makeRawDisk, runQemuImg, sha256Of } from '../../build/test-disks.ts';
import { practiceAccessKeySecret } from '../../practice/demo-keys.ts';
import { openBench, ossClient, requestsOf, sdkClients, type Bench } from '../../practice/test-help.ts';
import { cli, planFolder, planFor, type CliEvent, type CliRun } from './test-driver.ts';

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

let bench: Bench;
let work: Awaited<ReturnType<typeof planFolder>>;
async function open(
  plan: object,
  faults: object = { timetable: { importMs: 300, checkMs: 100 } },
): Promise<void> {
  bench = await openBench(faults);
  work = await planFolder(plan);
  endings.push(bench.close, work.remove);
}
const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

const run = (extra: string[] = [], options = {}): Promise<CliRun> =>
  cli(
    ['run', work.plan, '--practice', bench.cloud.url, '--data-dir', work.data, '--json', ...extra],
    options,
  );
const resume = (id: string, options = {}): Promise<CliRun> =>
  cli(['resume', id, '--data-dir', work.data, '--json'], options);
const idOf = ({ events }: CliRun): string =>
  String(events.find(({ event }) => event === 'started')?.['migrationId']);
const doing = (event: CliEvent): unknown => (event.event === 'progress' ? event['doing'] : undefined);

async function acceptedParts(): Promise<number[]> {
  const requests = await requestsOf(bench.cloud);
  return requests
    .filter(({ action, status }) => action === 'UploadPart' && status === 200)
    .map(({ partNumber }) => partNumber ?? 0);
}
async function imageCount(): Promise<number> {
  const status = 'Creating,Waiting,Available,UnAvailable,CreateFailed';
  const request = new ecsModule.DescribeImagesRequest({ regionId: 'cn-hangzhou', status });
  const { body } = await sdkClients(bench.cloud).ecs.describeImages(request);
  return body?.images?.image?.length ?? 0;
}
async function expectObjectEqualsSource(key = 'web01.qcow2'): Promise<void> {
  const fetched = join(work.folder, 'fetched.qcow2');
  await ossClient(bench.cloud).get(key, fetched);
  expect(await runQemuImg(['compare', '-f', 'vmdk', '-F', 'qcow2', source, fetched])).toContain('identical');
}
async function allFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
const unfinishedUploads = async (): Promise<number> =>
  ((await ossClient(bench.cloud).listUploads({ 'max-uploads': 100 }, {})).uploads ?? []).length;

describe('the road', () => {
  it('ends with an image, an object equal to the source, a report, and no scratch left', async () => {
    await open(planFor(source));
    const before = await sha256Of(source);
    const result = await run();
    expect(result.exitCode, result.stderr).toBe(0);
    const { imageId, migrationId, object, report } = result.last as unknown as {
      imageId: string; migrationId: string; object: { bucket: string; key: string; crc64: string; bytes: number }; report: string;
    }; // prettier-ignore
    expect(result.last?.event).toBe('done');
    expect(imageId).toMatch(/^m-/);
    expect(migrationId).toMatch(/^mig-/);
    const head = await ossClient(bench.cloud).head(object.key);
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
    expect((await allFiles(work.data)).filter((file) => /qcow2|partial/.test(file))).toEqual([]);

    const again = await resume(migrationId);
    expect(again.last).toMatchObject({ event: 'done', imageId });
    expect(await imageCount()).toBe(1);
  });

  it('takes a data disk along', async () => {
    const data = await makeDisk(
      await makeRawDisk(join(disks, 'data.raw'), { bytes: 64 * MiB }),
      'vhdx-dynamic',
      join(disks, 'data.vhdx'),
    );
    await open(planFor(source, { plan: { disks: [{ path: data, role: 'data' }, { path: source, role: 'system' }] } })); // prettier-ignore
    const result = await run();
    expect(result.exitCode, result.stderr).toBe(0);
    await expectObjectEqualsSource();
    const fetched = join(work.folder, 'data.qcow2');
    await ossClient(bench.cloud).get('web01-data1.qcow2', fetched);
    expect(await runQemuImg(['compare', '-f', 'vhdx', '-F', 'qcow2', data, fetched])).toContain('identical');
  });

  it.each([
    ['vhd', 'vpc'],
    ['raw', 'raw'],
  ])('converts to %s as well', async (format, driver) => {
    const small = join(disks, `small-${format}.vmdk`);
    await makeDisk(
      await makeRawDisk(join(disks, 'small.raw'), { bytes: 48 * MiB }),
      'vmdk-streamOptimized',
      small,
    );
    await open(planFor(small, { target: { format, object: `web01.${format}` } }));
    const result = await run();
    expect(result.exitCode, JSON.stringify(result.last)).toBe(0);
    const fetched = join(work.folder, 'fetched');
    await ossClient(bench.cloud).get(`web01.${format}`, fetched);
    expect(await runQemuImg(['compare', '-f', 'vmdk', '-F', driver, small, fetched])).toContain('identical');
  });

  it('keeps every secret out of every file and every line it prints', async () => {
    await open(planFor(source), { timetable: { importMs: 100, checkMs: 100 }, rules: [{ match: { action: 'UploadPart' }, times: 1, fault: { status: 403, code: 'SignatureDoesNotMatch' } }] }); // prettier-ignore
    const failed = await run();
    expect(failed.exitCode).toBe(1);
    const done = await resume(idOf(failed));
    expect(done.exitCode).toBe(0);
    const printed = JSON.stringify([failed, done]);
    for (const file of await allFiles(work.data)) {
      const text = await readFile(file, 'latin1');
      for (const secret of [practiceAccessKeySecret, 'Signature=', 'OSS4-HMAC', 'ACS3-HMAC'])
        expect(text, file).not.toContain(secret);
    }
    expect(printed).not.toContain(practiceAccessKeySecret);
  });
});

describe('killed without warning', () => {
  const stops = [
    'reading-headers', 'measuring', 'converting', 'digesting', 'comparing', 'preparing-upload', 'uploading', 'finishing-upload',
    'asking-import', 'importing', 'checking-image',
  ]; // prettier-ignore

  it('in the middle of everything in turn, it goes on each time and repeats nothing that was settled', async () => {
    await open(planFor(source), {
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
    let result = await run([], { environment, onEvent: killer });
    const id = idOf(result);
    for (let lives = 0; result.exitCode !== 0 && lives < stops.length + 3; lives++) {
      expect(result.last?.event, JSON.stringify(result.last)).not.toBe('failed');
      result = await resume(id, { environment, onEvent: killer });
    }
    expect(result.exitCode, JSON.stringify(result.last)).toBe(0);
    expect(killed).toEqual(expect.arrayContaining(['converting', 'uploading', 'importing']));
    const parts = await acceptedParts();
    expect(parts).toEqual([...new Set(parts)]);
    expect(await imageCount()).toBe(1);
    await expectObjectEqualsSource();
    expect(await unfinishedUploads()).toBe(0);
    expect((await allFiles(work.data)).filter((file) => /qcow2|partial/.test(file))).toEqual([]);
  });
});

describe('stopped politely', () => {
  it('pauses, says so, and goes on later', async () => {
    await open(planFor(source), {
      timetable: { importMs: 100, checkMs: 100 },
      world: { bytesPerSecond: 40 * MiB },
    });
    const stopped = await run([], {
      onEvent: (event: CliEvent) => (doing(event) === 'uploading' ? 'SIGTERM' : undefined),
    });
    expect(stopped.exitCode).toBe(1);
    const listed = await cli(['list', '--data-dir', work.data, '--json']);
    expect(listed.events[0]).toMatchObject({
      event: 'migration',
      migrationId: idOf(stopped),
      status: 'paused',
      stage: 'upload',
    });
    expect((await resume(idOf(stopped))).exitCode).toBe(0);
    const parts = await acceptedParts();
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
    await open(planFor(source), {
      timetable: { importMs: 1_500, checkMs: 60_000 },
      world: { bytesPerSecond: 40 * MiB },
    });
    const environment = { ECS_IMAGE_MIGRATOR_QEMU_IMG: slowQemu };
    const stopped = await run([], {
      environment,
      onEvent: (event: CliEvent) => (doing(event) === when ? 'SIGKILL' : undefined),
    });
    const cancelled = await cli(['cancel', idOf(stopped), '--data-dir', work.data, '--json']);
    expect(cancelled.exitCode, JSON.stringify(cancelled.last)).toBe(0);
    expect(await unfinishedUploads()).toBe(0);
    expect(await imageCount()).toBe(0);
    expect((await allFiles(work.data)).filter((file) => /qcow2|partial/.test(file))).toEqual([]);
  });
});

describe('what goes wrong on the way', () => {
  it('is survived by the part it hits: one 503, one reset in mid-part, one wrong CRC; the log says so', async () => {
    await open(planFor(source), {
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
    const result = await run();
    expect(result.exitCode, JSON.stringify(result.last)).toBe(0);
    await expectObjectEqualsSource();
    const log = (
      await readFile((await allFiles(work.data)).find((file) => file.endsWith('log.jsonl')) ?? '', 'utf8')
    ).split('\n');
    const again = log.filter((line) => line.includes('part sent again'));
    expect(again).toHaveLength(3);
    for (const code of ['cloud.unavailable', 'network.unreachable', 'network.damaged'])
      expect(again.join('\n')).toContain(code);
  });

  it('is noticed before import when a bit of the converted disk flips in staging', async () => {
    await open(planFor(source), { world: { bytesPerSecond: 20 * MiB } });
    const stopped = await run([], {
      onEvent: (event: CliEvent) => (doing(event) === 'preparing-upload' ? 'SIGKILL' : undefined),
    });
    const staged = (await allFiles(work.data)).find((file) => file.endsWith('.qcow2')) ?? '';
    await flipBit(staged, 20 * MiB + 12_345);
    const result = await resume(idOf(stopped));
    expect(result.exitCode).toBe(1);
    expect(result.last).toMatchObject({
      event: 'failed',
      failure: { code: 'machine.converted-damaged', facts: { file: staged } },
    });
    const facts = (
      result.last as unknown as { failure: { facts: { offsetBytes: number; lengthBytes: number } } }
    ).failure.facts;
    expect(facts.offsetBytes).toBeLessThanOrEqual(20 * MiB + 12_345);
    expect(facts.offsetBytes + facts.lengthBytes).toBeGreaterThan(20 * MiB + 12_345);
    expect(
      (await requestsOf(bench.cloud)).some(
        ({ action, status }) => action === 'ImportImage' && status === 200,
      ),
    ).toBe(false);
  });

  it('is refused when the source disk changed while the migration was stopped', async () => {
    const own = join(disks, 'changing.vmdk');
    await copyFile(source, own);
    await open(planFor(own), { world: { bytesPerSecond: 20 * MiB } });
    const stopped = await run([], {
      onEvent: (event: CliEvent) => (doing(event) === 'uploading' ? 'SIGKILL' : undefined),
    });
    await flipBit(own, 3 * MiB);
    const result = await resume(idOf(stopped));
    expect(result.last).toMatchObject({ event: 'failed', failure: { code: 'source.changed' } });
  });
});

describe('bad input', () => {
  const nothingLeft = async (): Promise<void> => {
    const files = await allFiles(work.data).catch(() => []);
    expect(files.filter((file) => /migrations/.test(file))).toEqual([]);
    expect(await unfinishedUploads()).toBe(0);
  };

  it.each([
    ['a missing file', 'none.vmdk', async () => undefined, 'source.missing'],
    ['a folder', 'folder.vmdk', (path: string) => mkdir(path), 'source.not-a-file'],
    ['an empty file', 'empty.vmdk', (path: string) => writeFile(path, ''), 'source.empty'],
    [
      'a text file by a disk’s name',
      'text.vmdk',
      (path: string) => writeFile(path, 'dear diary\n'),
      'source.not-a-disk',
    ],
  ])('%s is refused by inspection: exit 3, nothing left', async (_, name, make, code) => {
    await open(planFor(name));
    await make(join(work.folder, name));
    const result = await run();
    expect(result.last).toMatchObject({ event: 'failed', failure: { code } });
    expect(result.exitCode).toBe(3);
    await nothingLeft();
    const inspected = await cli(['inspect', join(work.folder, name), '--json']);
    expect(inspected.exitCode).toBe(3);
    expect(inspected.last).toMatchObject({ event: 'failed', failure: { code } });
  });

  it.each([
    ['an unknown field', { plan: { speed: 'fast' } }, 'speed'],
    ['a missing field', { target: { bucket: undefined } }, 'bucket'],
    [
      'two system disks',
      {
        plan: {
          disks: [
            { path: 'a', role: 'system' },
            { path: 'b', role: 'system' },
          ],
        },
      },
      'disks',
    ],
  ])('a plan with %s is wrong use: exit 2, the field is named', async (_, change, field) => {
    await open(planFor(source, change));
    const result = await run();
    expect(result.exitCode).toBe(2);
    expect(result.last).toMatchObject({ event: 'failed', failure: { code: 'asked.plan-invalid' } });
    expect(JSON.stringify(result.last)).toContain(field);
    await nothingLeft();
  });

  it.each([
    [
      'a bucket of another region',
      { target: { bucket: 'migration-demo-shanghai' } },
      'cloud.bucket-elsewhere',
    ],
    ['an encrypted bucket', { target: { bucket: 'migration-encrypted' } }, 'cloud.bucket-encrypted'],
    ['no such bucket', { target: { bucket: 'nobody-has-this-one' } }, 'cloud.bucket-missing'],
    ['a region that is none', { target: { region: 'cn-atlantis' } }, 'cloud.region-unknown'],
    ['a size below the disk’s', { image: { systemDiskGiB: 1 }, plan: {} }, undefined],
    ['an account nobody entered', { target: { account: 'nobody' } }, 'account.unknown'],
  ])('%s stops before anything is converted', async (_, change, code) => {
    await open(planFor(source, change));
    const result = await run();
    if (code === undefined) {
      expect(result.exitCode).toBe(0); // 1 GiB is exactly this disk's virtual size
      return;
    }
    expect(result.exitCode).toBe(1);
    expect(result.last).toMatchObject({ event: 'failed', failure: { code } });
    expect(result.events.some(({ event }) => event === 'stage')).toBe(false);
    await nothingLeft();
  });

  it('wrong keys are named as such', async () => {
    await open(planFor(source, { target: { account: 'environment' } }));
    const keys = {
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'NoSuchKeyAtAll',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'wrong-secret-value',
    };
    const result = await run([], { environment: keys });
    expect(result.exitCode).toBe(1);
    expect(result.last).toMatchObject({ event: 'failed', failure: { code: 'account.key-rejected' } });
    await nothingLeft();
  });

  it('no room for staging is said with both figures', async () => {
    const huge = await makeDisk(await makeRawDisk(join(disks, 'huge.raw'), { bytes: 2_000 * 1024 * MiB }), 'vmdk-monolithicSparse', join(disks, 'huge.vmdk')); // prettier-ignore
    await open(
      planFor(huge, { target: { format: 'raw', object: 'huge.raw' }, image: { systemDiskGiB: 2_048 } }),
    );
    const result = await run();
    expect(result.last).toMatchObject({ event: 'failed', failure: { code: 'machine.staging-full', facts: { neededBytes: expect.any(Number) as number } } }); // prettier-ignore
    expect(result.exitCode).toBe(1);
    await nothingLeft();
  });

  it('a practice port that is taken is named', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    try {
      const result = await cli(['practice', '--port', String(port)]);
      expect(result).toMatchObject({
        exitCode: 1,
        last: { failure: { code: 'machine.port-taken', facts: { port } } },
      });
    } finally {
      server.close();
    }
  });

  it('an unknown migration is named', async () => {
    await open(planFor(source));
    const result = await resume('mig-000000000000');
    expect(result).toMatchObject({
      exitCode: 1,
      last: { event: 'failed', failure: { code: 'program.migration-missing' } },
    });
  });
});
