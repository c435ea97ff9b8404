/** Room for a converted disk: the estimate against what is really written, and what is said when there is none. */
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDisk, makeRawDisk } from '../../../build/test-disks.ts';
import { convertDisk } from './convert.ts';
import { inspectDisk } from './inspect.ts';
import { findQemu } from './find-qemu.ts';
import { assertRoom, dynamicVhdBytes, neededBytes, partialSuffix, removePartials, roomKeptBytes } from './staging.ts';

const MiB = 2 ** 20;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disk-staging-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('the estimate is never below what is written, and for VHD it is exact', async () => {
  const qemu = await findQemu();
  const data = [
    { offset: MiB, bytes: 3 * MiB },
    { offset: 33 * MiB, bytes: 512 },
    { offset: 40 * MiB, bytes: 5 * MiB },
  ];
  const raw = await makeRawDisk(join(folder, 'web.raw'), { bytes: 100 * MiB, data });
  const disk = await inspectDisk(await makeDisk(raw, 'vmdk-streamOptimized'), qemu);
  for (const format of ['qcow2', 'vhd', 'raw'] as const) {
    const output = join(folder, `out.${format}`);
    const { signal } = new AbortController();
    await convertDisk({ disk, format, output, qemu, signal, onProgress: () => undefined });
    const { size } = await stat(output);
    const needed = await neededBytes(disk, format, qemu);
    expect(needed).toBeGreaterThanOrEqual(size);
    expect(needed).toBeLessThan(size * 1.2);
    if (format !== 'qcow2') expect(needed).toBe(size);
  }
});

test('the VHD formula gives the size measured for a large disk', () => {
  expect(dynamicVhdBytes(20 * 2 ** 30, 1_675)).toBe(1_536 + 40_960 + 1_675 * (2 * MiB + 512) + 512);
});

test('too little room, by one byte', async () => {
  const needed = 10 * MiB;
  await assertRoom(folder, needed, async () => needed + roomKeptBytes);
  const short = assertRoom(folder, needed, async () => needed + roomKeptBytes - 1);
  await expect(short).rejects.toMatchObject({
    code: 'machine.staging-full',
    facts: { folder, neededBytes: needed + roomKeptBytes, freeBytes: needed + roomKeptBytes - 1 },
  });
  await expect(assertRoom(folder, 2 ** 60)).rejects.toMatchObject({ code: 'machine.staging-full' });
  await assertRoom(folder, 1);
});

test('a folder that is not there or is a file cannot be written to', async () => {
  const missing = join(folder, 'missing');
  await expect(assertRoom(missing, 1)).rejects.toMatchObject({
    code: 'machine.folder-unwritable',
    facts: { reason: 'ENOENT' },
  });
  const file = join(folder, 'file');
  await writeFile(file, '');
  await expect(assertRoom(file, 1)).rejects.toMatchObject({
    code: 'machine.folder-unwritable',
    facts: { reason: 'ENOTDIR' },
  });
});

test('sweeps unfinished conversions and nothing else', async () => {
  const place = join(folder, 'sweep');
  await mkdir(place);
  for (const name of [`a.qcow2${partialSuffix}`, 'a.qcow2', 'download.partial'])
    await writeFile(join(place, name), 'x');
  await removePartials(place);
  expect((await readdir(place)).sort()).toEqual(['a.qcow2', 'download.partial']);
  await removePartials(join(folder, 'nowhere'));
});
