/** Import, check and launch against the practice cloud, run as a migration of an object that is in the bucket already. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterEach, expect, it } from 'vitest';
import type { Plan } from '../../../contract/plan.ts';
import { plan as planSchema } from '../../../contract/plan.ts';
import type { Progress } from '../../../contract/stages.ts';
import { openBench, ossClient, requestsOf, type Bench } from '../../../practice/test-help.ts';
import { systemClock, type Clock } from '../base/clock.ts';
import { openAlibaba } from '../cloud/alibaba/open-alibaba.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { saveRecord } from '../jobs/job-record.ts';
import { jobOf } from './record.double.ts';
import { pendingStages, type MigrationRecord } from './record.ts';
import { Runner } from './runner.ts';
import type { Tools } from './stage.ts';
import { stages } from './stages.ts';
import { viewOf } from './view.ts';

const region = 'cn-hangzhou';
const key = 'disks/web01.raw';
let bench: Bench;
let folder: string;
afterEach(async () => {
  await bench.close();
  await rm(folder, { recursive: true, force: true });
});

/** An MBR with one active partition and boot code. */
function bootDisk(): Buffer {
  const disk = Buffer.alloc(2 ** 21);
  disk.set([0xfa, 0x33, 0xc0]);
  disk.set([0x80, 0, 0, 0, 0x83, 0, 0, 0], 446);
  disk.writeUInt32LE(2048, 454);
  disk.writeUInt32LE(1024, 458);
  disk.set([0x55, 0xaa], 510);
  return disk;
}

const launch: Plan['launch'] = {
  instanceType: 'ecs.c7.large',
  vSwitchId: `vsw-practice-${region}-h`,
  securityGroupId: `sg-practice-${region}`,
  diskCategory: 'cloud_essd',
  publicAddress: true,
  signIn: { kind: 'inherit' },
};

async function run(
  more: {
    plan?: Partial<Plan>;
    image?: object;
    uploaded?: boolean;
    object?: Buffer;
    /** Put in its place once it counts as uploaded. */
    replacedBy?: Buffer;
    onProgress?: (progress: Progress) => void;
  },
  faults: object = {},
): Promise<{ runner: Runner; cloud: Cloud; seen: Progress[] }> {
  const quick = { timetable: { importMs: 80, checkMs: 40, copyMs: 40, instanceMs: 80 } };
  bench = await openBench({ ...quick, ...faults });
  folder = await mkdtemp(join(tmpdir(), 'cloud-stages-'));
  await ossClient(bench.cloud).put(key, more.object ?? bootDisk());
  const { url, accessKeyId, accessKeySecret } = bench.cloud;
  const cloud = openAlibaba({ accessKeyId, accessKeySecret }, { kind: 'practice', url });
  const { bytes = 0, crc64 = '' } = (await cloud.objects(region, 'migration-demo').head(key)) ?? {};
  if (more.replacedBy !== undefined) await ossClient(bench.cloud).put(key, more.replacedBy);
  const clock: Clock = {
    now: systemClock.now,
    wait: (ms, signal) => systemClock.wait(Math.min(ms, 10), signal),
  };
  const record: MigrationRecord = {
    schema: 1,
    id: 'mig-abcdefabcdef',
    created: new Date().toISOString(),
    name: 'web01',
    plan: planSchema.parse({
      schema: 1,
      name: 'web01',
      disks: [],
      existing: [{ key, role: 'system', sizeGiB: 40 }],
      target: { account: 'practice', region, bucket: 'migration-demo', object: key, format: 'raw' },
      image: {
        name: 'web01',
        osType: 'linux',
        platform: 'CentOS',
        architecture: 'x86_64',
        bootMode: 'BIOS',
        systemDiskGiB: 40,
        licenseType: 'BYOL',
        tags: [{ key: 'team', value: 'web' }],
        resourceGroupId: 'rg-practiceweb',
        ...more.image,
      },
      ...more.plan,
    }),
    stages: pendingStages(),
    checkpoints:
      more.uploaded === true ? { upload: { objects: [{ bucket: 'migration-demo', key, crc64, bytes }] } } : {},
    removedObjects: [],
  };
  const seen: Progress[] = [];
  const bugs: unknown[] = [];
  await saveRecord(folder, record);
  const runner = new Runner({
    job: jobOf(record, folder, clock, (error) => bugs.push(error)),
    stages,
    tools: { clock, cloud: () => Promise.resolve(cloud) } as unknown as Tools,
    retryMs: [],
    onProgress(progress) {
      seen.push(progress);
      more.onProgress?.(progress);
    },
    onDone: () => Promise.resolve(),
  });
  await runner.start();
  await runner.settled();
  expect(bugs).toEqual([]);
  return { runner, cloud, seen };
}
const atOf = ({ record }: Runner): string[] => Object.values(record.stages).map(({ at }) => at);

it('an object in the bucket becomes an image with tags and group, checked, with a trial instance', async () => {
  // long enough to be seen at it
  const timetable = { importMs: 800, checkMs: 40, instanceMs: 80 };
  const { runner, cloud, seen } = await run({ plan: { launch } }, { timetable });
  expect(atOf(runner)).toEqual(['skipped', 'skipped', 'skipped', 'done', 'done', 'done']);
  expect(runner.record.stages.convert).toEqual({ at: 'skipped', because: 'not-needed' });
  const [image] = await cloud.library(region).list('self');
  expect(image).toMatchObject({ name: 'web01', tags: [{ key: 'team', value: 'web' }] });
  const view = viewOf(runner.record, { busy: false, progress: undefined }, () => '');
  expect(view.instance).toMatchObject({
    name: 'web01-trial',
    publicIp: expect.stringMatching(/^203/) as string,
  });
  expect(view.leftovers).toEqual([]);
  // the snapshot says failed while the import runs, and that is shown, not feared
  expect(seen.some(({ snapshot }) => snapshot?.status === 'failed')).toBe(true);
  const stopped = { at: 'paused', attempt: 1, because: 'asked' } as const;
  const stages = { ...runner.record.stages, launch: stopped };
  await runner.job.hold(() => runner.job.save({ stages }));
  await runner.cancel();
  expect(await cloud.instances(region).instance(view.instance?.instanceId ?? '')).toBeUndefined();
});

it('an image without a check, or with one that is not offered, is done without one', async () => {
  const { runner } = await run({ image: { imageCheck: false } });
  expect(runner.record.stages.check).toEqual({ at: 'skipped', because: 'not-asked-for' });
});

it('a system ECS does not check is imported without', async () => {
  const code = 'ImageCheckUnsupported.WindowsImage';
  const rules = [{ match: { action: 'ImportImage' }, times: 1, fault: { status: 403, code } }];
  const { runner } = await run({}, { rules });
  expect(runner.record.stages.import.at).toBe('done');
  expect(runner.record.checkpoints.import?.unchecked).toBe(true);
});

it('waits for a role that was made a moment ago, however the service spells it', async () => {
  const refuse = (code: string, skip: number) => ({
    match: { action: 'ImportImage' },
    skip,
    times: 1,
    fault: { status: 403, code },
  });
  const rules = [refuse('NoSetRoletoECSServiceAcount', 0), refuse('NoSetRoletoECSServiceAccount', 1)];
  const { runner, seen } = await run({}, { rules });
  expect(runner.record.stages.import.at).toBe('done');
  expect(seen.some(({ doing }) => doing === 'waiting-for-role')).toBe(true);
});

it('does not wait for a role that is not there', async () => {
  const { runner } = await run({}, { world: { role: 'missing' } });
  expect(runner.record.stages.import).toMatchObject({
    at: 'failed',
    failure: { code: 'account.role-missing' },
  });
  const asked = (await requestsOf(bench.cloud)).filter(({ action }) => action === 'ImportImage');
  expect(asked).toHaveLength(1);
});

/** Of the same size; another server could boot from it. */
function otherDisk(): Buffer {
  const disk = bootDisk();
  disk.write('another server', 1_000_000);
  return disk;
}
const replaced = { at: 'failed', failure: { code: 'cloud.object-replaced', facts: { bucket: 'migration-demo', key } } };

it.each([
  ['of the same size', otherDisk()],
  ['of another size', bootDisk().subarray(0, 2 ** 20)],
])('does not import an object %s that was put in the place of the uploaded one', async (_, replacedBy) => {
  const { runner, cloud } = await run({ uploaded: true, replacedBy });
  expect(runner.record.stages.import).toMatchObject(replaced);
  expect(await cloud.library(region).list('self')).toEqual([]);
  expect((await requestsOf(bench.cloud)).filter(({ action }) => action === 'ImportImage')).toEqual([]);
  expect((await ossClient(bench.cloud).get(key)).content).toEqual(replacedBy);
});

it.each([
  ['uploaded', true],
  ['there before', false],
])('keeps no image of an object that was %s and was replaced while ECS read it', async (_, uploaded) => {
  let replacing: Promise<unknown> | undefined;
  const { runner, cloud } = await run(
    {
      uploaded,
      onProgress({ doing }) {
        if (doing === 'importing') replacing ??= ossClient(bench.cloud).put(key, otherDisk());
      },
    },
    { timetable: { importMs: 1_500, checkMs: 40 } },
  );
  await replacing;
  expect(runner.record.stages.import).toMatchObject(replaced);
  expect(runner.record.checkpoints.import).toBeUndefined();
  expect(await cloud.library(region).list('self')).toEqual([]);
  expect((await ossClient(bench.cloud).get(key)).content).toEqual(otherDisk());
});

it('removes the object once the image is there, if the plan wishes so', async () => {
  const { runner } = await run({ plan: { keepObject: false }, uploaded: true });
  expect((await ossClient(bench.cloud).list({ 'max-keys': 10 }, {})).objects ?? []).toEqual([]);
  expect(viewOf(runner.record, { busy: false, progress: undefined }, () => '').leftovers).toEqual([]);
});

it('never removes an object that is not ours, nor one whose import failed', async () => {
  await run({ plan: { keepObject: false } });
  expect((await ossClient(bench.cloud).list({ 'max-keys': 10 }, {})).objects).toHaveLength(1);
  await bench.close();
  await rm(folder, { recursive: true });
  const form = {
    target: { account: 'practice', region, bucket: 'migration-demo', object: key, format: 'raw' as const },
  };
  const world = { world: { importNotForAccount: true } };
  const { runner } = await run({ plan: { ...form, keepObject: false }, uploaded: true }, world);
  expect(runner.record.stages.import).toMatchObject({ failure: { code: 'cloud.import-not-offered' } });
  expect((await ossClient(bench.cloud).list({ 'max-keys': 10 }, {})).objects).toHaveLength(1);
});

it('a sold out type fails the launch and keeps the image', async () => {
  const { runner, cloud } = await run({ plan: { launch } }, { world: { soldOut: ['ecs.c7.large'] } });
  expect(runner.record.stages.launch).toMatchObject({ at: 'failed', failure: { code: 'cloud.no-stock' } });
  expect(await cloud.library(region).list('self')).toHaveLength(1);
});

it('says why ECS could not make an image of the object, and leaves no image', async () => {
  const { runner } = await run({ object: Buffer.from('QFI\xfb\0\0\0\x03'.padEnd(512, '\0'), 'latin1') });
  expect(runner.record.stages.import).toMatchObject({
    at: 'failed',
    failure: { code: 'cloud.import-failed', facts: { code: 'InvalidImageFormat.Malformed' } },
  });
  expect(runner.record.checkpoints.import).toBeUndefined();
  const asked = (await requestsOf(bench.cloud)).map(({ action }) => action);
  expect(asked.filter((action) => action === 'DeleteImage')).toHaveLength(1);
});
