/**
 * The one way in: `node build/start.mjs wizard|dev|cli|test|bench|package …`. Sets up what is missing, then starts the
 * program; on a fresh clone nothing has to be done by hand before it.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureNeeds } from './needs.mjs';
import { alone, cacheFolder, ensureBuild, ensurePackages, newestNode, foreground, root, say, Stop } from './setup.mjs';

const modes = [
  'wizard',
  'dev',
  'demo',
  'cli',
  'web',
  'test',
  'test-watch',
  'bench',
  'package',
  'package-check',
  'qemu',
];

/** Modes that are scripts in TypeScript, which the newest Node runs as they are. */
const scripts = {
  dev: ['build', 'dev', 'dev.ts'],
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

/** Whether programs of the system are needed, and what is built. */
async function needsOf(mode, args) {
  // no journeys there, and only they use what is built
  if (mode === 'test-watch' && args.length === 0) return { programs: true, build: false };
  if (mode === 'test' || mode === 'test-watch') return (await import('./test-needs.mjs')).needsOfTests(args);
  // the loop at the desk runs the sources; our own qemu is built before there is a program
  return { programs: true, build: mode !== 'dev' && mode !== 'qemu' };
}

async function start(mode, args) {
  useOwnQemu();
  await alone(async () => {
    await ensurePackages();
    const { programs, build } = await needsOf(mode, args);
    if (programs) await ensureNeeds(mode === 'test-watch' ? 'test' : mode);
    if (build) await ensureBuild();
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
    case 'test-watch':
      process.exitCode = await (await import('./test-run.mjs')).watchTests(args);
      return undefined;
    default:
      if (newestNode() === process.execPath && !isAtLeast(22, 18))
        throw new Stop(`"${mode}" is a program in TypeScript: Node 22.18 or newer is needed.`);
      process.exitCode = await foreground(newestNode(), [join(root, ...scripts[mode]), ...args]);
      return undefined;
  }
}

function isAtLeast(wantedMajor, wantedMinor) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

const [mode, ...args] = process.argv.slice(2);
try {
  if (!isAtLeast(20, 19)) throw new Stop(`Node 20.19 or newer is needed; this is ${process.version}.`);
  if (!modes.includes(mode)) throw new Stop(`usage: node build/start.mjs ${modes.join('|')} …`, 2);
  await start(mode, args);
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  say(error.message);
  process.exitCode = error.status;
}
