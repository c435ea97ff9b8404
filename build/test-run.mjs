/**
 * `npm test`: the checks, then every test and journey. Says what failed and what was skipped; the last line is the
 * totals. `npm run test:watch` runs tests again whenever what they import changes.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runChecks } from './check.mjs';
import { cacheFolder, foreground, newestNode, root } from './setup.mjs';

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const nameSkipped = '--reporter=./build/totals-reporter.mjs';

/**
 * `args` go to vitest. Without any, those tests run that belong to what is not committed yet, then those of each edit;
 * journeys only by their path, since they look at the program as it was built at the start. Resolves to the exit status.
 */
export function watchTests(args) {
  const what = args.length === 0 ? ['--changed', '--project=node', '--project=page'] : args;
  return foreground(newestNode(), [vitest, 'watch', '--reporter=default', nameSkipped, ...what]);
}

/** Resolves to the exit status. `args` go to vitest (a path, say); the checks are then left out. */
export async function runTests(args) {
  const checks = args.length === 0 ? await runChecks() : { passed: 0, failed: 0 };
  const file = join(cacheFolder, `totals.${process.pid}.json`);
  const provoked = join(cacheFolder, `provoked.${process.pid}`);
  mkdirSync(cacheFolder, { recursive: true });
  const status = await foreground(newestNode(), [vitest, 'run', '--reporter=minimal', nameSkipped, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      TEST_TOTALS: file,
      ...(args.length === 0 ? { PROVOKED_FAILURES: provoked } : {}),
    },
  });
  const totals = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 0, skipped: 0 };
  for (const one of [file, provoked]) rmSync(one, { force: true });
  const passed = checks.passed + totals.passed;
  let failed = checks.failed + totals.failed;
  if (failed === 0 && (status !== 0 || totals.passed === 0)) {
    console.log(`The test run ended with status ${status} and counted ${totals.passed} passed tests.`);
    failed = 1;
  }
  console.log(`${passed} passed, ${failed} failed, ${totals.skipped} skipped`);
  return failed === 0 ? 0 : 1;
}
