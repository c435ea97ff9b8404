/** Every code of a failure is provoked by a test: by the program itself, in the run of all tests that ends here. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { failureCodes } from '../contract/failure.ts';
import { provokedFile } from './provoked.ts';

it('no code of the contract is left', ({ skip }) => {
  if (provokedFile === undefined) return skip('only a run of all tests tells');
  const provoked = new Set(readFileSync(provokedFile, 'utf8').split('\n'));
  expect(failureCodes.filter((code) => !provoked.has(code))).toEqual([]);
});
