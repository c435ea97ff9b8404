import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MigrationEvent } from '../../../contract/migrations.ts';
import { lockAs } from '../base/lock.double.ts';
import { fakeClock, type FakeClock } from '../base/clock.fake.ts';
import { saveRecord } from '../jobs/job-record.ts';
import { Migrations } from './migrations.ts';
import { idleTransfers, wishedRecord } from './record.double.ts';
import type { MigrationRecord } from './record.ts';

const { id } = wishedRecord;
const since = '2026-01-01T00:00:00.000Z';
const done = { at: 'done', attempt: 1, since, when: since } as const;
const record: MigrationRecord = {
  ...wishedRecord,
  stages: { ...wishedRecord.stages, inspect: done, convert: { at: 'running', attempt: 1, since } },
};

let dataFolder: string;
let folder: string;
let clock: FakeClock;
let migrations: Migrations;
let other: ChildProcess;

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'migrations-'));
  folder = join(dataFolder, 'migrations', id);
  clock = fakeClock();
  const unused = () => Promise.reject(new Error('not used here'));
  migrations = new Migrations({
    dataFolder,
    clock,
    transfers: idleTransfers(),
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

const heldByOther = () => lockAs(other.pid ?? 0, folder);
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

it('shows what other programs have begun, finished and forgotten, without being in their way', async () => {
  await migrations.load();
  expect(migrations.list()).toMatchObject([{ id, status: 'paused' }]);
  const shown = async () => {
    await clock.advance(5_000);
    return Object.fromEntries(migrations.list().map((view) => [view.id, view.status]));
  };
  const theirs = { ...record, id: 'mig-bbbbbbbbbbbb' };
  await saveRecord(join(dataFolder, 'migrations', theirs.id), theirs);
  await expect.poll(shown).toEqual({ [id]: 'paused', [theirs.id]: 'paused' });
  const stages = { ...record.stages, convert: done, upload: done, import: done, check: done, launch: done };
  await saveRecord(folder, { ...record, stages });
  await expect.poll(shown).toEqual({ [id]: 'done', [theirs.id]: 'paused' });
  await rm(join(dataFolder, 'migrations', theirs.id), { recursive: true });
  await expect.poll(shown).toEqual({ [id]: 'done' });
  expect(await readdir(folder)).toEqual(['record.json']);
});

it('lists no migration that was never more than begun to be written', async () => {
  await mkdir(join(dataFolder, 'migrations', 'mig-cccccccccccc'));
  await writeFile(join(dataFolder, 'migrations', 'mig-cccccccccccc', 'record.json.1.new'), '{');
  await migrations.load();
  expect(migrations.list().map((view) => view.id)).toEqual([id]);
});

describe('beside another program', () => {
  const draft = { name: 'mine', disks: [], target: {}, image: {} };
  const wished = { ...wishedRecord, name: 'theirs', plan: undefined, draft: { ...draft, name: 'theirs' } };

  it.each([
    ['a draft saved while that one holds it', () => migrations.saveDraft(id, draft)],
    ['it cleaned up meanwhile', () => migrations.cleanUp(id, 'staging', new AbortController().signal)],
    ['it forgotten meanwhile', () => migrations.remove(id)],
  ])('refuses to have %s, and changes nothing', async (_, act) => {
    await migrations.load();
    await heldByOther();
    const before = await readFile(join(folder, 'record.json'), 'utf8');
    await expect(act()).rejects.toMatchObject({ code: 'machine.data-busy' });
    expect(await readFile(join(folder, 'record.json'), 'utf8')).toBe(before);
  });

  it('writes a draft over what that one has left, not over what was read before', async () => {
    await saveRecord(folder, wished);
    await migrations.load();
    await saveRecord(folder, { ...wished, removedObjects: ['theirs.qcow2'] });
    await migrations.saveDraft(id, draft);
    expect(migrations.record(id)).toMatchObject({ name: 'mine', removedObjects: ['theirs.qcow2'] });
  });

  it('does not bring back what that one has forgotten', async () => {
    await saveRecord(folder, wished);
    await migrations.load();
    await rm(folder, { recursive: true });
    await expect(migrations.saveDraft(id, draft)).rejects.toMatchObject({
      code: 'program.migration-missing',
    });
    await migrations.remove(id);
    expect(migrations.list()).toEqual([]);
  });

  it('saves drafts that come at once one after the other', async () => {
    await saveRecord(folder, wished);
    await migrations.load();
    await Promise.all(['one', 'two', 'three'].map((name) => migrations.saveDraft(id, { ...draft, name })));
    expect(JSON.parse(await readFile(join(folder, 'record.json'), 'utf8'))).toMatchObject({ name: 'three' });
  });
});
