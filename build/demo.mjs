/** `npm run demo`: the whole road unattended, from the sample disk to an image in the practice cloud, and its report. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cacheFolder, foreground, newestNode, root } from './setup.mjs';
import { sampleDisk } from './start-wizard.mjs';

/** Resolves to the exit status of the run, which prints the report itself. `args` are passed on to it. */
export async function runDemo(args) {
  const folder = join(cacheFolder, 'demo');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const plan = join(folder, 'plan.json');
  writeFileSync(plan, JSON.stringify(demoPlan(await sampleDisk()), null, 2));
  const cli = join(root, 'dist', 'main', 'cli.js');
  const command = ['run', plan, '--practice', '--data-dir', join(folder, 'data'), ...args];
  return foreground(newestNode(), ['--no-deprecation', cli, ...command]);
}

function demoPlan(disk) {
  const name = basename(disk, '.vmdk');
  return {
    schema: 1,
    name,
    disks: [{ path: disk, role: 'system' }],
    target: {
      account: 'practice',
      region: 'cn-hangzhou',
      bucket: 'migration-demo',
      object: `${name}.qcow2`,
      format: 'qcow2',
    },
    image: {
      name: `demo-${name}`,
      osType: 'linux',
      platform: 'Debian',
      architecture: 'x86_64',
      bootMode: 'BIOS',
      systemDiskGiB: 20,
      licenseType: 'BYOL',
    },
  };
}
