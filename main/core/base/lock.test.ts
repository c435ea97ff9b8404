/** A folder's lock: one holder, however its programs begin, end, crash and whatever the clock does. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockAs } from './lock.double.ts';
import { lockFolder, lockOwner } from './lock.ts';

let folder: string;
let others: ChildProcess[] = [];
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'lock-'))));
afterEach(async () => {
  for (const other of others) other.kill('SIGKILL');
  others = [];
  await rm(folder, { recursive: true, force: true });
});

async function start(program: string, args: string[]): Promise<ChildProcess & { pid: number }> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  others.push(child);
  await once(child, 'spawn');
  return child as ChildProcess & { pid: number };
}
const idle = () => start(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
async function endedPid(): Promise<number> {
  const child = await idle();
  await end(child);
  return child.pid;
}
const isFree = async (): Promise<void> => {
  expect(await lockOwner(folder)).toBeUndefined();
  await (await lockFolder(folder)).release();
  expect(await readdir(folder)).toEqual([]);
};

describe('a folder lock', () => {
  it('is held by one at a time, also within one program', async () => {
    const lock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'machine.data-busy' });
    await lock.release();
    await isFree();
  });

  it('names the living process that holds it, and is free once that is killed', async () => {
    const other = await idle();
    await lockAs(other.pid, folder);
    expect(await lockOwner(folder)).toBe(other.pid);
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'machine.data-busy', facts: { pid: other.pid } });
    await end(other);
    await isFree();
  });

  it.skipIf(process.platform !== 'linux')(
    'is free once its holder has ended, though nobody has asked how it ended',
    async () => {
      const careless = await start('sh', ['-c', 'true & echo $!; exec sleep 60']);
      const [line] = (await once(careless.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
      const pid = Number(line.toString());
      await expect
        .poll(async () => {
          await lockAs(pid, folder);
          return await lockOwner(folder);
        })
        .toBeUndefined();
      await isFree();
    },
  );

  it.skipIf(process.platform === 'win32')('is not held by a program that was given the number later', async () => {
    const other = await idle();
    await lockAs(other.pid, folder, { started: '1' });
    await isFree();
  });

  it('is not held by a program of an earlier boot, though its number is in use again', async () => {
    await lockAs(process.ppid, folder, { boot: 'earlier' });
    await isFree();
  });

  it.each([
    ['set back by a day', -86_400],
    ['set forward by a year', 31_536_000],
  ])('is held all the same when the clock is %s', async (_, seconds) => {
    const other = await idle();
    await lockAs(other.pid, folder);
    const then = new Date(Date.now() - seconds * 1000);
    await utimes(join(folder, 'lock'), then, then);
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'machine.data-busy' });
  });

  it('of a program on another machine is held while its file’s time moves, and free once it rests', async () => {
    const other = await idle();
    await lockAs(other.pid, folder, { machine: 'elsewhere' });
    let seconds = 1_000;
    const beating = setInterval(() => void utimes(join(folder, 'lock'), ++seconds, seconds), 200);
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'machine.data-busy' });
    clearInterval(beating);
    await (await lockFolder(folder)).release();
  }, 60_000);

  it.each(['', 'not a claim', '4711', '{"pid":1}', '\0'.repeat(200)])(
    'takes over from what names no owner: %j',
    async (text) => {
      await writeFile(join(folder, 'lock'), text);
      await isFree();
    },
  );

  it('notices when it was taken away, and leaves what is there then', async () => {
    const lock = await lockFolder(folder);
    await lock.assertHeld();
    await lockAs(process.ppid, folder);
    const theirs = await readFile(join(folder, 'lock'), 'utf8');
    await expect(lock.assertHeld()).rejects.toMatchObject({ code: 'machine.data-busy', facts: { pid: process.ppid } });
    await lock.release();
    expect(await readFile(join(folder, 'lock'), 'utf8')).toBe(theirs);
  });

  it('leaves nothing of takers that were killed in the middle', async () => {
    const pid = await endedPid();
    await lockAs(pid, folder);
    const claim = await readFile(join(folder, 'lock'), 'utf8');
    await writeFile(join(folder, `lock.${pid}.a`), claim);
    await writeFile(join(folder, `lock.${pid}.b`), '');
    await writeFile(join(folder, 'lock.after-0123456789abcdef'), claim);
    await isFree();
  });
});

/** Programs that all find the same dead owner. */
describe('after a crash', () => {
  const atOnce = 6;
  const rounds = 300;

  it(`is taken over by one of ${atOnce} programs, in each of ${rounds} rounds`, async () => {
    const racers = await Promise.all(Array.from({ length: atOnce }, () => racer()));
    const dead = await endedPid();
    for (let round = 1; round <= rounds; round++) {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder);
      await lockAs(dead, folder);
      const said = await Promise.all(racers.map((one) => one('take')));
      expect(
        said.filter((one) => one === 'held'),
        `round ${round}: ${said.join()}`,
      ).toHaveLength(1);
      expect(said.filter((one) => one === 'machine.data-busy')).toHaveLength(atOnce - 1);
      await Promise.all(racers.map((one) => one('release')));
      expect(await readdir(folder)).toEqual([]);
    }
  }, 120_000);

  async function racer(): Promise<(wish: string) => Promise<string>> {
    const child = await start(process.execPath, [join(import.meta.dirname, 'lock-child.double.ts'), folder]);
    const lines: Interface = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    const answers = lines[Symbol.asyncIterator]();
    await answers.next();
    return async (wish) => {
      child.stdin?.write(`${wish}\n`);
      return ((await answers.next()) as { value: string }).value;
    };
  }
});
