/**
 * Makes a fresh clone runnable: packages installed, programs built, one start at a time. Uses nothing but Node's own
 * modules, since nothing else is installed yet. Everything it says goes to standard error.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const cacheFolder = join(root, '.cache');

/** Tells the person; standard output belongs to the program being started. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** A reason to stop that needs no stack: `status` is the exit status. */
export class Stop extends Error {
  constructor(message, status = 1) {
    super(message);
    this.status = status;
  }
}

/** The newest Node at hand: the one that came with the packages, else the one running this. */
export function newestNode() {
  const own = join(root, 'node_modules', '.bin', 'node');
  return existsSync(own) ? own : process.execPath;
}

/** Runs a program to its end and keeps what it says; it does not outlive us. Rejects only when it cannot be started. */
export function capture(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...options,
    });
    let output = '';
    const keep = (text) => (output += text);
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    const end = (signal) => {
      child.kill(signal);
      process.exit(signal === 'SIGINT' ? 130 : 143);
    };
    process.on('SIGINT', end).on('SIGTERM', end);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGINT', end).off('SIGTERM', end);
      resolve({ ok: code === 0, status: code ?? signal, output });
    });
  });
}

/** Runs a program in the foreground, passes signals on, and resolves to its exit status. */
export function foreground(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options });
    const pass = (signal) => child.kill(signal);
    process.on('SIGINT', pass).on('SIGTERM', pass);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGINT', pass).off('SIGTERM', pass);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

/** Installs the locked packages unless what is installed came from this very lock file. */
export async function ensurePackages() {
  const lock = join(root, 'package-lock.json');
  const installed = join(root, 'node_modules', '.package-lock.json');
  const stamp = join(root, 'node_modules', '.installed-from');
  const digest = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(installed)) {
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
    // installed by hand, after the lock file was last written
    if (!existsSync(stamp) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) {
      writeFileSync(stamp, digest);
      return;
    }
  }
  say('Installing packages (a minute or two, once) …');
  const npm = process.env['npm_execpath'];
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { ok, output } =
    npm === undefined
      ? await capture('npm', args, { shell: process.platform === 'win32' })
      : await capture(process.execPath, [npm, ...args]);
  if (!ok) throw new Stop(`${output}\nThe packages could not be installed; "npm ci --ignore-scripts" shows it again.`);
  writeFileSync(stamp, digest);
}

const sources = [
  'assets',
  'build',
  'contract',
  'main',
  'practice',
  'preload',
  'renderer',
  'package-lock.json',
  'package.json',
  'tsconfig.json',
  'vite.config.ts',
  'words',
];

function* filesUnder(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) yield* filesUnder(join(path, name));
}

/** Changes whenever a file that is built changes: path, size and time of each. */
function sourcesDigest() {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesUnder(join(root, source))) {
      if (/\.test\.tsx?$/.test(file)) continue;
      const { size, mtimeMs } = statSync(file);
      hash.update(`${relative(root, file)}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

/** Builds unless what is built came from the sources as they are. */
export async function ensureBuild() {
  const stamp = join(root, 'dist', '.built-from');
  const digest = sourcesDigest();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  say('Building …');
  rmSync(stamp, { force: true });
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const { ok, output } = await capture(newestNode(), [vite, 'build', '--app', '--logLevel', 'warn']);
  if (!ok) throw new Stop(`${output}\nThe build failed.`);
  writeFileSync(stamp, digest);
}

const beatMs = 2_000;
const lostAfterMs = 30_000;

/**
 * Lets one start at a time set things up. The lock is a folder put in place in one step with its owner's id in it; it
 * counts as left behind when that process is gone or has not touched it for half a minute.
 */
export async function alone(act) {
  mkdirSync(cacheFolder, { recursive: true });
  const lock = join(cacheFolder, 'start.lock');
  const mine = join(cacheFolder, `start.${process.pid}.${Date.now()}`);
  mkdirSync(mine);
  writeFileSync(join(mine, 'pid'), String(process.pid));
  let told = false;
  while (!takes(mine, lock)) {
    if (isLeftBehind(lock)) {
      // moved first: only one of several waiting starts can move it
      const old = `${mine}.old`;
      try {
        renameSync(lock, old);
      } catch {
        continue; // another start was faster
      }
      rmSync(old, { recursive: true, force: true });
      continue;
    }
    if (!told) say('Another start is setting up; waiting for it …');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const beat = setInterval(() => {
    try {
      utimesSync(lock, new Date(), new Date());
    } catch {
      // taken away by hand: nothing to keep alive
    }
  }, beatMs);
  try {
    return await act();
  } finally {
    clearInterval(beat);
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Renaming a folder onto one that has something in it fails on every system: that is the lock. */
function takes(mine, lock) {
  try {
    renameSync(mine, lock);
    utimesSync(lock, new Date(), new Date());
    return true;
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'].includes(error.code) && existsSync(lock)) return false;
    throw error;
  }
}

function isLeftBehind(lock) {
  try {
    if (Date.now() - statSync(lock).mtimeMs > lostAfterMs) return true;
    process.kill(Number(readFileSync(join(lock, 'pid'), 'utf8')), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH'; // any other error: it was released just now, or is another user's
  }
}
