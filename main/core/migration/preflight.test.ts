/** Pre-flight finds every account fault of the practice scenarios before anything is converted, and leaves nothing behind. */
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plan as planSchema, type Plan } from '../../../contract/plan.ts';
import type { PreflightLine } from '../../../contract/migrations.ts';
import { accountFaults, type AccountFault } from '../../../practice/scenarios/account-faults.ts';
import { ossClient, requestsOf } from '../../../practice/test-help.ts';
import { startPracticeCloud, type PracticeCloud } from '../../../practice/practice-cloud.ts';
import { systemClock } from '../base/clock.ts';
import { openAlibaba } from '../cloud/alibaba/open-alibaba.ts';
import { findQemu } from '../disk/find-qemu.ts';
import { preflight } from './preflight.ts';
import type { Tools } from './stage.ts';

/** An MBR with one active Linux partition, and nothing in it. */
function bootSector(bytes: number): Buffer {
  const sector = Buffer.alloc(bytes);
  sector.set([0xfa, 0x33, 0xc0]);
  sector.set([0x80, 0, 0, 0, 0x83, 0, 0, 0], 446);
  sector.writeUInt32LE(2048, 454);
  sector.writeUInt32LE(1024, 458);
  sector.set([0x55, 0xaa], 510);
  return sector;
}

let folder: string;
let disk: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'preflight-'));
  disk = join(folder, 'web01.raw');
  await writeFile(disk, bootSector(2 ** 21));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const planWith = (more: Pick<AccountFault, 'image'> & { target?: object; plan?: Partial<Plan> }): Plan =>
  planSchema.parse({
    schema: 1,
    name: 'web01',
    disks: [{ path: disk, role: 'system' }],
    target: {
      account: 'practice',
      region: 'cn-hangzhou',
      bucket: 'migration-demo',
      object: 'disks/web01.qcow2',
      format: 'qcow2',
      ...more.target,
    },
    image: {
      name: 'web01',
      osType: 'linux',
      platform: 'CentOS',
      architecture: 'x86_64',
      bootMode: 'BIOS',
      systemDiskGiB: 40,
      licenseType: 'BYOL',
      ...more.image,
    },
    ...more.plan,
  });

interface Asked {
  lines: PreflightLine[];
  practice: PracticeCloud;
  staging: string;
  practiceFolder: string;
}

async function ask(plan: Plan, fault: Partial<AccountFault>, use: (asked: Asked) => Promise<void>): Promise<void> {
  const own = await mkdtemp(join(folder, 'world-'));
  const faultsFile = join(own, 'faults.json');
  await writeFile(faultsFile, JSON.stringify(fault.faults ?? {}));
  const practice = await startPracticeCloud({ folder: join(own, 'world'), faultsFile });
  const staging = join(own, 'staging', 'of-this');
  const { accessKeyId, accessKeySecret } = practice;
  const tools = {
    clock: systemClock,
    qemu: () => findQemu(),
    cloud: () =>
      Promise.resolve(
        openAlibaba(fault.keys ?? { accessKeyId, accessKeySecret }, { kind: 'practice', url: practice.url }),
      ),
  } as unknown as Tools;
  try {
    const lines = await preflight(plan, staging, tools, new AbortController().signal);
    await use({ lines, practice, staging, practiceFolder: join(own, 'world') });
  } finally {
    await practice.close();
  }
}

const lineOf = (lines: readonly PreflightLine[], id: string): PreflightLine | undefined =>
  lines.find((line) => line.id === id);

it('finds nothing where nothing is wrong, measures the line, and leaves nothing', async () => {
  await ask(planWith({}), {}, async ({ lines, practice }) => {
    expect(lines.filter(({ verdict }) => verdict !== 'fine')).toEqual([]);
    expect(lineOf(lines, 'duration')?.facts?.['perSecondBytes']).toBeGreaterThan(0);
    expect((await ossClient(practice).list({ 'max-keys': 10 }, {})).objects ?? []).toEqual([]);
    const actions = (await requestsOf(practice)).map(({ action }) => action);
    expect(actions).not.toContain('InitiateMultipartUpload');
    expect(actions.filter((action) => action === 'ImportImage')).toHaveLength(2);
  });
});

it.each([{ endpoint: 'internal' as const }, { endpoint: { domain: 'disks.example.com' } }])(
  'asks by the way into OSS that was chosen, where the public one is closed to data: %j',
  async ({ endpoint }) => {
    const closed = { faults: { world: { publicEndpointForbidden: true } } };
    await ask(planWith({ target: { endpoint } }), closed, async ({ lines, practice }) => {
      expect(lines.filter(({ verdict }) => verdict === 'stops')).toEqual([]);
      const asked = await requestsOf(practice);
      expect(asked.filter(({ code }) => code === 'PublicEndpointForbidden')).toEqual([]);
      expect(asked.map(({ action }) => action)).toEqual(expect.arrayContaining(['PutObject', 'DeleteObject']));
    });
  },
);

it('says before the start that a life cycle rule would end the upload, and leaves a quick one alone', async () => {
  const world = { buckets: [{ name: 'swept-bucket', region: 'cn-hangzhou', abortUploadsAfterDays: 2 }] };
  const target = { bucket: 'swept-bucket' };
  await ask(planWith({ target }), { faults: { world } }, ({ lines }) => {
    expect(lineOf(lines, 'duration')).toMatchObject({ verdict: 'fine' });
    return Promise.resolve();
  });
  const slow = { faults: { world: { ...world, bytesPerSecond: 200_000 } } };
  const large = join(folder, 'large.raw');
  await writeFile(large, bootSector(2 ** 21));
  await truncate(large, 100 * 2 ** 30);
  const plan = { disks: [{ path: large, role: 'system' as const }] };
  const raw = { ...target, format: 'raw', object: 'disks/web01.raw' };
  await ask(planWith({ target: raw, plan, image: { systemDiskGiB: 100 } }), slow, ({ lines }) => {
    expect(lineOf(lines, 'duration')).toMatchObject({
      verdict: 'stops',
      failure: { code: 'cloud.lifecycle-aborts', facts: { bucket: 'swept-bucket', days: 2 } },
    });
    return Promise.resolve();
  });
});

describe.each(accountFaults.map((fault) => [fault.id, fault] as const))('%s', (_, fault) => {
  it('is found, and stops or is minded as it should', async () => {
    await ask(planWith(fault), fault, async ({ lines, practice, staging, practiceFolder }) => {
      expect(lineOf(lines, fault.line)).toMatchObject({
        verdict: fault.verdict,
        failure: { code: fault.failure },
      });
      // one fault, one line: nothing else is blamed
      const others = lines.filter(({ id, verdict }) => verdict === 'stops' && id !== fault.line);
      expect(others).toEqual([]);
      await expect(readdir(staging)).rejects.toMatchObject({ code: 'ENOENT' });
      const written = (await requestsOf(practice)).filter(({ action }) => /Upload|Copy/.test(action));
      expect(written.filter(({ action }) => action === 'UploadPart')).toEqual([]);
      const objects = await readdir(join(practiceFolder, 'objects'));
      expect(objects).toHaveLength(((fault.faults['world'] ?? {}) as { objects?: [] }).objects?.length ?? 0);
      expect(await readdir(join(practiceFolder, 'uploads'))).toEqual([]);
    });
  });
});

it('minds a line on which the upload would take days, with the figures', async () => {
  const disk = join(folder, 'long.raw');
  await writeFile(disk, bootSector(512));
  await truncate(disk, 40 * 2 ** 30);
  const plan = planWith({
    plan: { disks: [{ path: disk, role: 'system' }] },
    target: { object: 'disks/long.raw', format: 'raw' },
  });
  // the small object of 256 KiB takes so long that a raw 40 GiB would take more than a day
  await ask(plan, { faults: { world: { bytesPerSecond: 300_000 } } }, ({ lines }) => {
    const { verdict, failure } = lineOf(lines, 'duration') ?? {};
    expect({ verdict, code: failure?.code }).toEqual({ verdict: 'mind', code: 'cloud.slow-line' });
    expect(failure?.facts).toMatchObject({ uploadBytes: 40 * 2 ** 30 });
    return Promise.resolve();
  });
});

describe('the disk and the form', () => {
  it('too small a size stops', async () => {
    const large = join(folder, 'large.raw');
    await writeFile(large, bootSector(512));
    await truncate(large, 3 * 2 ** 30);
    const plan = planWith({
      image: { systemDiskGiB: 2 },
      plan: { disks: [{ path: large, role: 'system' }] },
    });
    await ask(plan, {}, ({ lines }) => {
      expect(lineOf(lines, 'sizes')).toMatchObject({
        verdict: 'stops',
        failure: { code: 'cloud.size-too-small' },
      });
      return Promise.resolve();
    });
  });

  it.each<[string, Plan['target']['variant'], string]>([
    ['growing', undefined, 'stops'],
    ['fixed', 'fixed', 'fine'],
  ])(
    'a disk that is not in whole blocks of a VHD, to be a %s one: before the first byte',
    async (_, variant, verdict) => {
      const uneven = join(folder, 'uneven.raw');
      await writeFile(uneven, bootSector(512));
      await truncate(uneven, 64 * 2 ** 20 + 3_584);
      const plan = planWith({
        target: { object: 'disks/web01.vhd', format: 'vhd', ...(variant === undefined ? {} : { variant }) },
        plan: { disks: [{ path: uneven, role: 'system' }] },
      });
      await ask(plan, {}, ({ lines }) => {
        const facts = { disk: 'uneven.raw', sizeBytes: 64 * 2 ** 20 + 3_584, blockBytes: 2 ** 21 };
        const failure = { code: 'cloud.vhd-size-uneven', facts };
        expect(lineOf(lines, 'sizes')).toMatchObject({ verdict, ...(verdict === 'stops' ? { failure } : {}) });
        return Promise.resolve();
      });
    },
  );

  it.each<[string, PreflightLine['id'], Partial<AccountFault>]>([
    [
      'cloud.size-out-of-range',
      'sizes',
      { image: { systemDiskGiB: 2048 }, target: { object: 'disks/web01.vhd', format: 'vhd' } },
    ],
    ['cloud.boot-mode-differs', 'boot-mode', { image: { bootMode: 'UEFI' } }],
    ['cloud.platform-unfit', 'platform', { image: { osType: 'windows' } }],
  ])('%s stops', async (code, id, more) => {
    await ask(planWith(more), {}, ({ lines }) => {
      expect(lineOf(lines, id)).toMatchObject({ verdict: 'stops', failure: { code } });
      return Promise.resolve();
    });
  });

  it('an object that is there already is asked about, and nothing is written', async () => {
    const existing = {
      disks: [],
      existing: [{ key: 'disks/web01.qcow2', role: 'system' as const, sizeGiB: 40 }],
    };
    await ask(planWith({ plan: existing }), {}, ({ lines }) => {
      expect(lineOf(lines, 'object')).toMatchObject({ failure: { code: 'cloud.object-missing' } });
      return Promise.resolve();
    });
    const there = {
      faults: { world: { objects: [{ bucket: 'migration-demo', key: 'disks/web01.qcow2' }] } },
    };
    await ask(planWith({ plan: existing }), there, async ({ lines, practice }) => {
      expect(lines.filter(({ verdict }) => verdict !== 'fine')).toEqual([]);
      expect(lines.map(({ id }) => id)).not.toContain('staging');
      const actions = (await requestsOf(practice)).map(({ action }) => action);
      expect(actions.filter((action) => /Put|Upload|Delete/.test(action))).toEqual([]);
    });
  });
});
