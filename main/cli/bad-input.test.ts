/** Bad input on the command line: each ends with its code, its exit status, and nothing left behind. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeDisk, makeRawDisk } from '../../build/test-disks.ts';
import { cli, planFor } from './test-driver.ts';
import { openRoad, type Road } from './test-road.ts';

const MiB = 2 ** 20;
let disks: string;
let source: string;
beforeAll(async () => {
  disks = await mkdtemp(join(tmpdir(), 'bad-input-'));
  const raw = await makeRawDisk(join(disks, 'web01.raw'), { bytes: 1536 * MiB });
  source = await makeDisk(raw, 'vmdk-monolithicSparse', join(disks, 'web01.vmdk'));
});
afterAll(() => rm(disks, { recursive: true, force: true }));

/** Opened by each test that asks the cloud anything. */
let road: Road;
const closing: Road[] = [];
const open = async (plan: object): Promise<void> => {
  road = await openRoad(plan);
  closing.push(road);
};
afterEach(async () => {
  for (const opened of closing.splice(0)) await opened.close();
});

describe('bad input', () => {
  const nothingLeft = async (): Promise<void> => {
    expect((await road.files()).filter((file) => file.includes('migrations'))).toEqual([]);
    expect(await road.unfinishedUploads()).toBe(0);
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
    await make(join(road.folder, name));
    const result = await road.run();
    expect(result.last).toMatchObject({ event: 'failed', failure: { code } });
    expect(result.exitCode).toBe(3);
    await nothingLeft();
    const inspected = await cli(['inspect', join(road.folder, name), '--json']);
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
    const result = await road.run();
    expect(result.exitCode).toBe(2);
    expect(result.last).toMatchObject({ event: 'failed', failure: { code: 'asked.plan-invalid' } });
    expect(JSON.stringify(result.last)).toContain(field);
    await nothingLeft();
  });

  it('a plan’s misfits are told to people in their language, each on its line', async () => {
    await open(planFor(source, { target: { format: 'qcow3', bucket: undefined } }));
    const plan = join(road.folder, 'plan.json');
    const { stdout, status } = spawnSync(
      process.execPath,
      ['--no-warnings', join(import.meta.dirname, 'main.ts'), 'run', plan],
      { encoding: 'utf8', env: { ...process.env, LC_ALL: 'zh_CN.UTF-8' } },
    );
    expect(stdout.replace(plan, 'plan.json').split('\n')).toEqual([
      '计划文件无法使用',
      '  plan.json 不是有效的计划：',
      '    - target.bucket 缺失，应为文本',
      '    - target.format 只能是以下值之一：qcow2、vhd、raw',
      '  修正以上各处后重新运行。文档中有每个字段的说明。',
      '',
    ]);
    expect(status).toBe(2);
    await nothingLeft();
  });

  it('a plan’s misfits are told to programs in English', async () => {
    await open(planFor(source, { target: { format: 'qcow3' } }));
    const { last } = await road.run({ environment: { LC_ALL: 'zh_CN.UTF-8' } });
    expect(last).toMatchObject({
      failure: { facts: { problems: 'target.format must be one of qcow2, vhd, raw' } },
    });
  });

  it.each([
    ['a bucket of another region', { target: { bucket: 'migration-demo-shanghai' } }, 'cloud.bucket-elsewhere'],
    ['an encrypted bucket', { target: { bucket: 'migration-encrypted' } }, 'cloud.bucket-encrypted'],
    ['no such bucket', { target: { bucket: 'nobody-has-this-one' } }, 'cloud.bucket-missing'],
    ['a region that is none', { target: { region: 'cn-atlantis' } }, 'cloud.region-unknown'],
    ['a size below the disk’s', { image: { systemDiskGiB: 1 } }, 'cloud.size-too-small'],
    ['an account nobody entered', { target: { account: 'nobody' } }, 'account.unknown'],
  ])('%s stops before anything is converted', async (_, change, code) => {
    await open(planFor(source, change));
    const result = await road.run();
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
    const result = await road.run({ environment: keys });
    expect(result.exitCode).toBe(1);
    expect(result.last).toMatchObject({ event: 'failed', failure: { code: 'account.key-rejected' } });
    await nothingLeft();
  });

  it('no room for staging is said with both figures', async () => {
    const huge = await makeDisk(
      await makeRawDisk(join(disks, 'huge.raw'), { bytes: 2_000 * 1024 * MiB }),
      'vmdk-monolithicSparse',
      join(disks, 'huge.vmdk'),
    );
    await open(planFor(huge, { target: { format: 'raw', object: 'huge.raw' }, image: { systemDiskGiB: 2_048 } }));
    const result = await road.run();
    expect(result.last).toMatchObject({
      event: 'failed',
      failure: { code: 'machine.staging-full', facts: { neededBytes: expect.any(Number) as number } },
    });
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
    const result = await road.resume('mig-000000000000');
    expect(result).toMatchObject({
      exitCode: 1,
      last: { event: 'failed', failure: { code: 'program.migration-missing' } },
    });
  });

  it('a reader that hangs up early is no error', async () => {
    const child = spawn(process.execPath, ['--no-warnings', join(import.meta.dirname, 'main.ts'), 'help']);
    child.stdout.destroy();
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const exitCode = await new Promise((resolve) => child.once('close', resolve));
    expect(said).toBe('');
    expect(exitCode).toBe(0);
  });
});
