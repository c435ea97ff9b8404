/**
 * The one way in: `node build/start.mjs wizard|demo|cli|web|test|bench|package …`. Sets up what is missing, then starts the
 * program; on a fresh clone nothing has to be done by hand before it.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureNeeds } from './needs.mjs';
import {
  alone,
  cacheFolder,
  ensureBuild,
  ensurePackages,
  newestNode,
  foreground,
  root,
  say,
  Stop,
} from './setup.mjs';

const modes = ['wizard', 'demo', 'cli', 'web', 'test', 'bench', 'package', 'package-check', 'qemu'];

/** Modes that are scripts in TypeScript, which the newest Node runs as they are. */
const scripts = {
  bench: ['build', 'bench.ts'],
  package: ['build', 'package', 'package.ts'],
  'package-check': ['build', 'package', 'check.ts'],
  qemu: ['build', 'qemu', 'build.ts'],
};

/** Runs a built program in this very process: its streams, signals and exit status are then ours, and so is its end. */
async function become(name, args) {
  const program = join(root, 'dist', 'main', `${name}.js`);
  process.argv = [process.argv[0], program, ...args];
  process.noDeprecation = true; // they are for the makers of packages inside the bundle, not for a person at the terminal
  await import(pathToFileURL(program).href);
}

/** Programs made by `npm run build:qemu` are used from then on, as a packaged program uses those it came with. */
function useOwnQemu() {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const folder = join(cacheFolder, 'qemu', 'ready', system);
  if (existsSync(folder)) process.env['ECS_IMAGE_MIGRATOR_RESOURCES'] ??= folder;
}

async function start(mode, args) {
  useOwnQemu();
  await alone(async () => {
    await ensurePackages();
    await ensureNeeds(mode);
    if (mode !== 'qemu') await ensureBuild();
  });
  switch (mode) {
    case 'cli':
      return become('cli', args);
    case 'web':
      return become('web', args);
    case 'wizard':
      return (await import('./start-wizard.mjs')).startWizard(args, become);
    case 'demo':
      process.exitCode = await (await import('./demo.mjs')).runDemo(args);
      return undefined;
    case 'test':
      process.exitCode = await (await import('./test-run.mjs')).runTests(args);
      return undefined;
    default:
      process.exitCode = await foreground(newestNode(), [join(root, ...scripts[mode]), ...args]);
      return undefined;
  }
}

const [major, minor] = process.versions.node.split('.').map(Number);
const [mode, ...args] = process.argv.slice(2);
try {
  if (major < 20 || (major === 20 && minor < 19))
    throw new Stop(`Node 20.19 or newer is needed; this is ${process.version}.`);
  if (!modes.includes(mode)) throw new Stop(`usage: node build/start.mjs ${modes.join('|')} …`, 2);
  await start(mode, args);
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  say(error.message);
  process.exitCode = error.status;
}
