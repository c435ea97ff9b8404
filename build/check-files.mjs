/** Our own rules for what is in the repository: files stay short, nothing binary or private, and a lock file that serves every system. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from './setup.mjs';

const skipped = new Set(['.git', 'node_modules', 'dist', 'release', '.cache', 'coverage', 'shots']);
const mostLines = 400;
/** Only falls. */
export const mostIgnores = 112;
const pictures = /^(assets|docs)\/.*\.(png|ico|icns)$/;
const long = /^(package-lock\.json|LICENSE)$/;

// written with [/] so that the rules do not find themselves
const forbidden = [
  [/(^|[\s'"`(=:])[/](work|root|tmp)[/]/m, 'a path of one machine'],
  [/[.][.][/]shared/, 'a path outside the repository'],
  [/registry[.]npm|npmjs[.](org|com)|npm[m]irror|deb[.]debian[.]/, "a package registry's address"],
  [/LTAI5t[A-Za-z0-9]{18}/, 'an AccessKey'],
  [/-----BEGIN [A-Z ]*PRIVATE[ ]KEY/, 'a private key'],
  [/eslint[-]disable/, 'a lint rule switched off in place'],
];
const ignore = /prettier[-]ignore/g;
/** Doubles of whole modules are for the one door that cannot run here. */
const moduleDouble = [/\bvi[.](do)?[mM]ock\(/, 'a module mock', /^(main\/electron|preload)\//];

/** Every file of the repository, by its full path. */
export function* repositoryFiles(folder = root) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (skipped.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* repositoryFiles(path);
    else if (entry.isFile()) yield path;
  }
}

/** How often a text tells the formatter to leave something alone. */
export const countIgnores = (text) => text.match(ignore)?.length ?? 0;

/** No file over 400 lines, no binary but the pictures we show, nothing of a machine, a registry or an account. */
export async function checkFiles() {
  const problems = [];
  let ignores = 0;
  for (const path of repositoryFiles()) {
    const name = relative(root, path).split(sep).join('/');
    const bytes = readFileSync(path);
    if (bytes.subarray(0, 65_536).includes(0)) {
      if (!pictures.test(name)) problems.push(`${name}: binary`);
      continue;
    }
    const text = bytes.toString('utf8');
    const lines = text.split('\n').length - 1;
    ignores += countIgnores(text);
    if (lines > mostLines && !long.test(name)) problems.push(`${name}: ${lines} lines, at most ${mostLines}`);
    for (const [pattern, what] of forbidden) {
      const found = pattern.exec(text);
      if (found !== null) problems.push(`${name}:${lineOf(text, found.index)}: ${what}`);
    }
    const [pattern, what, allowedIn] = moduleDouble;
    const found = pattern.exec(text);
    if (found !== null && !allowedIn.test(name)) problems.push(`${name}:${lineOf(text, found.index)}: ${what}`);
  }
  if (ignores > mostIgnores)
    problems.push(`the formatter is told to leave ${ignores} places alone, at most ${mostIgnores}: this only falls`);
  return { ok: problems.length === 0, output: problems.join('\n') };
}

function lineOf(text, index) {
  return text.slice(0, index).split('\n').length;
}

/**
 * The lock names no address to download from, has a digest for each package, and holds every optional package that a
 * locked one names: a missing one makes `npm ci` fail on the system it is for.
 */
export async function checkLock() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const there = new Set(Object.keys(packages).map((key) => key.replace(/^.*node_modules\//, '')));
  const problems = [];
  for (const [key, entry] of Object.entries(packages)) {
    if (entry.resolved !== undefined) problems.push(`${key}: has a download address`);
    if (key !== '' && entry.integrity === undefined && entry.inBundle !== true) problems.push(`${key}: has no digest`);
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (!there.has(name)) problems.push(`${key}: its optional package ${name} is not in the lock`);
    }
  }
  return { ok: problems.length === 0, output: problems.join('\n') };
}
