/** Every way to sign in, against the practice cloud through the real SDKs; and that no secret leaves the room. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { secondAccessKeyId, secondAccessKeySecret } from '../../../practice/demo-keys.ts';
import { startPracticeCloud, type PracticeCloud } from '../../../practice/practice-cloud.ts';
import { requestsOf } from '../../../practice/test-help.ts';
import { Accounts, type PracticeAccess } from './accounts.ts';
import { fakeClock, type FakeClock } from '../base/clock.fake.ts';
import { redact } from '../base/redact.ts';
import { sessionVault, type Vault } from '../base/vault.ts';
import { openAlibaba } from '../cloud/alibaba/open-alibaba.ts';

const roleArn = 'acs:ram::1000000000000001:role/AliyunECSImageImportDefaultRole';
const never = new AbortController().signal;
let folder: string;
let practice: PracticeCloud;
let access: PracticeAccess;
let accounts: Accounts;
let vault: Vault;
let clock: FakeClock;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'accounts-'));
  practice = await startPracticeCloud({ folder: join(folder, 'world') });
  const { url, accessKeyId, accessKeySecret } = practice;
  access = { url, credentials: { accessKeyId, accessKeySecret } };
  vault = { ...sessionVault(), kind: 'os-vault' };
  clock = fakeClock(Date.now());
  accounts = new Accounts(openAlibaba, vault, clock, join(folder, 'config.json'));
});
afterEach(async () => {
  await practice.close();
  await rm(folder, { recursive: true });
});

const keys = (): { accessKeyId: string; accessKeySecret: string } => ({
  accessKeyId: practice.accessKeyId,
  accessKeySecret: practice.accessKeySecret,
});
const arnOf = async (name: string): Promise<string> => (await (await accounts.open(name, access)).identity()).arn;
const session = async () =>
  (await (await accounts.open('practice', access)).assumeRole({ roleArn, sessionName: 'here', seconds: 900 }))
    .credentials;

async function writeProfiles(...profiles: object[]): Promise<void> {
  await writeFile(join(folder, 'config.json'), JSON.stringify({ current: 'default', profiles }));
}
const profile = (more: object) => ({
  name: 'default',
  mode: 'AK',
  access_key_id: practice.accessKeyId,
  access_key_secret: practice.accessKeySecret,
  region_id: 'cn-hangzhou',
  ...more,
});

describe('an account', () => {
  it('of an AccessKey pair is tested, kept where asked, shown by its hint, and removed', async () => {
    const added = await accounts.add({ name: 'mine', keep: 'os-vault', site: 'china', ...keys() }, access, never);
    expect(added).toMatchObject({
      kind: 'access-key',
      kept: 'os-vault',
      site: 'china',
      keyHint: 'Prac…eyId',
    });
    expect(await arnOf('mine')).toMatch(/:user\/practice$/);
    expect(JSON.stringify(await accounts.list(true))).not.toContain(practice.accessKeySecret);
    expect(redact(practice.accessKeySecret)).not.toContain(practice.accessKeySecret);
    await accounts.remove('mine');
    expect(await vault.names()).toEqual([]);
    await expect(accounts.open('mine', access)).rejects.toMatchObject({ code: 'account.unknown' });
  });

  it('with a wrong secret is not kept', async () => {
    const wish = { name: 'mine', keep: 'os-vault', ...keys(), accessKeySecret: 'wrong-secret' } as const;
    await expect(accounts.add(wish, access, never)).rejects.toMatchObject({ code: 'account.key-rejected' });
    expect(await vault.names()).toEqual([]);
  });

  it('of a temporary token works as long as the token', async () => {
    const added = await accounts.add({ name: 'sts', keep: 'this-session', ...(await session()) }, access, never);
    expect(added.kind).toBe('sts-token');
    expect(await arnOf('sts')).toContain('assumed-role');
    expect(await vault.names()).toEqual([]);
  });

  it('kept by the first version still opens', async () => {
    await vault.set('old', JSON.stringify({ ...keys(), identity: 'acs:ram::1:user/x' }));
    expect(await accounts.list(false)).toMatchObject([{ name: 'old', kind: 'access-key' }]);
    expect(await arnOf('old')).toContain('user/practice');
  });
});

describe('a profile of the command line', () => {
  it('is used where it is: what it says today counts', async () => {
    await writeProfiles(profile({}));
    await accounts.addProfile({ name: 'cli', keep: 'os-vault', profile: 'default', copy: false }, access, never);
    expect(await vault.get('cli')).not.toContain(practice.accessKeySecret);
    await writeProfiles(profile({ access_key_id: secondAccessKeyId, access_key_secret: secondAccessKeySecret }));
    expect(await arnOf('cli')).toContain('1000000000000002');
    await writeProfiles();
    await expect(accounts.open('cli', access)).rejects.toMatchObject({ code: 'account.profile-unreadable' });
  });

  it('is copied when asked', async () => {
    await writeProfiles(profile({}));
    await accounts.addProfile({ name: 'cli', keep: 'os-vault', profile: 'default', copy: true }, access, never);
    await writeProfiles();
    expect(await arnOf('cli')).toContain('user/practice');
  });

  it('with a token, and one that becomes a role', async () => {
    const { accessKeyId, accessKeySecret, securityToken } = await session();
    await writeProfiles(
      profile({
        mode: 'StsToken',
        access_key_id: accessKeyId,
        access_key_secret: accessKeySecret,
        sts_token: securityToken,
      }),
      profile({
        name: 'role',
        mode: 'RamRoleArn',
        ram_role_arn: roleArn,
        ram_session_name: 'from-cli',
        expired_seconds: 900,
      }),
    );
    for (const name of ['default', 'role'])
      await accounts.addProfile({ name, keep: 'this-session', profile: name, copy: false }, access, never);
    expect(await arnOf('default')).toContain('assumed-role');
    expect(await arnOf('role')).toMatch(/from-cli$/);
  });

  it.each([
    ['of an unknown mode', { mode: 'EcsRamRole' }],
    ['without keys', { access_key_secret: '' }],
    ['without its token', { mode: 'StsToken' }],
    ['without its role', { mode: 'RamRoleArn' }],
    ['that is not there', { name: 'other' }],
  ])('%s is refused', async (_, more) => {
    await writeProfiles(profile(more));
    const wish = { name: 'cli', keep: 'this-session', profile: 'default', copy: false } as const;
    const refused = accounts.addProfile(wish, access, never);
    await expect(refused).rejects.toMatchObject({ code: 'account.profile-unreadable' });
  });

  it('in a broken file is refused without showing the file', async () => {
    await writeFile(join(folder, 'config.json'), `{"profiles": "${practice.accessKeySecret}"`);
    const wish = { name: 'cli', keep: 'this-session', profile: 'default', copy: false } as const;
    const error: unknown = await accounts.addProfile(wish, access, never).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'account.profile-unreadable' });
    expect(JSON.stringify((error as { facts: object }).facts)).not.toContain(practice.accessKeySecret);
  });
});

describe('a RAM role', () => {
  it('is assumed once, and again ahead of its end', async () => {
    await accounts.add({ name: 'mine', keep: 'os-vault', ...keys() }, access, never);
    const wish = { name: 'role', base: 'mine', roleArn, keep: 'os-vault' } as const;
    expect(await accounts.addRole(wish, access, never)).toMatchObject({ kind: 'ram-role' });
    const assumed = async (): Promise<number> =>
      (await requestsOf(practice)).filter(({ action }) => action === 'AssumeRole').length;
    expect(await arnOf('role')).toContain('assumed-role');
    await arnOf('role');
    expect(await assumed()).toBe(1);
    await clock.advance(3_400_000);
    await arnOf('role');
    expect(await assumed()).toBe(2);
    expect(await vault.get('role')).not.toContain(practice.accessKeySecret);
  });

  it('that does not exist, or in a circle, is refused', async () => {
    await accounts.add({ name: 'mine', keep: 'os-vault', ...keys() }, access, never);
    const gone = { name: 'role', base: 'mine', roleArn: `${roleArn}x`, keep: 'os-vault' } as const;
    await expect(accounts.addRole(gone, access, never)).rejects.toMatchObject({
      code: 'account.role-missing',
    });
    const circle = { name: 'role', base: 'role', roleArn, keep: 'os-vault' } as const;
    await expect(accounts.addRole(circle, access, never)).rejects.toMatchObject({ code: 'account.unknown' });
  });
});
