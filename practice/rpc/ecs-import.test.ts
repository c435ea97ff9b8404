import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as $Ecs from '@alicloud/ecs20140526';
import * as $Ram from '@alicloud/ram20150501';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runChild } from '../../main/core/base/child.ts';
import { errorOf, openBench, ossClient, sdkClients, type Bench } from '../test-help.ts';

const MiB = 2 ** 20;
const quick = { timetable: { importMs: 60, checkMs: 30 } };
const region = 'cn-hangzhou';
let bench: Bench;

async function start(faults: object = quick): Promise<void> {
  await bench.close();
  bench = await openBench(faults);
}
beforeEach(async () => {
  bench = await openBench(quick);
});
afterEach(() => bench.close());

/** A disk of `virtual` with this first sector, in the format asked for, put into the demo bucket. */
async function putDisk(
  key: string,
  options: { format?: string; how?: string; virtualMiB?: number; first?: Buffer } = {},
): Promise<void> {
  const { format = 'qcow2', how, virtualMiB = 8, first = bootableMbr() } = options;
  const { writeFileSync, truncateSync } = await import('node:fs');
  const raw = join(bench.folder, 'disk.bin');
  writeFileSync(raw, first);
  truncateSync(raw, virtualMiB * MiB);
  const out = join(bench.folder, 'disk.out');
  const args = ['convert', '-f', 'raw', '-O', format, ...(how === undefined ? [] : how.split(' ')), raw, out];
  expect((await runChild({ program: 'qemu-img', args })).exitCode).toBe(0);
  await ossClient(bench.cloud).put(key, readFileSync(out));
}

/** Boot code, one active Linux partition, boot signature. */
function bootableMbr(options: { active?: boolean; code?: boolean; type?: number } = {}): Buffer {
  const sector = Buffer.alloc(512);
  if (options.code !== false) sector.fill(0x90, 0, 100);
  sector[446] = options.active === false ? 0 : 0x80;
  sector[450] = options.type ?? 0x83;
  sector.writeUInt32LE(2048, 454);
  sector.writeUInt32LE(65_536, 458);
  sector.writeUInt16BE(0x55aa, 510);
  return sector;
}

interface Form {
  bucket?: string;
  key?: string;
  format?: string;
  size?: number;
}
function form(disk: Form = {}, more: Record<string, unknown> = {}): $Ecs.ImportImageRequest {
  const mapping = new $Ecs.ImportImageRequestDiskDeviceMapping({
    OSSBucket: disk.bucket ?? 'migration-demo',
    OSSObject: disk.key ?? 'disk.qcow2',
    format: disk.format ?? 'QCOW2',
    diskImageSize: disk.size ?? 20,
  });
  return new $Ecs.ImportImageRequest({
    regionId: region,
    imageName: 'my-server',
    OSType: 'linux',
    platform: 'CentOS',
    architecture: 'x86_64',
    bootMode: 'BIOS',
    licenseType: 'BYOL',
    detectionStrategy: 'Standard',
    roleName: 'AliyunECSImageImportDefaultRole',
    diskDeviceMapping: [mapping],
    ...more,
  });
}

const ecs = (): $Ecs.default => sdkClients(bench.cloud).ecs;
const taskOf = async (taskId: string): Promise<$Ecs.DescribeTaskAttributeResponseBody> =>
  (await ecs().describeTaskAttribute(new $Ecs.DescribeTaskAttributeRequest({ regionId: region, taskId }))).body!;
async function imagesWith(filter: Record<string, unknown>): Promise<$Ecs.DescribeImagesResponseBodyImagesImage[]> {
  const answer = await ecs().describeImages(new $Ecs.DescribeImagesRequest({ regionId: region, ...filter }));
  return answer.body?.images?.image ?? [];
}
async function ended(taskId: string): Promise<$Ecs.DescribeTaskAttributeResponseBody> {
  for (;;) {
    const task = await taskOf(taskId);
    if (task.taskStatus !== 'Processing') return task;
  }
}
async function imported(
  disk: Form = {},
  more: Record<string, unknown> = {},
): Promise<{ taskId: string; imageId: string }> {
  const { body } = await ecs().importImage(form(disk, more));
  return { taskId: body!.taskId!, imageId: body!.imageId! };
}
async function failureOf(taskId: string): Promise<string | undefined> {
  const task = await ended(taskId);
  expect(task.taskStatus).toBe('Failed');
  return task.operationProgressSet?.operationProgress?.[0]?.errorCode;
}
async function checkOf(imageId: string): Promise<Map<string | undefined, string>> {
  for (;;) {
    const [image] = await imagesWith({ imageId });
    if (image?.detectionOptions?.status !== 'Finished') continue;
    const items = image.detectionOptions.items?.item ?? [];
    return new Map(
      items.map((item) => [item.name, `${item.value} ${item.riskLevel ?? 'fine'} ${item.riskCode ?? ''}`.trim()]),
    );
  }
}

describe('importing', () => {
  it.each([
    ['QCOW2', 'disk.qcow2', { format: 'qcow2' }],
    ['QCOW2', 'compressed.qcow2', { format: 'qcow2', how: '-c' }],
    ['QCOW2', 'old.qcow2', { format: 'qcow2', how: '-o compat=0.10' }],
    ['VHD', 'dynamic.vhd', { format: 'vpc', how: '-o force_size=on' }],
    ['VHD', 'fixed.vhd', { format: 'vpc', how: '-o force_size=on,subformat=fixed' }],
    ['RAW', 'disk.raw', { format: 'raw' }],
  ])('a %s disk (%s) becomes an image, and is then checked', async (format, key, how) => {
    await putDisk(key, how);
    const { taskId, imageId } = await imported({ key, format });
    const running = await taskOf(taskId);
    expect(running.taskProcess).toMatch(/^\d+%$/);
    expect(await ended(taskId)).toMatchObject({
      taskStatus: 'Finished',
      taskProcess: '100%',
      supportCancel: 'false',
    });
    expect(await imagesWith({})).toMatchObject([
      { imageId, imageName: 'my-server', status: 'Available', progress: '100%' },
    ]);
    expect(Object.fromEntries(await checkOf(imageId))).toEqual({
      'GUESTOS.Platform': 'CentOS fine',
      'GUESTOS.Architecture': 'x86_64 fine',
      'GUESTOS.SystemImage': 'MBR, 1 partition fine',
      'GUESTOS.BootMode': 'LEGACY fine',
    });
  });

  it('hides the image while it is made, unless its state is asked for', async () => {
    await start({ timetable: { importMs: 60_000 } });
    await putDisk('disk.qcow2');
    const { imageId, taskId } = await imported();
    expect(await imagesWith({ imageId })).toEqual([]);
    expect(await imagesWith({ imageId, status: 'Creating,Waiting,Available' })).toMatchObject([{ status: 'Creating' }]);
    const remove = (): Promise<unknown> =>
      ecs().deleteImage(new $Ecs.DeleteImageRequest({ regionId: region, imageId }));
    expect(await errorOf(remove())).toMatchObject({ code: 'ImageIsImporting' });
    await ecs().cancelTask(new $Ecs.CancelTaskRequest({ regionId: region, taskId }));
    expect(await taskOf(taskId)).toMatchObject({ taskStatus: 'Failed' });
    expect(await imagesWith({ imageId, status: 'ALL' })).toEqual([]);
    const again = ecs().cancelTask(new $Ecs.CancelTaskRequest({ regionId: region, taskId }));
    expect(await errorOf(again)).toMatchObject({
      code: 'InvalidTaskId.IncorrectTaskStatus',
      statusCode: 403,
    });
  });

  it('goes on after a restart as if nothing had happened', async () => {
    await start({ timetable: { importMs: 60_000 } });
    await putDisk('disk.qcow2');
    const { taskId, imageId } = await imported();
    bench = await bench.restart(quick);
    expect((await taskOf(taskId)).taskStatus).toBe('Processing');
    expect(await imagesWith({ imageId, status: 'ALL' })).toMatchObject([{ status: 'Creating' }]);
    expect((await ossClient(bench.cloud).head('disk.qcow2')).status).toBe(200);
  });

  it('gives no check report that was not asked for', async () => {
    await putDisk('disk.qcow2');
    const { taskId, imageId } = await imported({}, { detectionStrategy: undefined });
    await ended(taskId);
    expect((await imagesWith({ imageId }))[0]?.detectionOptions).toBeUndefined();
  });

  it('starts one import for one token', async () => {
    await putDisk('disk.qcow2');
    const first = await imported({}, { clientToken: 'one' });
    expect(await imported({}, { clientToken: 'one' })).toEqual(first);
    expect(await errorOf(imported({ size: 30 }, { clientToken: 'one' }))).toMatchObject({
      code: 'IdempotentParameterMismatch',
    });
  });

  it('fails when the object is taken away meanwhile', async () => {
    await start({ timetable: { importMs: 60_000 } });
    await putDisk('disk.qcow2');
    const { taskId } = await imported();
    await ossClient(bench.cloud).delete('disk.qcow2');
    expect(await failureOf(taskId)).toBe('InvalidOSSObject.NotFound');
  });
});

describe('a disk that cannot become an image fails its task', () => {
  it('another format than the form says', async () => {
    await putDisk('disk.qcow2', { format: 'raw' });
    expect(await failureOf((await imported()).taskId)).toBe('InvalidImageFormat.Malformed');
  });
  it('larger than the form says', async () => {
    await putDisk('disk.qcow2', { virtualMiB: 1025 });
    const { taskId, imageId } = await imported({ size: 1 });
    expect(await failureOf(taskId)).toBe('InvalidImageSize');
    expect(await imagesWith({ imageId, status: 'ALL' })).toMatchObject([{ status: 'CreateFailed' }]);
  });
  it('with a backing file', async () => {
    await putDisk('disk.qcow2');
    const child = join(bench.folder, 'child.qcow2');
    const args = ['create', '-q', '-f', 'qcow2', '-F', 'qcow2', '-b', join(bench.folder, 'disk.out'), child];
    expect((await runChild({ program: 'qemu-img', args })).exitCode).toBe(0);
    await ossClient(bench.cloud).put('disk.qcow2', readFileSync(child));
    expect(await failureOf((await imported()).taskId)).toBe('InvalidImageFormat.NotSupported');
  });
  it('with its end missing', async () => {
    await putDisk('disk.qcow2', { first: Buffer.alloc(MiB, 7) });
    const whole = (await ossClient(bench.cloud).get('disk.qcow2')).content as Buffer;
    await ossClient(bench.cloud).put('disk.qcow2', whole.subarray(0, whole.length - 2 * 65_536));
    expect(await failureOf((await imported()).taskId)).toBe('InvalidImageFormat.Malformed');
  });
  it('a VHD whose size and table differ is refused at once', async () => {
    await putDisk('disk.vhd', { format: 'vpc' });
    expect(await errorOf(imported({ key: 'disk.vhd', format: 'VHD' }))).toMatchObject({
      code: 'InvalidVHDImage.IncorrectSize',
      statusCode: 403,
    });
  });
});

describe('the check report says what is on the disk', () => {
  const cases: [string, Buffer, Record<string, string>, string, string][] = [
    [
      'nothing to start from',
      Buffer.alloc(512),
      {},
      'GUESTOS.SystemImage',
      'no partition table and no boot sector High SystemImage.NotBootable',
    ],
    ['no boot code', bootableMbr({ code: false }), {}, 'GUESTOS.BootMode', 'none High BootMode.NotMatched'],
    [
      'BIOS disk, UEFI form',
      bootableMbr(),
      { bootMode: 'UEFI' },
      'GUESTOS.BootMode',
      'LEGACY High BootMode.NotMatched',
    ],
    [
      'EFI partition, UEFI form',
      bootableMbr({ type: 0xef, code: false }),
      { bootMode: 'UEFI' },
      'GUESTOS.BootMode',
      'UEFI fine',
    ],
    [
      'Windows without an active partition',
      bootableMbr({ active: false, type: 7 }),
      { OSType: 'windows', platform: 'Windows Server 2019' },
      'GUESTOS.BootMode',
      'LEGACY High BootMode.NoActivePartition',
    ],
  ];
  it.each(cases)('%s', async (_, first, more, name, found) => {
    await putDisk('disk.qcow2', { first });
    const { imageId } = await imported({}, more);
    expect((await checkOf(imageId)).get(name)).toBe(found);
  });
});

describe('ImportImage refuses', () => {
  const cases: [string, Form, Record<string, unknown>, string][] = [
    ['a name with a space', {}, { imageName: 'my server' }, 'InvalidImageName.Malformed'],
    ['a name of the service', {}, { imageName: 'aliyun-mine' }, 'InvalidImageName.Malformed'],
    ['an unknown platform', {}, { platform: 'BeOS' }, 'InvalidPlatform.Malformed'],
    ['a size out of range', { size: 4096 }, {}, 'InvalidImageSize'],
    ['an object of another kind', { key: 'disk.iso' }, {}, 'UnsupportedSuffix.OSSObject'],
    ['an object that is not there', { key: 'other.qcow2' }, {}, 'InvalidOSSObject.NotFound'],
    ['a bucket that is not there', { bucket: 'no-such-bucket' }, {}, 'InvalidOSSBucket.NotFound'],
    ['a bucket of another region', { bucket: 'migration-demo-shanghai' }, {}, 'InvalidOSSBucket.NotMatched'],
    ['an encrypted bucket', { bucket: 'migration-encrypted' }, {}, 'InvalidOSSBucket.EncryptUnsupported'],
    ['an unknown region', {}, { regionId: 'cn-nowhere' }, 'InvalidRegionId.NotFound'],
    ['BIOS on arm64', {}, { architecture: 'arm64' }, 'InvalidBootMode.NotSupport'],
    [
      'a bought licence for a BYOL system',
      {},
      { platform: 'RedHat', licenseType: 'Aliyun' },
      'InvalidLicenseType.BYOLOnly',
    ],
    ['nothing, when it is a dry run', {}, { dryRun: true }, 'DryRunOperation'],
  ];
  it.each(cases)('%s', async (_, disk, more, code) => {
    await putDisk('disk.qcow2');
    const error = await errorOf(imported(disk, more));
    expect(error).toMatchObject({ code });
    expect(error['data']).toMatchObject({
      Code: code,
      HostId: expect.stringContaining('ecs.') as string,
      Recommend: expect.any(String) as string,
    });
    expect(await imagesWith({ status: 'ALL' })).toEqual([]);
  });

  it('a second image of the same name, until the first is deleted', async () => {
    await putDisk('disk.qcow2');
    const { taskId, imageId } = await imported();
    expect(await errorOf(imported())).toMatchObject({ code: 'InvalidImageName.Duplicated', statusCode: 400 });
    await ended(taskId);
    await ecs().deleteImage(new $Ecs.DeleteImageRequest({ regionId: region, imageId }));
    await imported();
  });

  it('more images than the quota', async () => {
    await start({ ...quick, world: { imageQuota: 1 } });
    await putDisk('disk.qcow2');
    await imported();
    expect(await errorOf(imported({}, { imageName: 'another' }))).toMatchObject({
      code: 'QuotaExceed.Image',
      statusCode: 403,
    });
  });

  it('until ECS has the role, and the role the right', async () => {
    await start({ ...quick, world: { roleMissing: true } });
    await putDisk('disk.qcow2');
    const { ram } = sdkClients(bench.cloud);
    const roleName = 'AliyunECSImageImportDefaultRole';
    expect(await errorOf(ram.getRole(new $Ram.GetRoleRequest({ roleName })))).toMatchObject({
      code: 'EntityNotExist.Role',
      statusCode: 404,
    });
    expect(await errorOf(imported())).toMatchObject({ code: 'NoSetRoletoECSServiceAcount', statusCode: 403 });
    const assumeRolePolicyDocument = JSON.stringify({
      Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: ['ecs.aliyuncs.com'] } }],
      Version: '1',
    });
    await ram.createRole(new $Ram.CreateRoleRequest({ roleName, assumeRolePolicyDocument }));
    expect(await errorOf(imported())).toMatchObject({ code: 'InvalidOSS.NotAuthorized' });
    const policy = { policyType: 'System', policyName: 'AliyunECSImageImportRolePolicy', roleName };
    await ram.attachPolicyToRole(new $Ram.AttachPolicyToRoleRequest(policy));
    expect(await errorOf(ram.attachPolicyToRole(new $Ram.AttachPolicyToRoleRequest(policy)))).toMatchObject({
      code: 'EntityAlreadyExists.Role.Policy',
    });
    const listed = await ram.listPoliciesForRole(new $Ram.ListPoliciesForRoleRequest({ roleName }));
    expect(listed.body?.policies?.policy).toMatchObject([{ policyName: policy.policyName }]);
    await imported();
  });
});

it('lists tasks by image', async () => {
  await putDisk('disk.qcow2');
  const { taskId, imageId } = await imported();
  const listed = await ecs().describeTasks(new $Ecs.DescribeTasksRequest({ regionId: region, resourceIds: [imageId] }));
  expect(listed.body).toMatchObject({
    totalCount: 1,
    taskSet: { task: [{ taskId, taskAction: 'ImportImage' }] },
  });
});
