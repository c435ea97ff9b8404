import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Failure } from '../../../contract/failure-error.ts';
import { stageNames, type Progress, type StageName } from '../../../contract/stages.ts';
import { fakeClock, type FakeClock } from '../base/clock.fake.ts';
import { readLog } from '../base/log.ts';
import { loadRecord as load, logPath, saveRecord } from '../jobs/job-record.ts';
import type { Transfers } from '../transfer/transfers.ts';
import { migrationJobs } from './left-behind.ts';
import { statusOf } from './machine.ts';
import { idleTransfers, jobOf, wishedRecord as record } from './record.double.ts';
import { Runner } from './runner.ts';
import type { Stage } from './stage.ts';

let folder: string;
let clock: FakeClock;
let progress: Progress[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runner-'));
  await saveRecord(folder, record);
  clock = fakeClock();
  progress = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const loadRecord = (from: string) => load(from, migrationJobs);
const finished = (name: StageName): Stage => ({ name, run: () => Promise.resolve('done') });
const stagesWith = (...special: Stage[]): Stage[] =>
  stageNames.map((name) => special.find((stage) => stage.name === name) ?? finished(name));

/** Set to a time of day in which nothing may be sent. */
let hoursClosed: Failure<'asked.outside-hours'> | undefined;
const transfers: Transfers = { ...idleTransfers(), closed: () => hoursClosed };

function runnerWith(stages: Stage[], retryMs: number[] = []): Runner {
  const unused = () => Promise.reject(new Error('not used here'));
  return new Runner({
    job: jobOf(record, folder, clock, (error) => expect.unreachable(String(error))),
    stages,
    retryMs,
    tools: { clock, qemu: unused, cloud: unused, transfers },
    onProgress: (event) => progress.push(event),
    onDone: () => Promise.resolve(),
  });
}
/** A stage that works until it is told to stop. */
const endless = (name: StageName, extra: Partial<Stage> = {}): Stage & { started: Promise<void> } => {
  let begun = (): void => undefined;
  const started = new Promise<void>((resolve) => (begun = resolve));
  return {
    name,
    started,
    run: ({ signal }) =>
      new Promise((_, reject) => {
        begun();
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      }),
    ...extra,
  };
};

describe('a run', () => {
  it('is saved on disk before each stage works, and ends done', async () => {
    const seen: string[] = [];
    const stages = stageNames.map((name): Stage => ({
      name,
      async run() {
        seen.push((await loadRecord(folder)).stages[name].at);
        return name === 'launch' ? 'not-asked-for' : 'done';
      },
    }));
    const runner = runnerWith(stages);
    await runner.start();
    await runner.settled();
    expect(seen).toEqual(stageNames.map(() => 'running'));
    const saved = await loadRecord(folder);
    expect(statusOf(saved.stages, true)).toBe('done');
    expect(saved.stages.launch).toEqual({ at: 'skipped', because: 'not-asked-for' });
  });

  it('stops failed at a failure that needs somebody, and goes on from there', async () => {
    let broken = true;
    const upload: Stage = {
      name: 'upload',
      run: () =>
        broken ? Promise.reject(new Failure('account.role-missing', { role: 'r' })) : Promise.resolve('done'),
    };
    const convert = vi.fn(() => Promise.resolve('done' as const));
    const runner = runnerWith(stagesWith(upload, { name: 'convert', run: convert }));
    await runner.start();
    await runner.settled();
    expect(runner.record.stages.upload).toMatchObject({
      at: 'failed',
      failure: { code: 'account.role-missing' },
    });
    broken = false;
    await runner.start();
    await runner.settled();
    expect(statusOf(runner.record.stages, true)).toBe('done');
    expect(convert).toHaveBeenCalledTimes(1);
  });

  it('waits out what passes by itself, says so, and gives up after its table', async () => {
    const upload: Stage = {
      name: 'upload',
      run: () => Promise.reject(new Failure('network.unreachable', { host: 'oss', reason: 'ECONNREFUSED' })),
    };
    const runner = runnerWith(stagesWith(upload), [1_000, 2_000]);
    await runner.start();
    for (const waitMs of [1_000, 2_000]) {
      await vi.waitFor(() => expect(clock.waiting).toBe(1));
      expect(runner.record.stages.upload).toMatchObject({
        at: 'waiting',
        failure: { code: 'network.unreachable' },
      });
      await clock.advance(waitMs);
    }
    await runner.settled();
    expect(runner.record.stages.upload).toMatchObject({ at: 'failed', attempt: 3 });
    expect(readLog(logPath(folder)).filter(({ event }) => event === 'waiting before another try')).toHaveLength(2);
  });

  it('keeps everything on a pause and undoes nothing', async () => {
    const undo = vi.fn(() => Promise.resolve());
    const convert = endless('convert', { undo });
    const runner = runnerWith(stagesWith(convert));
    await runner.start();
    await convert.started;
    await runner.stop('asked');
    expect(runner.record.stages.convert).toMatchObject({ at: 'paused', because: 'asked' });
    expect(undo).not.toHaveBeenCalled();
    expect(runner.busy).toBe(false);
  });

  it('shows that a stage starts over, instead of keeping how far its failed try had come', async () => {
    let tries = 0;
    const convert: Stage = {
      name: 'convert',
      run({ report }) {
        tries += 1;
        report({ doing: 'converting', done: tries === 1 ? 80 : 10, total: 100, unit: 'bytes' });
        if (tries > 1) return Promise.resolve('done');
        throw new Failure('network.unreachable', { host: 'nas', reason: 'gone' });
      },
    };
    const runner = runnerWith(stagesWith(convert), [1_000]);
    await runner.start();
    await vi.waitFor(() => expect(clock.waiting).toBe(1));
    await clock.advance(1_000);
    await runner.settled();
    expect(progress.map(({ done }) => done)).toEqual([80, 10]);
  });

  describe('a pause of a stage that has something under way', () => {
    /** Has kept 30 of 100; ends when eased, unless told to be slow about it. */
    const easing = (slow: boolean) => {
      let begun = (): void => undefined;
      const started = new Promise<void>((resolve) => (begun = resolve));
      const stage: Stage = {
        name: 'upload',
        eases: true,
        run: ({ signal, easing: eased, report }) =>
          new Promise((_, reject) => {
            report({ doing: 'uploading', done: 40, total: 100, kept: 30, unit: 'bytes' });
            signal.addEventListener('abort', () => reject(signal.reason as Error));
            if (!slow)
              eased.addEventListener('abort', () => {
                report({ doing: 'finishing-parts', done: 50, total: 100, kept: 50, unit: 'bytes' });
                reject(eased.reason as Error);
              });
            begun();
          }),
      };
      return { stage, started };
    };

    it('lets that come to its end, and says how far it had come, also after a restart', async () => {
      const { stage, started } = easing(false);
      const runner = runnerWith(stagesWith(stage));
      await runner.start();
      await started;
      await runner.pause();
      const { stages } = await loadRecord(folder);
      expect(stages.upload).toMatchObject({
        at: 'paused',
        because: 'asked',
        reached: { done: 50, total: 100 },
      });
    });

    it.each([
      ['asked a second time', (runner: Runner) => runner.pause()],
      ['the time for it is over', () => clock.advance(60_000)],
    ])('stops at once when %s, and keeps what was kept', async (_, hurry) => {
      const { stage, started } = easing(true);
      const runner = runnerWith(stagesWith(stage));
      await runner.start();
      await started;
      const pausing = runner.pause();
      await hurry(runner);
      await pausing;
      expect(runner.record.stages.upload).toMatchObject({ at: 'paused', reached: { done: 30 } });
    });
  });

  it('refuses to cancel what is done, and undoes nothing of it', async () => {
    const undone: StageName[] = [];
    const stages = stageNames.map((name): Stage => ({
      ...finished(name),
      undo: () => Promise.resolve(void undone.push(name)),
    }));
    const runner = runnerWith(stages);
    await runner.start();
    await runner.settled();
    await expect(runner.cancel()).rejects.toMatchObject({ code: 'asked.not-now', facts: { reason: 'image-made' } });
    expect(undone).toEqual([]);
    expect(statusOf((await loadRecord(folder)).stages, true)).toBe('done');
  });

  it('undoes every stage that had begun on a cancel, the last one first', async () => {
    const undone: string[] = [];
    const note = (name: StageName) => ({ undo: () => Promise.resolve(void undone.push(name)) });
    const upload = endless('upload', note('upload'));
    const runner = runnerWith(
      stagesWith(upload, { ...finished('convert'), ...note('convert') }, { ...finished('import'), ...note('import') }),
    );
    await runner.start();
    await upload.started;
    await runner.cancel();
    expect(undone).toEqual(['upload', 'convert']);
    expect(statusOf((await loadRecord(folder)).stages, true)).toBe('cancelled');
    await expect(runner.start()).rejects.toMatchObject({ code: 'asked.not-now' });
  });

  it('does a finished stage again when what it had made is gone', async () => {
    let there = true;
    const convert = {
      run: vi.fn(() => Promise.resolve('done' as const)),
      stillHolds: () => Promise.resolve(there),
    };
    const upload = endless('upload');
    const runner = runnerWith(stagesWith({ name: 'convert', ...convert }, upload));
    await runner.start();
    await upload.started;
    await runner.stop('asked');
    there = false;
    await runner.start();
    await vi.waitFor(() => expect(convert.run).toHaveBeenCalledTimes(2));
    await runner.stop('asked');
  });

  it('is refused while it runs already', async () => {
    const upload = endless('upload');
    const runner = runnerWith(stagesWith(upload));
    await runner.start();
    await expect(runner.start()).rejects.toMatchObject({ code: 'asked.not-now' });
    await runner.stop('shutdown');
  });

  it('reports progress that never goes backwards and at most four times a second', async () => {
    const convert: Stage = {
      name: 'convert',
      async run({ report }) {
        for (const done of [10, 50, 30, 60]) {
          report({ doing: 'converting', done, total: 100, unit: 'bytes' });
          report({ doing: 'converting', done: done + 1, total: 100, unit: 'bytes' });
          await clock.advance(300);
        }
        return 'done';
      },
    };
    const runner = runnerWith(stagesWith(convert));
    await runner.start();
    await runner.settled();
    expect(progress.map(({ done }) => done)).toEqual([10, 50, 50, 60]);
  });

  it('writes no stack and no secret into the record when our own code breaks, but tells the log', async () => {
    const convert: Stage = {
      name: 'convert',
      run: () => Promise.reject(new TypeError('x is not a function')),
    };
    const runner = runnerWith(stagesWith(convert));
    await runner.start();
    await runner.settled();
    expect(runner.record.stages.convert).toMatchObject({ at: 'failed', failure: { code: 'program.bug' } });
    expect(await readFile(join(folder, 'record.json'), 'utf8')).not.toContain('runner.test');
    expect(readLog(logPath(folder)).at(-1)?.facts['stack']).toContain('runner.test');
  });
});

describe('waiting for something', () => {
  it('waits for the hours without counting it as a failure, and goes on when they come', async () => {
    const closed = new Failure('asked.outside-hours', {
      from: '20:00',
      to: '06:00',
      until: '2026-01-01T20:00:00.000Z',
    });
    hoursClosed = closed;
    const upload: Stage = {
      name: 'upload',
      run: () => (hoursClosed === undefined ? Promise.resolve('done') : Promise.reject(hoursClosed)),
    };
    const runner = runnerWith(stagesWith(upload));
    await runner.start();
    await vi.waitFor(() =>
      expect(runner.record.stages.upload).toMatchObject({
        at: 'waiting',
        until: closed.facts.until,
        failure: { code: 'asked.outside-hours' },
      }),
    );
    await vi.waitFor(() => expect(clock.waiting).toBe(1));
    hoursClosed = undefined;
    await clock.advance(60_000);
    await runner.settled();
    expect(runner.record.stages.upload).toMatchObject({ at: 'done', attempt: 2 });
  });

  it('pauses for new keys when a token has ended, and says so', async () => {
    let ended = true;
    const upload: Stage = {
      name: 'upload',
      run: () =>
        ended ? Promise.reject(new Failure('account.token-expired', { requestId: '1' })) : Promise.resolve('done'),
    };
    const runner = runnerWith(stagesWith(upload));
    await runner.start();
    await runner.settled();
    expect(runner.record.stages.upload).toMatchObject({
      at: 'paused',
      because: 'credentials',
      failure: { code: 'account.token-expired' },
    });
    ended = false;
    await runner.start();
    await runner.settled();
    expect(runner.record.stages.upload).toMatchObject({ at: 'done' });
  });

  it('a line that comes and goes for days may fail as often as it likes, as long as it gets on', async () => {
    let done = 0;
    const upload: Stage = {
      name: 'upload',
      run({ report }) {
        if (++done === 9) return Promise.resolve('done');
        report({ doing: 'uploading', done, total: 9, unit: 'bytes' });
        return Promise.reject(new Failure('network.unreachable', { host: 'x', reason: 'ECONNRESET' }));
      },
    };
    const runner = runnerWith(stagesWith(upload), [1_000, 1_000]);
    await runner.start();
    for (let turn = 1; turn < 9; turn++) {
      await vi.waitFor(() => expect(clock.waiting).toBe(1));
      await clock.advance(1_000);
    }
    await runner.settled();
    expect(runner.record.stages.upload).toMatchObject({ at: 'done' });
  });
});
