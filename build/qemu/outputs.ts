/** Where the built qemu programs lie, and whether they were made from the inputs as they are now. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { cacheFolder } from '../setup.mjs';

export type System = 'windows' | 'linux';
export const systems = ['windows', 'linux'] as const satisfies readonly System[];
export const qemuFolder = join(cacheFolder, 'qemu');
export const ready = join(qemuFolder, 'ready');

/** A packaged program has a folder `qemu` like this one among its resources: the programs, their papers and SHA256SUMS. */
export const shipped = (system: System, folder = ready): string => join(folder, system, 'qemu');

export const programs = (system: System): string[] =>
  ['qemu-img', 'qemu-nbd'].map((name) => (system === 'windows' ? `${name}.exe` : name));

export const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Changes with every file of this folder that takes part in the build: pins, recipes, papers. */
export function inputsDigest(folder = import.meta.dirname): string {
  const hash = createHash('sha256');
  for (const name of namesUnder(folder)) {
    if (/\.test\.ts$|^wine|^fake-/.test(name)) continue;
    hash.update(`${name}\0${sha256(join(folder, name))}\n`);
  }
  return hash.digest('hex');
}

/** What is there was made from `digest`, and not a byte of it has changed since. */
export function isReady(digest: string, folder = ready): boolean {
  const inputs = join(folder, 'inputs.sha256');
  if (!existsSync(inputs) || readFileSync(inputs, 'utf8').trim() !== digest) return false;
  return systems.every((system) => changedIn(shipped(system, folder)).length === 0);
}

/** Files of a shipped folder that are not what its SHA256SUMS says. */
export function changedIn(folder: string): string[] {
  const sums = join(folder, 'SHA256SUMS');
  if (!existsSync(sums)) return ['SHA256SUMS'];
  return [...readFileSync(sums, 'utf8').matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm)]
    .map(([, sum, name = '']) => ({ sum, name, path: join(folder, name) }))
    .filter(({ sum, path }) => !existsSync(path) || sha256(path) !== sum)
    .map(({ name }) => name);
}

/** Every file below `folder`, by its name from there, in an order that is the same everywhere. */
export const namesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => name.split(sep).join('/'))
    .sort();
