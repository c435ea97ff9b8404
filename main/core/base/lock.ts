/** A folder worked on by one process at a time. A lock whose owner is gone is no lock. */
import { readFileSync } from 'node:fs';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../../contract/failure-error.ts';

export interface Lock {
  release(): Promise<void>;
}

const heldHere = new Set<string>();

/** Fails with `machine.data-busy` when another running process, or another part of this one, holds it. */
export async function lockFolder(folder: string): Promise<Lock> {
  const path = join(folder, 'lock');
  if (heldHere.has(path)) throw new Failure('machine.data-busy', { folder, pid: process.pid });
  heldHere.add(path);
  try {
    await take(path, folder);
  } catch (error) {
    heldHere.delete(path);
    throw error;
  }
  return {
    async release() {
      await rm(path, { force: true });
      heldHere.delete(path);
    },
  };
}

async function take(path: string, folder: string): Promise<void> {
  for (;;) {
    try {
      await writeFile(path, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = await lockOwner(folder);
    if (owner !== undefined) throw new Failure('machine.data-busy', { folder, pid: owner });
    await rm(path, { force: true });
  }
}

/** The running process that holds the folder, if any. */
export async function lockOwner(folder: string): Promise<number | undefined> {
  const path = join(folder, 'lock');
  try {
    const pid = Number(await readFile(path, 'utf8'));
    const bootedMs = Date.now() - uptime() * 1000;
    const fromEarlierBoot = (await stat(path)).mtimeMs < bootedMs;
    if (!Number.isInteger(pid) || pid <= 0 || fromEarlierBoot) return undefined;
    if (pid === process.pid) return heldHere.has(path) ? pid : undefined;
    return isAlive(pid) ? pid : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !hasEnded(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // running, but owned by another user
  }
}

/**
 * Linux keeps the number of a program that has ended until its parent asks for it, which in many containers never happens
 * (states Z and X of proc_pid_stat(5)).
 */
function hasEnded(pid: number): boolean {
  try {
    const state = /^\d+ \(.*\) (?<state>\S)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.groups?.['state'];
    return state === 'Z' || state === 'X';
  } catch {
    return false; // no Linux
  }
}
