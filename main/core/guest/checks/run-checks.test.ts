/** A list of checks that a limit cuts short, or that meets damage, still tells what it found. */
import { expect, test } from 'vitest';
import { GuestCorrupt } from '../damage.ts';
import { type Check, passes, seen } from './check.ts';
import { runChecks } from './run-checks.ts';

const { signal } = new AbortController();
const check = (assess: Check<string>['assess']): Check<string> => ({
  rule: 'linux.dhcp',
  about: { effect: 'cannot-be-reached', from: 'judgement' },
  assess,
});

test('what the limit leaves undone is counted, what was found until then is told', async () => {
  const late = new AbortController();
  const first = check(() => (late.abort(), passes(seen('a file'))));
  const result = await runChecks('guest', [first, first, first], { signal, limit: late.signal });
  expect(result).toMatchObject({ checks: [{ evidence: { says: 'seen', what: ['a file'] } }], left: 2 });
});

test('damage ends one check, the signal all of them', async () => {
  const stop = new AbortController();
  const hurt = check(() => Promise.reject(new GuestCorrupt('ext4', 'tree-loop')));
  const stopping = check(() => (stop.abort(new Error('enough')), 'undecided' as const));
  const both = { signal: stop.signal, limit: signal };
  expect(await runChecks('guest', [hurt], both)).toEqual({ checks: [], left: 0 });
  await expect(runChecks('guest', [stopping, hurt], both)).rejects.toThrow('enough');
});
