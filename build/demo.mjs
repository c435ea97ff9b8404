/** `npm run demo`: the whole road unattended, from the sample disk to an image in the practice cloud, and its report. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { practicePlan } from './practice-plan.mjs';
import { cacheFolder, foreground, newestNode, root } from './setup.mjs';
import { sampleDisk } from './start-wizard.mjs';

/** Resolves to the exit status of the run, which prints the report itself. `args` are passed on to it. */
export async function runDemo(args) {
  const folder = join(cacheFolder, 'demo');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const plan = join(folder, 'plan.json');
  const disk = await sampleDisk();
  writeFileSync(plan, JSON.stringify(practicePlan(disk, basename(disk, '.vmdk')), null, 2));
  const cli = join(root, 'dist', 'main', 'cli.js');
  const command = ['run', plan, '--practice', '--data-dir', join(folder, 'data'), ...args];
  return foreground(newestNode(), ['--no-deprecation', cli, ...command]);
}
