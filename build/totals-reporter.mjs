/** Counts tests for `npm test` and names each skipped one with its reason and each that needed a second try; writes the totals to the file TEST_TOTALS, if there is one. */
import { writeFileSync } from 'node:fs';

export default class TotalsReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const totals = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      const before = totals.failed;
      for (const test of module.children.allTests()) {
        const result = test.result();
        totals[result.state] = (totals[result.state] ?? 0) + 1;
        const tries = 1 + (test.diagnostic()?.retryCount ?? 0);
        if (result.state === 'passed' && tries > 1) {
          console.log(`passed at try ${tries}: ${module.relativeModuleId} > ${test.fullName}`);
        }
        if (result.state === 'skipped') {
          console.log(`skipped: ${module.relativeModuleId} > ${test.fullName}: ${result.note ?? 'no reason given'}`);
        }
      }
      // a file that fails outside its tests (it does not load, a hook throws) counts once
      if (module.state() === 'failed' && totals.failed === before) totals.failed += 1;
    }
    const { passed, failed, skipped } = totals;
    // still pending when the run was cut off: not passed
    const unfinished = totals.pending ?? 0;
    const file = process.env.TEST_TOTALS;
    if (file !== undefined) writeFileSync(file, JSON.stringify({ passed, failed: failed + unfinished, skipped }));
  }
}
