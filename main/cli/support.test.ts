/** `support` saves a zip that only its owner may read, and never over another file. */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli } from './test-driver.ts';

test('a bundle is saved where it is asked for, once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'support-'));
  const file = join(folder, 'bundle.zip');
  const args = ['support', '--data-dir', join(folder, 'data'), '--out', file, '--json'];
  try {
    const first = await cli(args);
    expect([first.exitCode, first.last?.['file']]).toEqual([0, file]);
    expect((await readFile(file)).subarray(0, 2).toString()).toBe('PK');
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o077).toBe(0);
    const second = await cli(args);
    expect([second.exitCode, second.last?.event]).toEqual([1, 'failed']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
