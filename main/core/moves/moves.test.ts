/** Moves against the practice cloud: the whole way, over a restart in the middle, and what is refused or goes wrong. */
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { secondPracticeAccount as second } from '../../../contract/accounts.ts';
import type { MoveEvent, MoveView, MoveWish } from '../../../contract/moves.ts';
import type { LogLine } from '../../../contract/migrations.ts';
import {
  practiceAccessKeyId,
  practiceAccessKeySecret,
  secondAccessKeyId,
  secondAccessKeySecret,
} from '../../../practice/demo-keys.ts';
import { openBench, requestsOf, type Bench } from '../../../practice/test-help.ts';
import { Accounts, practiceAccount } from '../accounts/accounts.ts';
import { systemClock, type Clock } from '../base/clock.ts';
import { openAlibaba } from '../cloud/alibaba/open-alibaba.ts';
import { Moves } from './moves.ts';

const never = new AbortController().signal;
const home = { account: practiceAccount, region: 'cn-hangzhou' };
const toSecond: MoveWish = {
  across: 'account',
  from: home,
  instanceId: 'i-practiceweb01',
  imageName: 'web01-moved',
  check: true,
  to: { account: second, region: 'cn-shanghai' },
};
const password = 'Correct-horse-9';
const launchWish = (imageId: string, region: string, network = '') => ({
  imageId,
  name: 'web01-new',
  instanceType: 'ecs.c7.large',
  vSwitchId: `vsw-practice-${region}${network}-h`,
  securityGroupId: `sg-practice-${region}${network}`,
  diskCategory: 'cloud_essd',
  publicAddress: true,
  signIn: { kind: 'password', password } as const,
});

let bench: Bench;
let dataFolder: string;
let bugs: unknown[];
const opened: Moves[] = [];

async function openMoves(clock: Clock = systemClock): Promise<Moves> {
  const accounts = new Accounts(openAlibaba, undefined);
  const access = {
    url: bench.cloud.url,
    credentials: { accessKeyId: practiceAccessKeyId, accessKeySecret: practiceAccessKeySecret },
    second: { accessKeyId: secondAccessKeyId, accessKeySecret: secondAccessKeySecret },
  };
  const moves = new Moves({
    dataFolder,
    clock,
    openCloud: (account, practice) => accounts.open(account, practice === undefined ? undefined : access),
    practiceFor: (account) => (account === 'earnest' ? undefined : { kind: 'url', url: bench.cloud.url }),
    onBug: (error) => bugs.push(error),
  });
  await moves.load();
  opened.push(moves);
  return moves;
}
async function begin(faults: object = {}, clock?: Clock): Promise<Moves> {
  bugs = [];
  dataFolder = await mkdtemp(join(tmpdir(), 'moves-'));
  bench = await openBench({ timetable: { copyMs: 50, instanceMs: 50, checkMs: 50 }, ...faults });
  return openMoves(clock);
}
afterEach(async () => {
  for (const moves of opened.splice(0)) await moves.close();
  await bench.close();
  await rm(dataFolder, { recursive: true });
});

async function until(moves: Moves, id: string, good: (view: MoveView) => boolean): Promise<MoveView> {
  for (;;) {
    const view = moves.list().find((one) => one.id === id);
    if (view !== undefined && good(view)) return view;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
const at = (state: MoveView['state']['at']) => (view: MoveView) => view.state.at === state;

describe('a move', () => {
  it('goes across account and region, over a restart in the middle, and makes nothing twice', async () => {
    const before = await begin({ timetable: { copyMs: 1_000, instanceMs: 50, checkMs: 50 } });
    const { id } = await before.start(toSecond, never);
    await until(before, id, ({ step, percent }) => step === 'copy' && percent !== undefined);
    await before.close();

    const moves = await openMoves();
    expect(moves.list()).toMatchObject([{ id, server: 'web01', state: { at: 'interrupted' }, step: 'copy' }]);
    await moves.resume(id);
    const { arrivedImageId = '' } = await until(moves, id, at('launch'));
    await moves.launch(id, launchWish(arrivedImageId, 'cn-shanghai'), never);
    await expect(moves.launch(id, launchWish(arrivedImageId, 'cn-shanghai'), never)).rejects.toMatchObject({
      code: 'asked.not-now',
      facts: { reason: 'running' },
    });
    const done = await until(moves, id, at('done'));
    expect(done.instance).toMatchObject({ name: 'web01-new', status: 'Running' });
    expect(done.instance?.publicIp).not.toBe('');

    const asked = (await requestsOf(bench.cloud)).map(({ action }) => action);
    for (const once of ['CreateImage', 'CopyImage', 'ModifyImageSharePermission', 'RunInstances'])
      expect(asked.filter((action) => action === once)).toEqual([once]);
    expect(await readFile(join(dataFolder, 'moves', id, 'record.json'), 'utf8')).not.toContain(password);
    expect(bugs).toEqual([]);
  });

  it('goes on from what another program did with it meanwhile', async () => {
    const moves = await begin({ timetable: { copyMs: 1_000, instanceMs: 50, checkMs: 50 } });
    const { id } = await moves.start(toSecond, never);
    await until(moves, id, ({ step, percent }) => step === 'copy' && percent !== undefined);
    await moves.close();
    const [stale, other] = [await openMoves(), await openMoves()];
    await other.resume(id);
    const { arrivedImageId = '' } = await until(other, id, at('launch'));
    await other.launch(id, launchWish(arrivedImageId, 'cn-shanghai'), never);
    const done = await until(other, id, at('done'));

    expect(await stale.resume(id)).toMatchObject({ state: { at: 'running' } });
    expect(await until(stale, id, at('done'))).toMatchObject({ instance: done.instance });
    const asked = (await requestsOf(bench.cloud)).map(({ action }) => action);
    for (const once of ['CreateImage', 'CopyImage', 'RunInstances'])
      expect(asked.filter((action) => action === once)).toEqual([once]);
  });

  it('to another network needs neither copy nor share', async () => {
    const moves = await begin();
    const { id } = await moves.start({ ...toSecond, across: 'vpc', to: home }, never);
    const { arrivedImageId = '' } = await until(moves, id, at('launch'));
    await moves.launch(id, launchWish(arrivedImageId, 'cn-hangzhou', '-b'), never);
    const { instance } = await until(moves, id, at('done'));
    expect(instance?.networkId).toBe('vpc-practice-cn-hangzhou-b');
    const asked = (await requestsOf(bench.cloud)).map(({ action }) => action);
    expect(asked).not.toContain('CopyImage');
    expect(asked).not.toContain('ModifyImageSharePermission');
  });

  it('fails when its image is gone, once it is not listed for a minute', async () => {
    let skippedMs = 0;
    let removed = (): void => undefined;
    const gone = new Promise<void>((resolve) => (removed = resolve));
    const heldUntilGone: Clock = {
      now: () => systemClock.now() + skippedMs,
      async wait(ms) {
        await gone;
        skippedMs += ms;
      },
    };
    const moves = await begin({ timetable: { copyMs: 2_000 } }, heldUntilGone);
    const { id } = await moves.start(toSecond, never);
    await until(moves, id, ({ step, percent }) => step === 'image' && percent !== undefined);
    const record = await readFile(join(dataFolder, 'moves', id, 'record.json'), 'utf8');
    const { imageId } = (JSON.parse(record) as { image: { imageId: string } }).image;
    const keys = { accessKeyId: practiceAccessKeyId, accessKeySecret: practiceAccessKeySecret };
    const images = openAlibaba(keys, { kind: 'practice', url: bench.cloud.url }).images(home.region);
    while ((await images.image(imageId))?.status !== 'Available')
      await new Promise((resolve) => setTimeout(resolve, 50));
    await images.removeImage(imageId);
    removed();
    expect(await until(moves, id, at('failed'))).toMatchObject({
      step: 'image',
      state: { failure: { code: 'cloud.image-failed', facts: { imageId, region: home.region } } },
    });
  });

  it('takes again a copy that failed, and only that', async () => {
    const moves = await begin({ world: { copyFailsTo: ['cn-shanghai'] } });
    const { id } = await moves.start({ ...toSecond, across: 'region', to: { ...home, region: 'cn-shanghai' } }, never);
    const failed = await until(moves, id, at('failed'));
    expect(failed).toMatchObject({ step: 'copy', state: { failure: { code: 'cloud.copy-failed' } } });
    await moves.resume(id);
    await until(moves, id, at('running'));
    await until(moves, id, at('failed'));
    const asked = (await requestsOf(bench.cloud)).map(({ action }) => action);
    expect(asked.filter((action) => action === 'CopyImage')).toHaveLength(2);
    expect(asked.filter((action) => action === 'DeleteImage')).toHaveLength(1);
    expect(asked.filter((action) => action === 'CreateImage')).toHaveLength(1);
  });

  it('is refused where the name is taken, the server is gone, or practice meets earnest', async () => {
    const moves = await begin({ world: { images: ['base'] } });
    const refused = async (change: Partial<MoveWish>) =>
      moves.start({ ...toSecond, ...change }, never).then(
        () => 'started',
        (error: { code: string }) => error.code,
      );
    expect(await refused({ imageName: 'base' })).toBe('cloud.image-name-taken');
    expect(await refused({ instanceId: 'i-nobody' })).toBe('cloud.instance-gone');
    expect(await refused({ to: { account: 'earnest', region: 'cn-shanghai' } })).toBe('asked.input-invalid');
    expect(moves.list()).toEqual([]);
  });

  it('that cannot be read keeps nobody from the others', async () => {
    await begin();
    await mkdir(join(dataFolder, 'moves', 'mov-aaaaaaaaaaaa'), { recursive: true });
    await writeFile(join(dataFolder, 'moves', 'mov-aaaaaaaaaaaa', 'record.json'), '{"schema":1,"id":"../x"}');
    const again = await openMoves();
    expect(again.list()).toEqual([]);
    expect(again.unreadable()).toMatchObject([
      { id: 'mov-aaaaaaaaaaaa', failure: { code: 'program.record-unreadable' } },
    ]);
    await again.forget('mov-aaaaaaaaaaaa');
    expect(again.unreadable()).toEqual([]);
    expect(await readdir(join(dataFolder, 'moves'))).toEqual([]);
  });
});

/** Collects what is told until `good` is. */
async function hear<T>(told: (signal: AbortSignal) => AsyncIterable<T>, good: (one: T) => boolean): Promise<T[]> {
  const enough = new AbortController();
  const heard: T[] = [];
  for await (const one of told(enough.signal)) {
    heard.push(one);
    if (good(one)) break;
  }
  enough.abort();
  return heard;
}
const arrived = (event: MoveEvent): boolean => event.kind === 'changed' && at('launch')(event.move);

describe('the page', () => {
  it('is told each change of a move as it happens', async () => {
    const moves = await begin({ timetable: { copyMs: 400, instanceMs: 50, checkMs: 50 } });
    const heard = hear((signal) => moves.follow(signal), arrived);
    const { id } = await moves.start(toSecond, never);
    const [first, ...changes] = await heard;
    expect(first).toEqual({ kind: 'all', moves: [], unreadable: [] });
    const views = changes.flatMap((event) => (event.kind === 'changed' ? [event.move] : []));
    expect(views).toHaveLength(changes.length);
    const steps = views.map(({ step }) => step).filter((step, index, all) => step !== all[index - 1]);
    expect(steps).toEqual(['image', 'copy', 'share', 'launch']);
    expect(views.slice(0, -1).every(at('running'))).toBe(true);
    expect(views.some(({ step, percent }) => step === 'copy' && percent !== undefined)).toBe(true);
    await moves.forget(id);
    expect(bugs).toEqual([]);
  });

  it('is told what another program does with a move, and offers nothing meanwhile', async () => {
    const other = await begin({ timetable: { copyMs: 3_000, instanceMs: 50, checkMs: 50 } });
    const { id } = await other.start(toSecond, never);
    const moves = await openMoves();
    const heard = hear((signal) => moves.follow(signal), arrived);
    expect(moves.list()).toMatchObject([{ id, state: { at: 'running' } }]);
    expect(await moves.resume(id)).toMatchObject({ state: { at: 'running' } });
    await expect(moves.forget(id)).rejects.toMatchObject({ code: 'machine.data-busy' });
    const views = (await heard).flatMap((event) => (event.kind === 'changed' ? [event.move] : []));
    expect(views.some((view) => view.imageId !== undefined && at('running')(view))).toBe(true);
    expect(views.at(-1)?.arrivedImageId).toBeDefined();
    await moves.forget(id);
    expect(await readdir(join(dataFolder, 'moves'))).toEqual([]);
    expect(bugs).toEqual([]);
  });

  it('is told when another program has forgotten a move', async () => {
    const other = await begin({ timetable: { copyMs: 60_000, instanceMs: 50, checkMs: 50 } });
    const { id } = await other.start(toSecond, never);
    const moves = await openMoves();
    const heard = hear(
      (signal) => moves.follow(signal),
      ({ kind }) => kind === 'removed',
    );
    await other.forget(id);
    expect((await heard).at(-1)).toEqual({ kind: 'removed', id });
    expect(moves.list()).toEqual([]);
    await expect(moves.resume(id)).rejects.toMatchObject({ code: 'program.migration-missing' });
  });

  it('is told that a move that could not be read is forgotten', async () => {
    await begin();
    const folder = join(dataFolder, 'moves', 'mov-aaaaaaaaaaaa');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'record.json'), '{');
    const moves = await openMoves();
    const heard = hear(
      (signal) => moves.follow(signal),
      ({ kind }) => kind === 'removed',
    );
    await moves.forget('mov-aaaaaaaaaaaa');
    expect(await heard).toMatchObject([
      { kind: 'all', moves: [], unreadable: [{ id: 'mov-aaaaaaaaaaaa' }] },
      { kind: 'removed', id: 'mov-aaaaaaaaaaaa' },
    ]);
  });

  it('can show the log of a move: what is written already, then each line, and no secret', async () => {
    const moves = await begin({ world: { copyFailsTo: ['cn-shanghai'] } });
    const { id } = await moves.start({ ...toSecond, across: 'region', to: { ...home, region: 'cn-shanghai' } }, never);
    await until(moves, id, at('failed'));
    const said = (lines: LogLine[], event: string): boolean => lines.some((line) => line.event === event);
    const heard = hear(
      (signal) => moves.log(id, signal),
      (lines) => said(lines, 'stopped'),
    );
    await moves.resume(id);
    await moves.close();
    const [before = [], ...after] = await heard;
    expect(before).toMatchObject([
      { event: 'step begun', facts: { step: 'image' } },
      { event: 'following the image', facts: { region: 'cn-hangzhou' } },
      { event: 'step begun', facts: { step: 'copy' } },
      { event: 'following the image', facts: { region: 'cn-shanghai' } },
      { level: 'error', event: 'step failed', facts: { failure: 'cloud.copy-failed' } },
    ]);
    expect(after.flat().at(-1)).toMatchObject({ event: 'stopped' });
    const text = await readFile(join(dataFolder, 'moves', id, 'log.jsonl'), 'utf8');
    expect(text).not.toContain(secondAccessKeySecret);
  });
});
