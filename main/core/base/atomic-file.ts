/** Files that are either the old or the new one, whole, whatever happens in between. */
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const renameTries = 10;
const queues = new Map<string, Promise<unknown>>();

/** Writes beside, syncs, renames. Writers of the same path take turns, in the order they asked. */
export function writeFileAtomic(path: string, data: string | Uint8Array): Promise<void> {
  const turn = (queues.get(path) ?? Promise.resolve()).catch(() => undefined).then(() => write(path, data));
  queues.set(path, turn);
  return turn.finally(() => {
    if (queues.get(path) === turn) queues.delete(path);
  });
}

async function write(path: string, data: string | Uint8Array): Promise<void> {
  const beside = `${path}.${process.pid}.new`;
  try {
    const file = await open(beside, 'w', 0o600);
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    await renamePatiently(beside, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** Windows refuses to replace a file that a virus scanner or indexer holds open; that passes in moments. */
export async function renamePatiently(from: string, to: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      if (!['EPERM', 'EBUSY', 'EACCES'].includes(code) || process.platform !== 'win32' || tries === renameTries)
        throw error;
      await sleep(20 * tries);
    }
  }
}

/** Makes the rename itself durable; Windows has no such call for folders. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
