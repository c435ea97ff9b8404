/** A list of checks that a limit cuts short, or that meets damage, still tells what it found. */
import { expect, test } from 'vitest';
import { memoryFiles } from '../../../../build/test-guests/memory-files.ts';
import { treeOf } from '../../../../build/test-guests/tree.ts';
import { GuestCorrupt } from '../damage.ts';
import { guestTree } from '../facts/guest-tree.ts';
import { type Check, fails, none, passes, seen } from './check.ts';
import { runChecks } from './run-checks.ts';

const { signal } = new AbortController();
const damaged = new GuestCorrupt('ext4', 'tree-loop');
const guest = {
  tree: guestTree([{ at: '/', files: memoryFiles(treeOf({ '/etc/there': Buffer.from('x') })) }], signal),
};
const check = (assess: Check<typeof guest>['assess']): Check<typeof guest> => ({
  rule: 'linux.dhcp',
  about: { effect: 'cannot-be-reached', from: 'judgement' },
  assess,
});

test('what the limit leaves undone is counted, what was found until then is told', async () => {
  const late = new AbortController();
  const first = check(() => (late.abort(), passes(seen('a file'))));
  const result = await runChecks(guest, [first, first, first], { signal, limit: late.signal });
  expect(result).toMatchObject({ checks: [{ evidence: { says: 'seen', what: ['a file'] } }], left: 2 });
});

test('damage ends one check, the signal all of them', async () => {
  const stop = new AbortController();
  const hurt = check(() => Promise.reject(damaged));
  const stopping = check(() => (stop.abort(new Error('enough')), 'undecided' as const));
  const both = { signal: stop.signal, limit: signal };
  expect(await runChecks(guest, [hurt], both)).toMatchObject({
    checks: [{ severity: 'strong', evidence: { says: 'undecided', why: 'unreadable', what: ['ext4'] } }],
    left: 0,
  });
  await expect(runChecks(guest, [stopping, hurt], both)).rejects.toThrow('enough');
});

test('a check that met what cannot be read does not pass, and each one that meets it says so', async () => {
  const hurt = () => guest.tree.attempt(() => Promise.reject(damaged), '/etc/network');
  const quiet = check(async () => ((await hurt()) === undefined ? passes(none) : fails(none)));
  const silent = check(async () => ((await hurt()) === undefined ? 'not-applicable' : fails(none)));
  const finding = check(async () => ((await hurt()) === undefined ? fails(seen('x')) : passes(none)));
  const well = check(async () => passes(seen((await guest.tree.text('/etc/there')) ?? '')));
  const { checks } = await runChecks(guest, [quiet, silent, finding, well], { signal, limit: signal });
  expect(checks.map(({ severity, evidence }) => [severity, evidence])).toEqual([
    ['strong', { says: 'undecided', why: 'unreadable', what: ['/etc/network'] }],
    ['strong', { says: 'undecided', why: 'unreadable', what: ['/etc/network'] }],
    ['strong', seen('x')],
    ['none', seen('x')],
  ]);
});

test('what cannot stop the server is recommended, also when it is not decided', async () => {
  const slight: Check<typeof guest> = { ...check(() => 'undecided'), about: { effect: 'degraded', from: 'judgement' } };
  const { checks } = await runChecks(guest, [slight], { signal, limit: signal });
  expect(checks).toMatchObject([{ severity: 'recommended', evidence: { says: 'undecided' } }]);
});
