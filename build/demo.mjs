/** `npm run demo`: the whole road unattended, from the sample disk to an image in the practice cloud, and its report. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cacheFolder, foreground, newestNode, root } from './setup.mjs';
import { sampleDisk } from './start-wizard.mjs';

/** Resolves to the exit status of the run. `args` are passed on to it. */
export async function runDemo(args) {
  const folder = join(cacheFolder, 'demo');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const plan = join(folder, 'plan.json');
  writeFileSync(plan, JSON.stringify(demoPlan(await sampleDisk()), null, 2));
  const dataFolder = join(folder, 'data');
  const cli = join(root, 'dist', 'main', 'cli.js');
  const status = await foreground(newestNode(), [
    '--no-deprecation',
    cli,
    'run',
    plan,
    '--practice',
    '--data-dir',
    dataFolder,
    ...args,
  ]);
  const report = status === 0 ? newestReport(dataFolder) : undefined;
  if (report !== undefined) {
    console.log(`\nReport ${report}\n`);
    console.log(asText(JSON.parse(readFileSync(report, 'utf8'))));
  }
  return status;
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

/** The data folder is new, so there is one report in it. */
function newestReport(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const name = names.find((each) => basename(each) === 'report.json');
  return name === undefined ? undefined : join(folder, name);
}

/** Any report as indented lines: the words are its own. */
function asText(value, indent = '') {
  const lines = [];
  for (const [name, each] of Object.entries(value)) {
    const label = Array.isArray(value) ? '-' : `${name}:`;
    if (each === null || typeof each !== 'object') lines.push(`${indent}${label} ${each}`);
    else lines.push(`${indent}${label}`, asText(each, `${indent}  `));
  }
  return lines.filter((line) => line !== '').join('\n');
}
