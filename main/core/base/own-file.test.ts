/** What lies in a file's place and is none hangs no command and fills no memory. */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockFolder } from './lock.ts';
import { readLog } from './log.ts';
import { addToOwnFileSync, openToAdd, readOwnFile } from './own-file.ts';
import { readRecord } from './record-file.ts';
import { z } from '../../../contract/schema.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own-file-'));
  path = join(folder, 'lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const stranger: Record<string, () => unknown> = {
  'a pipe': () => execFileSync('mkfifo', [path]),
  'a folder': () => mkdir(path),
  'a link to a device without an end': () => symlink('/dev/zero', path),
  'a link to itself': () => symlink(path, path),
};

it.skipIf(process.platform === 'win32').each(Object.entries(stranger))('refuses %s', async (_, make) => {
  await make();
  await expect(readOwnFile(path)).rejects.toThrow();
  await expect(openToAdd(path)).rejects.toThrow();
  expect(() => addToOwnFileSync(path, 'line\n')).toThrow();
  expect(() => readLog(path)).toThrow();
  await expect(readRecord(path, z.string())).rejects.toMatchObject({ code: 'program.record-unreadable' });
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'machine.file-failed', facts: { file: path } });
});

it('adds to a file, through a link too', async () => {
  await writeFile(path, 'one\n');
  await symlink(path, join(folder, 'other'));
  addToOwnFileSync(join(folder, 'other'), 'two\n');
  const file = await openToAdd(path);
  await file.appendFile('three\n');
  await file.close();
  expect(await readOwnFile(path)).toBe('one\ntwo\nthree\n');
});
