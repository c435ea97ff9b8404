/**
 * A folder worked on by one program at a time. The lock is a file that names its owner and appears whole or not at all; one
 * whose owner has ended is no lock, and of all who see that, one takes it over ([decision 11](../../../docs/decisions/0011-one-lock.md)).
 */
import { createHash, randomUUID } from 'node:crypto';
import { link, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../../contract/failure-error.ts';
import { z } from '../../../contract/schema.ts';
import { fitJson } from '../../../contract/misfits.ts';
import { renamePatiently } from './atomic-file.ts';
import { fileFailure } from './file-failure.ts';
import { readOwnFile } from './own-file.ts';
import {
  identityOf,
  ownIdentity,
  programIdentity,
  sameProgram,
  stateOf,
  type ProgramIdentity,
} from './program-identity.ts';

export interface Lock {
  /** Fails with `machine.data-busy` when another program has taken it from us or removed it. */
  assertHeld(): Promise<void>;
  release(): Promise<void>;
}

const claim = programIdentity.extend({ nonce: z.string() });
interface Claim extends ProgramIdentity {
  readonly nonce: string;
}
/** What a lock file says; without an owner it is not a lock of ours, or torn. */
interface Found {
  readonly text: string;
  readonly owner: Claim | undefined;
}

/** The holder moves the file's time so often, for those who cannot see whether it runs. */
const beatMs = 3_000;
/** How long they look for that. */
const watchMs = 10_000;
const lookMs = 500;
/** A file system without links shows a lock before it is written. */
const writtenTries = 10;
const writtenLookMs = 50;

const isGone = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';
const heldHere = new Set<string>();
const lockPath = (folder: string): string => join(folder, 'lock');

/** Fails with `machine.data-busy` when another running program, or another part of this one, holds it; with ENOENT without a folder. */
export async function lockFolder(folder: string): Promise<Lock> {
  const path = lockPath(folder);
  const busy = (pid: number): Failure => new Failure('machine.data-busy', { folder, pid });
  if (heldHere.has(path)) throw busy(process.pid);
  heldHere.add(path);
  let text: string;
  try {
    text = JSON.stringify({ ...(await ownIdentity()), nonce: randomUUID() } satisfies Claim);
    await take(path, text, busy);
  } catch (error) {
    heldHere.delete(path);
    throw isGone(error) ? error : fileFailure(path, error);
  }
  await sweep(folder);
  const beat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), beatMs).unref();
  return {
    async assertHeld() {
      const found = await read(path);
      if (found?.text !== text) throw busy(found?.owner?.pid ?? process.pid);
    },
    async release() {
      clearInterval(beat);
      await removeOwn(path, text);
      heldHere.delete(path);
    },
  };
}

/** The running program that holds the folder, if any. */
export async function lockOwner(folder: string): Promise<number | undefined> {
  const path = lockPath(folder);
  const found = await read(path);
  return found?.owner !== undefined && (await holds(path, found.owner)) ? found.owner.pid : undefined;
}

/** What a lock of this program says. */
export const claimText = (owner: ProgramIdentity): string => JSON.stringify({ ...owner, nonce: '' } satisfies Claim);

/**
 * Several may find the same owner gone. Who may replace it is settled by a lock of its own, named after that very claim,
 * which never comes back: a taker that comes late finds another claim in its place.
 */
async function take(path: string, text: string, busy: (pid: number) => Failure): Promise<void> {
  for (;;) {
    if (await create(path, text)) return;
    const found = await read(path);
    if (found === undefined) continue; // released meanwhile
    if (found.owner !== undefined && (await holds(path, found.owner))) throw busy(found.owner.pid);
    const succession = `${path}.after-${createHash('sha256').update(found.text).digest('hex').slice(0, 16)}`;
    await take(succession, text, busy);
    try {
      if ((await read(path))?.text !== found.text) continue;
      await replace(path, text);
      return;
    } finally {
      await removeOwn(succession, text);
    }
  }
}

/** False when there is one. */
async function create(path: string, text: string): Promise<boolean> {
  const beside = besidePath(path);
  try {
    await writeFile(beside, text, { mode: 0o600 });
    await link(beside, path);
    return true;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (!['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK'].includes(code)) throw error;
    return await createWithoutLinks(path, text);
  } finally {
    await rm(beside, { force: true });
  }
}

async function createWithoutLinks(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function replace(path: string, text: string): Promise<void> {
  const beside = besidePath(path);
  await writeFile(beside, text, { mode: 0o600 });
  await renamePatiently(beside, path);
}

const besidePath = (path: string): string => join(dirname(path), `lock.${process.pid}.${randomUUID()}`);

async function read(path: string): Promise<Found | undefined> {
  for (let tries = 1; ; tries++) {
    let text: string;
    try {
      text = await readOwnFile(path);
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
    const said = fitJson(claim, text);
    if ('data' in said) return { text, owner: said.data };
    if (text !== '' || tries === writtenTries) return { text, owner: undefined };
    await sleep(writtenLookMs);
  }
}

async function removeOwn(path: string, text: string): Promise<void> {
  if ((await read(path))?.text === text) await rm(path, { force: true });
}

async function holds(path: string, owner: Claim): Promise<boolean> {
  const own = await ownIdentity();
  if (sameProgram(owner, own)) return heldHere.has(path);
  const state = await stateOf(owner);
  return state === 'runs' || (state === 'cannot-tell' && (await beats(path)));
}

/** Whether its holder moves the file's time; needs no agreement of clocks. */
async function beats(path: string): Promise<boolean> {
  const first = await timeOf(path);
  for (let watched = 0; watched < watchMs; watched += lookMs) {
    await sleep(lookMs);
    if ((await timeOf(path)) !== first) return true;
  }
  return false;
}

const timeOf = (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined, // released
  );

/** Removes what takers that were killed have left beside the lock; one killed before it wrote leaves only its number. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith('lock.')) continue;
    const path = join(folder, name);
    const owner = (await read(path).catch(() => undefined))?.owner ?? (await identityOf(Number(name.split('.')[1])));
    if ((await stateOf(owner)) === 'ended') await rm(path, { force: true });
  }
}
