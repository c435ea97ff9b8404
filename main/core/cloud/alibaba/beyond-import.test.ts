/** Roles, rights, the images room and instances through the real SDKs, against the practice cloud. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetRoleRequest, UpdateRoleRequest } from '@alicloud/ram20150501';
import { afterEach, describe, expect, it } from 'vitest';
import { secondAccessKeyId, secondAccessKeySecret, secondAccountId } from '../../../../practice/demo-keys.ts';
import { startPracticeCloud, type PracticeCloud } from '../../../../practice/practice-cloud.ts';
import { sdkClients } from '../../../../practice/test-help.ts';
import type { Cloud } from '../cloud.ts';
import type { LaunchRequest } from '../instances.ts';
import { openAlibaba } from './open-alibaba.ts';

const region = 'cn-hangzhou';
const quick = { timetable: { copyMs: 60, instanceMs: 60 } };
let practice: PracticeCloud;
let folder: string;

async function open(faults: object = quick): Promise<{ cloud: Cloud; second: Cloud }> {
  folder = await mkdtemp(join(tmpdir(), 'cloud-side-'));
  const faultsFile = join(folder, 'faults.json');
  await writeFile(faultsFile, JSON.stringify(faults));
  practice = await startPracticeCloud({ folder: join(folder, 'world'), faultsFile });
  const endpoint = { kind: 'practice', url: practice.url } as const;
  const { accessKeyId, accessKeySecret } = practice;
  return {
    cloud: openAlibaba({ accessKeyId, accessKeySecret }, endpoint),
    second: openAlibaba({ accessKeyId: secondAccessKeyId, accessKeySecret: secondAccessKeySecret }, endpoint),
  };
}
afterEach(async () => {
  await practice.close();
  await rm(folder, { recursive: true });
});

async function until<T>(ask: () => Promise<T>, good: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (good(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
const denied = (error: unknown): string => (error as { code: string }).code;

describe('the role', () => {
  it.each(['missing', 'untrusted', 'without-policy'])('is put right when it is %s', async (role) => {
    const { cloud } = await open({ world: { role } });
    await cloud.setUpRole('import');
    await cloud.setUpRole('import');
    expect(await cloud.role('import')).toEqual({
      present: true,
      trusted: true,
      policies: ['AliyunECSImageImportRolePolicy'],
    });
  });

  it('keeps whom else it trusts, and is left alone where it refuses ECS outright', async () => {
    const { cloud } = await open();
    const { ram } = sdkClients(practice);
    const roleName = 'AliyunECSImageImportDefaultRole';
    const trust = async (...Statement: object[]): Promise<void> => {
      const newAssumeRolePolicyDocument = JSON.stringify({ Version: '1', Statement });
      await ram.updateRole(new UpdateRoleRequest({ roleName, newAssumeRolePolicyDocument }));
    };
    const document = async (): Promise<string | undefined> =>
      (await ram.getRole(new GetRoleRequest({ roleName }))).body?.role?.assumeRolePolicyDocument;
    const other = { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { RAM: ['acs:ram::1000000000000002:root'] } };
    await trust(other);
    await cloud.setUpRole('import');
    expect(await cloud.role('import')).toMatchObject({ trusted: true });
    expect(JSON.parse((await document()) ?? '')).toMatchObject({ Statement: [other, {}] });

    await trust({ Action: 'sts:AssumeRole', Effect: 'Deny', Principal: { Service: ['ecs.aliyuncs.com'] } });
    const before = await document();
    await expect(cloud.setUpRole('import')).rejects.toMatchObject({ code: 'account.role-untrusted' });
    expect(await document()).toBe(before);
  });

  it('for exports is another one', async () => {
    const { cloud } = await open();
    expect(await cloud.role('export')).toMatchObject({ present: false });
    await cloud.setUpRole('export');
    expect((await cloud.role('export')).policies).toEqual(['AliyunECSImageExportRolePolicy']);
  });

  it('says which right is missing to look at it', async () => {
    const { cloud } = await open({ world: { denied: ['ram:GetRole'] } });
    await expect(cloud.role('import')).rejects.toMatchObject({
      code: 'account.forbidden',
      facts: { action: 'ram:GetRole' },
    });
  });
});

it('lists are read to their last page', async () => {
  const { cloud } = await open({ world: { crowded: 120 } });
  const instances = cloud.instances(region);
  const vpc = `vpc-practice-${region}`;
  const lists = {
    networks: (await instances.networks()).map(({ id }) => id),
    switches: (await instances.switches(vpc)).map(({ id }) => id),
    securityGroups: (await instances.securityGroups(vpc)).map(({ id }) => id),
    keyPairs: await instances.keyPairs(),
    groups: (await cloud.resourceGroups()).map(({ id }) => id),
    snapshots: (await cloud.images(region).snapshots(undefined)).map(({ snapshotId }) => snapshotId),
  };
  for (const [name, found] of Object.entries(lists)) {
    expect(found.length, name).toBeGreaterThan(120);
    expect(new Set(found).size, name).toBe(found.length);
    expect(found, name).toContainEqual(expect.stringMatching(/crowd.*0120$/));
  }
});

describe('rights', () => {
  it('are all found when nothing is denied, and change nothing', async () => {
    const { cloud } = await open();
    for (const probe of cloud.rightProbes(region, 'migration-demo'))
      expect([probe.action, await probe.allowed()]).toEqual([probe.action, 'yes']);
    expect(await cloud.library(region).list('self')).toEqual([]);
    expect(await cloud.objects(region, 'migration-demo').listUploads('ecs-image-migrator')).toEqual([]);
  });

  it('that are missing are named', async () => {
    const missing = [
      'ecs:ImportImage',
      'ecs:CopyImage',
      'oss:PutObject',
      'oss:DeleteObject',
      'ram:GetRole',
      'vpc:DescribeVpcs',
    ];
    const { cloud } = await open({ world: { denied: missing } });
    const found: string[] = [];
    for (const probe of cloud.rightProbes(region, 'migration-demo'))
      if ((await probe.allowed()) === 'no') found.push(probe.action);
    expect(found.sort()).toEqual([...missing].sort());
  });
});

describe('images', () => {
  it('are made of an instance or of snapshots with a system disk', async () => {
    const { cloud } = await open();
    const library = cloud.library(region);
    const token = 'token-1';
    const wish = {
      name: 'from-web01',
      source: { kind: 'instance', instanceId: 'i-practiceweb01' },
      check: true,
      clientToken: token,
    } as const;
    const { imageId } = await library.create(wish);
    expect(await library.create(wish)).toEqual({ imageId });
    await until(
      () => cloud.images(region).image(imageId),
      (image) => image?.status === 'Available',
    );
    const data = { kind: 'snapshots', snapshotIds: ['s-practicedata'] } as const;
    const refused = library.create({ name: 'from-data', source: data, check: false, clientToken: 'token-2' });
    await expect(refused).rejects.toMatchObject({ facts: { code: 'InvalidSnapshot.NotSystemDisk' } });
    const both = { kind: 'snapshots', snapshotIds: ['s-practicesystem', 's-practicedata'] } as const;
    await library.create({ name: 'from-both', source: both, check: false, clientToken: 'token-3' });
    expect((await library.list('self')).map(({ name }) => name)).toEqual(['from-both', 'from-web01']);
  });

  it('are copied to several regions, each with its own fate, and a copy can be stopped', async () => {
    const { cloud } = await open({ ...quick, world: { images: ['base'], copyFailsTo: ['cn-beijing'] } });
    const [base] = await cloud.library(region).list('self');
    const copy = (toRegion: string): Promise<{ imageId: string }> =>
      cloud.library(region).copy({ imageId: base!.imageId, toRegion, name: 'copy', clientToken: toRegion });
    const good = await copy('cn-shanghai');
    const bad = await copy('cn-beijing');
    const end = async (where: string, imageId: string): Promise<string | undefined> =>
      (
        await until(
          () => cloud.images(where).image(imageId),
          (image) => image?.status !== 'Creating',
        )
      )?.status;
    expect(await end('cn-shanghai', good.imageId)).toBe('Available');
    expect(await end('cn-beijing', bad.imageId)).toBe('CreateFailed');
    await cloud.library('cn-shanghai').cancelCopy(good.imageId);
  });

  it('no longer wanted while it is copied leaves nothing there', async () => {
    const { cloud } = await open({ timetable: { copyMs: 600_000 }, world: { images: ['base'] } });
    const [base] = await cloud.library(region).list('self');
    const { imageId } = await cloud
      .library(region)
      .copy({ imageId: base!.imageId, toRegion: 'cn-shenzhen', name: 'copy', clientToken: 'token' });
    await cloud.library('cn-shenzhen').cancelCopy(imageId);
    expect(await cloud.images('cn-shenzhen').image(imageId)).toBeUndefined();
  });

  it('are shared and seen, copied and no longer shared', async () => {
    const { cloud, second } = await open({ ...quick, world: { images: ['base'] } });
    const [base] = await cloud.library(region).list('self');
    const { imageId } = base!;
    await cloud.library(region).changeShares(imageId, { add: [secondAccountId], remove: [] });
    expect(await cloud.library(region).shares(imageId)).toEqual([secondAccountId]);
    expect(await second.library(region).list('others')).toMatchObject([{ imageId, name: 'base' }]);
    const own = await second.library(region).copy({ imageId, toRegion: region, name: 'mine', clientToken: 't' });
    await until(
      () => second.images(region).image(own.imageId),
      (image) => image?.status === 'Available',
    );
    await expect(
      second.library(region).copy({ imageId, toRegion: 'cn-shanghai', name: 'far', clientToken: 'f' }),
    ).rejects.toMatchObject({ facts: { code: 'OperationDenied.SameRegionOnly' } });
    await cloud.library(region).changeShares(imageId, { add: [], remove: [secondAccountId] });
    expect(await second.library(region).list('others')).toEqual([]);
    const self = cloud.library(region).changeShares(imageId, { add: [(await cloud.identity()).accountId], remove: [] });
    await expect(self).rejects.toMatchObject({ code: 'cloud.share-refused' });
  });
});

describe('an instance', () => {
  const wish = (imageId: string): LaunchRequest => ({
    imageId,
    name: 'trial',
    instanceType: 'ecs.c7.large',
    vSwitchId: `vsw-practice-${region}-h`,
    securityGroupId: `sg-practice-${region}`,
    diskCategory: 'cloud_essd',
    publicAddress: true,
    signIn: { kind: 'inherit' },
    clientToken: 'launch-1',
  });

  it('is started once, runs, has an address, and is released', async () => {
    const { cloud } = await open({ ...quick, world: { images: ['base'], soldOut: ['ecs.g7.large'] } });
    const instances = cloud.instances(region);
    const [image] = await cloud.library(region).list('self');
    const types = await instances.types(image!.imageId);
    expect(types.map(({ id }) => id)).not.toContain('ecs.g8y.large');
    expect(types.find(({ id }) => id === 'ecs.g7.large')?.zones).toEqual([]);
    expect(types.find(({ id }) => id === 'ecs.c7.large')?.zones).toHaveLength(2);
    const [network] = await instances.networks();
    const [first] = await instances.switches(network!.id);
    expect(first?.zone).toBe('cn-hangzhou-h');
    expect(await instances.securityGroups(network!.id)).toHaveLength(1);
    expect(await instances.diskCategories(first!.zone, 'ecs.c7.large')).toContain('cloud_essd');
    expect(await instances.keyPairs()).toEqual(['practice-key']);

    const request = wish(image!.imageId);
    await instances.dryRun(request);
    const { instanceId } = await instances.run(request);
    expect(await instances.run(request)).toEqual({ instanceId });
    const running = await until(
      () => instances.instance(instanceId),
      (one) => one?.status === 'Running',
    );
    expect(running?.publicIp).toMatch(/^203\.0\.113\./);
    await instances.release(instanceId);
    await instances.release(instanceId);
    expect(await instances.instance(instanceId)).toBeUndefined();
  });

  it('of a sold out type, or with a bad password, is refused by the dry run', async () => {
    const { cloud } = await open({ ...quick, world: { images: ['base'], soldOut: ['ecs.g7.large'] } });
    const [image] = await cloud.library(region).list('self');
    const instances = cloud.instances(region);
    const soldOut = instances.dryRun({ ...wish(image!.imageId), instanceType: 'ecs.g7.large' }).catch(denied);
    expect(await soldOut).toBe('cloud.no-stock');
    const signIn = { kind: 'password', password: 'short' } as const;
    await expect(instances.dryRun({ ...wish(image!.imageId), signIn })).rejects.toMatchObject({
      facts: { code: 'InvalidPassword.Malformed' },
    });
  });
});

it('resource groups and sessions of a role', async () => {
  const { cloud } = await open();
  expect((await cloud.resourceGroups()).map(({ id }) => id)).toContain('rg-practiceweb');
  const { accountId } = await cloud.identity();
  const session = await cloud.assumeRole({
    roleArn: `acs:ram::${accountId}:role/AliyunECSImageImportDefaultRole`,
    sessionName: 'migration',
    seconds: 900,
  });
  expect(session.expiresAtMs).toBeGreaterThan(Date.now());
  const own = openAlibaba(session.credentials, { kind: 'practice', url: practice.url });
  expect((await own.identity()).arn).toContain('assumed-role');
});
