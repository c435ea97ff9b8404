/** The cloud side of the contract, as the page asks it: over frames, through the real SDKs, against the practice cloud. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { accountCalls } from '../../../contract/accounts.ts';
import { imageCalls } from '../../../contract/images.ts';
import { trialCalls, type TrialWish } from '../../../contract/trial.ts';
import type { ClientOf } from '../../../contract/rpc.ts';
import { secondAccessKeyId, secondAccessKeySecret, secondAccountId } from '../../../practice/demo-keys.ts';
import { startPracticeCloud, type PracticeCloud } from '../../../practice/practice-cloud.ts';
import { Accounts, practiceAccount, type PracticeAccess } from '../accounts/accounts.ts';
import { openAlibaba } from '../cloud/alibaba/open-alibaba.ts';
import { accountService } from '../accounts/calls.ts';
import { Clouds } from '../accounts/clouds.ts';
import { imageService } from './calls.ts';

const cloudCalls = { ...accountCalls, ...imageCalls, ...trialCalls };
const region = 'cn-hangzhou';
const here = { account: practiceAccount, region };
const never = new AbortController().signal;
const quick = { copyMs: 60, instanceMs: 60 };
let practice: PracticeCloud;
let folder: string;
let answers: string[];

/** What is asked and answered is parsed as on a real channel, and remembered as text. */
async function open(world: object = {}): Promise<ClientOf<typeof cloudCalls>> {
  folder = await mkdtemp(join(tmpdir(), 'cloud-service-'));
  const faultsFile = join(folder, 'faults.json');
  await writeFile(faultsFile, JSON.stringify({ timetable: quick, world }));
  practice = await startPracticeCloud({ folder: join(folder, 'world'), faultsFile });
  const { url, accessKeyId, accessKeySecret } = practice;
  const access: PracticeAccess = { url, credentials: { accessKeyId, accessKeySecret } };
  const accounts = new Accounts(openAlibaba, undefined);
  const second = { name: 'second', accessKeyId: secondAccessKeyId, accessKeySecret: secondAccessKeySecret };
  await accounts.add({ ...second, keep: 'this-session' }, access, never);
  const clouds = new Clouds({
    accounts,
    practice: { kind: 'url', url },
    practiceOnly: true,
    access: () => Promise.resolve(access),
  });
  const service = {
    ...accountService({ accounts, clouds, keysGiven: () => Promise.resolve() }),
    ...imageService(clouds),
  };
  answers = [];
  return Object.fromEntries(
    Object.entries(cloudCalls).map(([name, { input, output }]) => [
      name,
      async (asked: unknown) => {
        const method = service[name as keyof typeof service] as (
          input: unknown,
          signal: AbortSignal,
        ) => Promise<unknown>;
        const answer = output.parse((await method(input.parse(asked), never)) ?? {});
        answers.push(JSON.stringify(answer));
        return answer;
      },
    ]),
  ) as unknown as ClientOf<typeof cloudCalls>;
}
afterEach(async () => {
  for (const answer of answers)
    for (const secret of [practice.accessKeySecret, secondAccessKeySecret]) expect(answer).not.toContain(secret);
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

describe('rights and roles', () => {
  it('names what is missing and gives a policy for just this bucket', async () => {
    const client = await open({ denied: ['ecs:ImportImage', 'oss:PutObject', 'ecs:RunInstances'] });
    const { rights, policy } = await client['accounts.rights']({ ...here, bucket: 'migration-demo' });
    const missing = rights.filter(({ allowed }) => allowed === 'no');
    expect(missing.map(({ action, needed }) => [action, needed])).toEqual([
      ['ecs:ImportImage', true],
      ['oss:PutObject', true],
      ['ecs:RunInstances', false],
    ]);
    const { Statement } = JSON.parse(policy) as { Statement: { Action: string[]; Resource: string }[] };
    const allowed = Statement.flatMap(({ Action }) => Action);
    for (const { action, needed } of rights) expect(allowed.includes(action)).toBe(needed);
    const put = Statement.find(({ Action }) => Action.includes('oss:PutObject'));
    expect(put?.Resource).toBe('acs:oss:*:1000000000000001:migration-demo/*');
    expect(allowed.some((action) => action.includes('*'))).toBe(false);
  });

  it('shows the role, makes it on somebody’s word, and says the way where there are no rights', async () => {
    const client = await open({ role: 'missing' });
    const asked = { account: practiceAccount, use: 'import' } as const;
    expect(await client['role.show'](asked)).toMatchObject({ present: false, trusted: false });
    expect(await client['role.create'](asked)).toMatchObject({
      present: true,
      trusted: true,
      attached: true,
    });
    const { consoleLink } = await client['role.show'](asked);
    const link = new URL(consoleLink);
    expect(link.host).toBe('ram.console.alibabacloud.com');
    expect(JSON.parse(link.searchParams.get('request') ?? '')).toMatchObject({
      Requests: { request1: { RoleName: 'AliyunECSImageImportDefaultRole' } },
    });
  });

  it('without the right to look still gives link and texts', async () => {
    const client = await open({ denied: ['ram:GetRole'] });
    const shown = await client['role.show']({ account: practiceAccount, use: 'import' });
    expect(shown.failure).toMatchObject({ code: 'account.forbidden', facts: { action: 'ram:GetRole' } });
    expect(JSON.parse(shown.trustPolicy)).toMatchObject({ Version: '1' });
    expect(shown.policyText).toContain('oss:GetObject');
  });
});

describe('images', () => {
  it('copies to two regions of which one is refused', async () => {
    const client = await open({ images: ['base'] });
    const [base] = await client['images.list']({ ...here, whose: 'self' });
    const to = [
      { region: 'cn-shanghai', name: 'base-copy' },
      { region: 'mars-north-1', name: 'base-copy' },
    ];
    const fates = await client['images.copy']({ ...here, imageId: base!.imageId, to });
    expect(fates[0]?.imageId).toMatch(/^m-/);
    expect(fates[1]).toMatchObject({ region: 'mars-north-1', failure: { code: 'cloud.refused' } });
    const there = { account: practiceAccount, region: 'cn-shanghai' };
    await until(
      () => client['images.list']({ ...there, whose: 'self' }),
      ([copy]) => copy?.status === 'Available' && copy.copied,
    );
  });

  it('shares with the second account, which sees it; and takes it back', async () => {
    const client = await open({ images: ['base'] });
    const [base] = await client['images.list']({ ...here, whose: 'self' });
    const image = { ...here, imageId: base!.imageId };
    const shared = await client['images.share']({ ...image, add: [secondAccountId], remove: [] });
    expect(shared).toEqual([secondAccountId]);
    const others = { account: 'second', region, whose: 'others' } as const;
    expect(await client['images.list'](others)).toHaveLength(1);
    expect(await client['images.share']({ ...image, add: [], remove: [secondAccountId] })).toEqual([]);
    expect(await client['images.list'](others)).toEqual([]);
    const many = Array.from({ length: 50 }, (_, index) => String(2_000_000_000_000_000 + index));
    await client['images.share']({ ...image, add: [secondAccountId], remove: [] });
    const tooMany = client['images.share']({ ...image, add: many, remove: [] });
    await expect(tooMany).rejects.toMatchObject({ code: 'asked.input-invalid' });
  });

  it('makes one of a running server, and deletes it only by its name', async () => {
    const client = await open();
    const [server] = await client['images.instances'](here);
    const source = { kind: 'instance', instanceId: server!.instanceId } as const;
    const { imageId } = await client['images.create']({ ...here, name: 'from-web01', source, check: true });
    await until(
      () => client['images.list']({ ...here, whose: 'self' }),
      ([image]) => image?.status === 'Available',
    );
    const wrong = client['images.delete']({ ...here, imageId, name: 'other' });
    await expect(wrong).rejects.toMatchObject({ code: 'asked.wrong-use' });
    await client['images.delete']({ ...here, imageId, name: 'from-web01' });
    expect(await client['images.list']({ ...here, whose: 'self' })).toEqual([]);
    expect((await client['images.snapshots'](here)).map(({ diskType }) => diskType)).toEqual(['system', 'data']);
  });
});

describe('a trial instance', () => {
  const wish = (imageId: string): TrialWish => ({
    imageId,
    name: 'trial',
    instanceType: 'ecs.c7.large',
    vSwitchId: `vsw-practice-${region}-h`,
    securityGroupId: `sg-practice-${region}`,
    diskCategory: 'cloud_essd',
    publicAddress: false,
    signIn: { kind: 'password', password: 'Correct-horse-9' },
  });

  it('is chosen, tried dry, started, followed to Running and released by its name', async () => {
    const client = await open({ images: ['base'] });
    const [base] = await client['images.list']({ ...here, whose: 'self' });
    const choices = await client['trial.choices']({ ...here, imageId: base!.imageId });
    expect(choices.failure).toBeUndefined();
    expect(choices.types[0]).toMatchObject({ id: 'ecs.t6-c1m1.large', priceClass: 'lowest' });
    expect(choices.types.at(-1)).toMatchObject({ id: 'ecs.g7.4xlarge', priceClass: 'high' });
    await client['trial.dryRun']({ ...here, wish: wish(base!.imageId) });
    const { instanceId } = await client['trial.start']({
      ...here,
      wish: wish(base!.imageId),
      token: crypto.randomUUID(),
    });
    const look = async () => (await client['images.instances'](here)).find((one) => one.instanceId === instanceId);
    await until(
      () => look(),
      (instance) => instance?.status === 'Running',
    );
    const wrong = client['trial.release']({ ...here, instanceId, name: 'other' });
    await expect(wrong).rejects.toMatchObject({ code: 'asked.wrong-use' });
    await client['trial.release']({ ...here, instanceId, name: 'trial' });
    expect(await look()).toBeUndefined();
    expect(answers.join()).not.toContain('Correct-horse-9');
  });

  it('needs a network, and a password as ECS wants it', async () => {
    const client = await open({ images: ['base'], noNetwork: true });
    const [base] = await client['images.list']({ ...here, whose: 'self' });
    const { failure } = await client['trial.choices']({ ...here, imageId: base!.imageId });
    expect(failure).toMatchObject({ code: 'cloud.network-missing' });
    for (const password of ['Short-1', 'alllowercase', 'Has space-1', `${'Long-1'.repeat(6)}`]) {
      const bad = { ...wish(base!.imageId), signIn: { kind: 'password', password } as const };
      await expect(client['trial.dryRun']({ ...here, wish: bad })).rejects.toThrow();
    }
  });
});
