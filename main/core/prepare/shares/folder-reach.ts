/** Tries a folder, mounted share or not: is it there, may we write, how much room is left. Never waits for a dead server. */
import { say } from '../../../../contract/said.ts';
import { rm, stat, statfs, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { Failure } from '../../../../contract/failure-error.ts';
import type { FolderReach } from '../../../../contract/prepare.ts';
import { newHandle } from '../../base/ids.ts';

/** statfs(2) on Linux. */
const networkTypes: ReadonlyMap<number, 'nfs' | 'smb'> = new Map([
  [0x6969, 'nfs'],
  [0x517b, 'smb'],
  [0xff534d42, 'smb'],
  [0xfe534d42, 'smb'],
]);

const because = (error: unknown): FolderReach => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason =
    code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : code === 'EACCES' || code === 'EPERM' ? 'refused' : 'failed';
  return { at: 'not-reached', because: reason, detail: code };
};

/** Tried, not asked: Windows, network drives and read-only systems answer a question about rights wrongly. */
async function takesFiles(folder: string): Promise<boolean> {
  const trial = join(folder, `ecs-trial-${newHandle()}`);
  try {
    await writeFile(trial, '', { flag: 'wx' });
    await rm(trial);
    return true;
  } catch (error) {
    // a full disk is told by its room; anything else is the answer, not a failure
    return error instanceof Error && 'code' in error && error.code === 'ENOSPC';
  }
}

async function look(folder: string): Promise<FolderReach> {
  try {
    const there = await stat(folder);
    if (!there.isDirectory()) return { at: 'not-reached', because: 'not-a-folder', detail: '' };
    const space = await statfs(folder);
    const writable = await takesFiles(folder);
    const network = process.platform === 'linux' ? (networkTypes.get(Number(space.type) >>> 0) ?? 'no') : 'unknown';
    return {
      at: 'reached',
      freeBytes: space.bavail * space.bsize,
      totalBytes: space.blocks * space.bsize,
      writable,
      network,
    };
  } catch (error) {
    return because(error);
  }
}

/**
 * A server that is gone leaves calls hanging for minutes: after `patienceMs` the answer is `no-answer`, and the call is
 * left to itself. Fails with `asked.input-invalid` for a relative path.
 */
export async function folderReach(folder: string, patienceMs: number): Promise<FolderReach> {
  if (!isAbsolute(folder)) throw new Failure('asked.input-invalid', { problems: say('not-absolute', folder) });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<FolderReach>((resolve) => {
    timer = setTimeout(() => resolve({ at: 'not-reached', because: 'no-answer', detail: '' }), patienceMs);
  });
  try {
    return await Promise.race([look(folder), late]);
  } finally {
    clearTimeout(timer);
  }
}
