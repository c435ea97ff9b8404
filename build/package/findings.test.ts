/** The table says what failed, and never counts what was not looked at as proven. */
import { expect, test } from 'vitest';
import { Findings } from './findings.ts';

test('one problem makes a line a failure; a step that throws is one', async () => {
  const findings = new Findings();
  findings.check('fuses', 'all set', []);
  findings.check('icon', 'drawn', ['16x16.png is not inside']);
  expect(await findings.step('deb', () => Promise.reject(new Error('no deb')))).toBe(false);
  findings.notProven('signature', 'needs a certificate');
  expect(findings.failed).toBe(2);
  const table = findings.table();
  expect(table).toMatch(/^FAILED +icon +16x16\.png is not inside$/m);
  expect(table).toMatch(/^FAILED +deb +no deb$/m);
  expect(table).toContain('1 proven, 2 failed, 1 not proven here');
});
