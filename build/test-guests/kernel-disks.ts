/** Disks that a kernel formatted and filled: made in the machine by a recipe, once, and kept for as long as nothing changes. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeRawDisk, mbr } from '../test-disks.ts';
import { type Machine, once, runMachine } from './machine.ts';
import { runTool } from './tools.ts';
import { type Tree, writeTree } from './tree.ts';

const cache = join(import.meta.dirname, '..', '..', '.cache', 'machine', 'disks');
/** Where the only partition of each disk starts. */
export const partitionAt = 2 ** 20;

export interface KernelDisks {
  readonly name: string;
  /** Sizes by name. Each has one Linux partition, /disks/NAME-1. */
  readonly disks: Readonly<Record<string, number>>;
  /** Folders of files; the machine has each as a folder of its temporary ones. */
  readonly trees: Readonly<Record<string, Tree>>;
  /** A shell script in which every command must succeed. */
  readonly recipe: string;
}

/** An empty disk with one Linux partition that fills it. */
export async function makePartitioned(path: string, bytes: number): Promise<string> {
  const whole = { type: 0x83, start: partitionAt / 512, sectors: (bytes - partitionAt) / 512, active: true };
  return makeRawDisk(path, { bytes, data: [], head: mbr([whole]) });
}

/** Paths of the disks by name. */
export async function kernelDisks(machine: Machine, wish: KernelDisks): Promise<Record<string, string>> {
  const { name, disks, trees, recipe } = wish;
  const hash = createHash('sha256').update(JSON.stringify([machine.key, recipe, disks]));
  for (const [folder, tree] of Object.entries(trees))
    for (const [path, entry] of tree)
      hash.update(`\0${folder}\0${path}\0`).update(Buffer.isBuffer(entry) ? entry : JSON.stringify(entry));
  const kept = `${name}-${hash.digest('hex').slice(0, 16)}`;
  const paths = (folder: string): Record<string, string> =>
    Object.fromEntries(Object.keys(disks).map((disk) => [disk, join(folder, `${disk}.raw`)]));
  await once(join(cache, kept), async (folder) => {
    const input = join(folder, 'input');
    await mkdir(input);
    await writeFile(join(input, 'recipe'), recipe);
    for (const [each, tree] of Object.entries(trees)) await writeTree(tree, join(input, each));
    await runTool('tar', ['-C', input, '-cf', join(folder, 'input.tar'), '--owner=0', '--group=0', '.']);
    for (const [disk, path] of Object.entries(paths(folder))) await makePartitioned(path, disks[disk] ?? 0);
    await runMachine(machine, join(folder, 'input.tar'), paths(folder));
    await rm(input, { recursive: true });
    await rm(join(folder, 'input.tar'));
  });
  for (const old of await readdir(cache))
    if (old !== kept && old.startsWith(`${name}-`)) await rm(join(cache, old), { recursive: true, force: true });
  return paths(join(cache, kept));
}
