import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { MigrationEvent } from '../../../contract/views.ts';
import { fakeClock, type FakeClock } from '../base/clock.fake.ts';
import { systemClock } from '../base/clock.ts';
import { straightLine } from '../base/line.ts';
import { begunUploads } from '../transfer/begun-uploads.ts';
import { newTransfers } from '../transfer/transfers.ts';
import { Migrations } from './migrations.ts';
import { migrationFolder, pendingStages, saveRecord, type MigrationRecord } from './record.ts';

const id = 'mig-000000000000';
const done = { at: 'done', attempt: 1, since: '2026-01-01T00:00:00.000Z', when: '2026-01-01T00:00:00.000Z' } as const; // prettier-ignore
const record: MigrationRecord = {
  schema: 1,
  id,
  created: '2026-01-01T00:00:00.000Z',
  name: 'web01',
  plan: {
    schema: 1,
    name: 'web01',
    disks: [{ path: '/disks/web01.vmdk', role: 'system' }],
    target: { account: 'practice', region: 'cn-hangzhou', bucket: 'bucket', object: 'web01.qcow2', format: 'qcow2' },
    image: { name: 'web01', osType: 'linux', platform: 'CentOS', architecture: 'x86_64', bootMode: 'BIOS', systemDiskGiB: 40, licenseType: 'BYOL' },
  },
  stages: {
    ...pendingStages(),
    inspect: done,
    convert: { at: 'running', attempt: 1, since: '2026-01-01T00:00:00.000Z' },
  },
  checkpoints: {},
  removedObjects: [],
}; // prettier-ignore

let dataFolder: string;
let folder: string;
let clock: FakeClock;
let migrations: Migrations;
let other: ChildProcess;

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'migrations-'));
  folder = migrationFolder(dataFolder, id);
  clock = fakeClock();
  const unused = () => Promise.reject(new Error('not used here'));
  migrations = new Migrations({
    dataFolder,
    clock,
    transfers: newTransfers({
      line: straightLine(),
      clock: systemClock,
      speeds: { get: () => undefined, set: () => Promise.resolve() },
      begun: begunUploads(join(dataFolder, 'never-written')),
    }),
    qemu: unused,
    openCloud: unused,
    practiceFor: () => undefined,
    handleFor: (path) => path,
    product: { name: 'test', version: '0' },
    locale: () => Promise.resolve('en'),
    onBug: (error) => expect.unreachable(String(error)),
  });
  await saveRecord(folder, record);
  other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(other, 'spawn');
});
afterEach(async () => {
  await migrations.close();
  other.kill('SIGKILL');
  await rm(dataFolder, { recursive: true, force: true });
});

const heldByOther = () => writeFile(join(folder, 'lock'), String(other.pid));
async function endOther(): Promise<void> {
  other.kill('SIGKILL');
  await once(other, 'exit');
}

it('shows what another program works on as running, and offers to go on once that program has died', async () => {
  await heldByOther();
  await migrations.load();
  expect(migrations.view(id)).toMatchObject({ status: 'running', busy: false });
  const events: MigrationEvent[] = [];
  const ending = new AbortController();
  const followed = (async () => {
    for await (const event of migrations.follow(ending.signal)) events.push(event);
  })().catch(() => undefined);
  await clock.advance(5_000);
  expect(migrations.view(id).status).toBe('running');
  await endOther();
  await expect
    .poll(async () => {
      await clock.advance(5_000);
      return events.at(-1);
    })
    .toMatchObject({
      kind: 'changed',
      migration: { status: 'paused', stages: { convert: { at: 'paused' } } },
    });
  ending.abort();
  await followed;
});

it('goes on from what another program has done to it since, not from what it remembers', async () => {
  await migrations.load();
  expect(migrations.view(id).status).toBe('paused');
  await heldByOther();
  await expect(migrations.start(id)).rejects.toMatchObject({ code: 'machine.data-busy' });
  const stages = { ...record.stages, convert: done, upload: done, import: done, check: done, launch: done };
  await saveRecord(folder, { ...record, stages });
  await endOther();
  await expect(migrations.start(id)).rejects.toMatchObject({ code: 'asked.not-now' });
  await expect.poll(() => migrations.view(id).status).toBe('done');
});
