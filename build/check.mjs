/**
 * Every check that needs no running program: form, lint, types, import rules, dead code, the lock file and our own
 * rules for files. Prints one line a step, and a step's output only when it failed. At the desk each tool remembers what
 * it has seen; in CI all of it is looked at anew.
 */
import { join } from 'node:path';
import { checkFiles, checkLock } from './check-files.mjs';
import { checkRooms } from './rooms.mjs';
import { alone, cacheFolder, capture, ensurePackages, newestNode, root, say, Stop } from './setup.mjs';

const tool = (...path) => join(root, 'node_modules', ...path);

/** Options that let a tool remember; none in CI. */
const remember = (...options) => (process.env['CI'] === undefined ? options : []);
const memory = (name) => join(cacheFolder, 'check', name);
const byContent = ['--cache-strategy', 'content'];

const lint = () =>
  node(
    tool('eslint', 'bin', 'eslint.js'),
    ...['.', '--max-warnings', '0'],
    ...remember('--cache', ...byContent, '--cache-location', memory('lint')),
  );
const form = () =>
  node(
    tool('prettier', 'bin', 'prettier.cjs'),
    ...['--check', '--log-level', 'warn', '.'],
    ...remember('--cache', ...byContent, '--cache-location', memory('form')),
  );
const types = () =>
  node(
    tool('typescript', 'bin', 'tsc'),
    ...['-p', '.'],
    ...remember('--incremental', '--tsBuildInfoFile', memory('types.json')),
  );
const deadCode = () =>
  node(
    tool('knip', 'bin', 'knip.js'),
    '--no-progress',
    ...remember('--cache', '--cache-location', memory('dead-code')),
  );

async function node(script, ...args) {
  return capture(newestNode(), [script, ...args], {
    env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
  });
}

async function importRules() {
  const rooms = ['contract', 'words', 'main', 'practice', 'preload', 'renderer', 'build', 'e2e'];
  const result = await node(
    tool('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
    ...rooms,
    '--config',
    '.dependency-cruiser.cjs',
    ...remember('--cache', memory('import-rules'), ...byContent),
  );
  // with a compiler it does not know it looks at nothing and is content
  const seen = Number(/(\d+) modules/.exec(result.output)?.[1] ?? 0);
  return {
    ok: result.ok && seen > 20,
    output: seen > 20 ? result.output : `${result.output}\nit saw ${seen} modules`,
  };
}

/** Two lanes, for two cores: the slow one, and all the others one after another. */
const lanes = [
  [['lint', lint]],
  [
    ['form', form],
    ['types', types],
    ['rooms', checkRooms],
    ['import rules', importRules],
    ['dead code', deadCode],
    ['lock file', checkLock],
    ['files', checkFiles],
  ],
];

/** Runs all of them, each to its end. Resolves to how many passed and failed. */
export async function runChecks() {
  const totals = { passed: 0, failed: 0 };
  await Promise.all(
    lanes.map(async (lane) => {
      for (const [name, step] of lane) {
        const { ok, output } = await step();
        totals[ok ? 'passed' : 'failed'] += 1;
        console.log(`${ok ? 'ok    ' : 'FAILED'} ${name}`);
        if (!ok) console.log(output.trimEnd());
      }
    }),
  );
  return totals;
}

if (process.argv[1] === import.meta.filename) {
  try {
    await alone(ensurePackages);
    const { failed } = await runChecks();
    process.exitCode = failed === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(error.message);
    process.exitCode = error.status;
  }
}
