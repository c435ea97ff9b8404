/** The faults pre-flight finds, met only while a migration runs: the same failure, so the same text and the same remedy. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { plan as planSchema, type Plan } from '../../../contract/plan.ts';
import type { MigrationView } from '../../../contract/migrations.ts';
import { mbr } from '../../../build/test-disks.ts';
import { accountFaults, type AccountFault } from '../../../practice/scenarios/account-faults.ts';
import { startPracticeCloud, type PracticeCloud } from '../../../practice/practice-cloud.ts';
import { openCore } from '../../doors/open-core.ts';
import type { Core } from '../compose.ts';

let folder: string;
let disk: string;
let practice: PracticeCloud;
let core: Core;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'late-faults-'));
  disk = join(folder, 'web01.raw');
  const partition = { type: 0x83, start: 2048, sectors: 1024, active: true };
  await writeFile(disk, Buffer.concat([mbr([partition]), Buffer.alloc(2 ** 21 - 512)]));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const keyNames = {
  accessKeyId: 'ALIBABA_CLOUD_ACCESS_KEY_ID',
  accessKeySecret: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
};
afterEach(async () => {
  for (const name of Object.values(keyNames)) delete process.env[name];
  await core.close();
  await practice.close();
});

const planWith = ({ target, image }: Pick<AccountFault, 'target' | 'image'>, account: string): Plan =>
  planSchema.parse({
    schema: 1,
    name: 'web01',
    disks: [{ path: disk, role: 'system' }],
    target: {
      account,
      region: 'cn-hangzhou',
      bucket: 'migration-demo',
      object: 'disks/web01.qcow2',
      format: 'qcow2',
      ...target,
    },
    image: {
      name: 'web01',
      osType: 'linux',
      platform: 'CentOS',
      architecture: 'x86_64',
      bootMode: 'BIOS',
      systemDiskGiB: 40,
      licenseType: 'BYOL',
      imageCheck: false,
      ...image,
    },
  });

/** A running migration has no need of STS: it hears the same from OSS, by OSS's name for it. */
const saidByOss = (faults: AccountFault['faults']): unknown =>
  JSON.parse(
    JSON.stringify(faults)
      .replace('"service":"sts"', '"service":"oss"')
      .replace('InvalidSecurityToken.Expired', 'SecurityTokenExpired'),
  );

/** Runs it without asking pre-flight, until it is at rest, is waiting, or the role is being waited for. */
async function run(fault: AccountFault): Promise<MigrationView> {
  const own = await mkdtemp(join(folder, 'world-'));
  const faultsFile = join(own, 'faults.json');
  const quick = { timetable: { importMs: 50, checkMs: 50 } };
  await writeFile(faultsFile, JSON.stringify({ ...quick, ...(saidByOss(fault.faults) as object) }));
  practice = await startPracticeCloud({ folder: join(own, 'world'), faultsFile });
  if (fault.keys !== undefined) {
    process.env[keyNames.accessKeyId] = fault.keys.accessKeyId;
    process.env[keyNames.accessKeySecret] = fault.keys.accessKeySecret;
  }
  core = await openCore({
    dataFolder: join(own, 'data'),
    door: 'command-line',
    locale: 'en',
    desktop: {},
    practice: { kind: 'url', url: practice.url },
    practiceOnly: true,
    onBug: (error) => expect.unreachable(String(error)),
  });
  const { migrations } = core;
  const account = fault.keys === undefined ? 'practice' : 'environment';
  const id = await migrations.createFromPlan(planWith(fault, account));
  await migrations.start(id);
  const stop = new AbortController();
  for await (const _event of migrations.follow(stop.signal)) {
    const view = migrations.view(id);
    const waits = view.status === 'waiting' || view.progress?.doing === 'waiting-for-role';
    if (!waits && (view.busy || view.status === 'running')) continue;
    stop.abort();
    await migrations.pause(id);
    return view;
  }
  throw new Error('nothing more is heard of it');
}

/** A closed region has no bucket, so that is met first; and what an ending must be is our own rule, ECS takes more. */
const neverLater = ['region-unknown', 'name-without-ending'];
const laterFaults = accountFaults.filter(({ id }) => !neverLater.includes(id));

describe.each(laterFaults.map((fault) => [fault.id, fault] as const))('%s', (_, fault) => {
  it('says the same when it is met later', async () => {
    const view = await run(fault);
    if (fault.failure === 'account.role-new') expect(view.progress?.doing).toBe('waiting-for-role');
    else if (fault.verdict === 'mind') expect(view.status).toBe('done');
    else {
      // failed, or waiting for what passes by itself or is put right: never done
      expect(view.status).not.toBe('done');
      expect(view.failure?.code).toBe(fault.failure);
    }
  });
});
