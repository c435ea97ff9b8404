import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder, lockOwner } from './lock.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'lock-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a folder lock', () => {
  it('is held by one at a time, also within one program', async () => {
    const lock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'machine.data-busy' });
    await lock.release();
    await (await lockFolder(folder)).release();
  });

  it('names the living process that holds it', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await new Promise((resolve) => other.once('spawn', resolve));
    await writeFile(join(folder, 'lock'), String(other.pid));
    await expect(lockFolder(folder)).rejects.toMatchObject({
      code: 'machine.data-busy',
      facts: { pid: other.pid },
    });
    const gone = new Promise((resolve) => other.once('exit', resolve));
    other.kill('SIGKILL');
    await gone;
    await (await lockFolder(folder)).release();
  });

  it.skipIf(process.platform !== 'linux')(
    'is free once its holder has ended, though nobody has asked how it ended',
    async () => {
      const careless = spawn('sh', ['-c', 'true & echo $!; exec sleep 60']);
      const [line] = (await once(careless.stdout, 'data')) as [Buffer];
      await writeFile(join(folder, 'lock'), line.toString().trim());
      await expect.poll(() => lockOwner(folder)).toBeUndefined();
      await (await lockFolder(folder)).release();
      careless.kill();
    },
  );

  it('is not fooled by a number used again after a reboot', async () => {
    await writeFile(join(folder, 'lock'), String(process.ppid));
    await utimes(join(folder, 'lock'), 0, 0);
    expect(await lockOwner(folder)).toBeUndefined();
    const lock = await lockFolder(folder);
    expect(await readFile(join(folder, 'lock'), 'utf8')).toBe(String(process.pid));
    await lock.release();
  });

  it('takes over from garbage', async () => {
    await writeFile(join(folder, 'lock'), 'not a number');
    await (await lockFolder(folder)).release();
  });
});
