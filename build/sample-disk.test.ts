/** The sample disk: made in moments, the same each time, and what it says it is. */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runChild } from '../main/core/base/child.ts';
import { inspectDisk } from '../main/core/disk/inspect.ts';
import { findQemu } from '../main/core/disk/find-qemu.ts';
import { makeSampleDisk } from './sample-disk.ts';
import { runQemuImg, sha256Of } from './test-disks.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sample-disk-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('is a small bootable-looking server, identical wherever it is made, and made once', async () => {
  const path = await makeSampleDisk(join(folder, 'first'));
  const { report } = await inspectDisk(path, await findQemu());
  expect(report).toMatchObject({
    name: 'practice-server.vmdk',
    format: 'vmdk',
    subformat: 'monolithicSparse',
    bootMode: 'BIOS',
    virtualSizeBytes: 2 ** 30,
    partitions: [{ type: 'Linux', active: true }],
  });
  expect(report.storedSizeBytes).toBeGreaterThan(24 * 2 ** 20);
  expect(report.storedSizeBytes).toBeLessThan(48 * 2 ** 20);
  expect(await readdir(join(folder, 'first'))).toEqual(['practice-server.vmdk']);

  const made = await stat(path);
  expect(await makeSampleDisk(join(folder, 'first'))).toBe(path);
  expect((await stat(path)).mtimeMs).toBe(made.mtimeMs);
  const again = await makeSampleDisk(join(folder, 'second'));
  expect(await sha256Of(again)).toBe(await sha256Of(path));

  const raw = join(folder, 'whole.raw');
  await runQemuImg(['convert', '-f', 'vmdk', '-O', 'raw', path, raw]);
  const environment = `PATH=${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`;
  const read = await runChild({
    program: 'env',
    args: [environment, 'debugfs', '-R', 'cat /etc/os-release', `${raw}?offset=1048576`],
  });
  expect(read.stdout).toContain('ID=debian');
});
