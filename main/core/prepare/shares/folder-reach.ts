/** Tries a folder, mounted share or not: is it there, may we write, how much room is left. Never waits for a dead server. */
import { say } from '../../../../contract/said.ts';
import { access, constants, stat, statfs } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { Failure } from '../../../../contract/failure-error.ts';
import type { FolderReach } from '../../../../contract/prepare.ts';

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

async function look(folder: string): Promise<FolderReach> {
  try {
    const there = await stat(folder);
    if (!there.isDirectory()) return { at: 'not-reached', because: 'not-a-folder', detail: '' };
    const space = await statfs(folder);
    const writable = await access(folder, constants.W_OK).then(
      () => true,
      // not being allowed to write is the answer, not a failure
      () => false,
    );
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
