/** The version follows the schemas: the same for the same contract, another one as soon as a shape is another. */
import { expect, it } from 'vitest';
import { calls } from './calls.ts';
import { call, nothing, type Contract } from './rpc.ts';
import { z } from './schema.ts';
import { contractVersion, versionOf } from './version.ts';

it('is the digest of the contract', () => expect(contractVersion()).toBe(versionOf(calls)));

it.each<[string, Contract]>([
  ['a call more', { 'one.more': call(nothing, nothing) }],
  ['a field more', { hello: call(z.strictObject({ contract: z.string(), more: z.string() }), calls.hello.output) }],
  ['another answer', { 'settings.get': call(nothing, z.strictObject({ theme: z.string() })) }],
])('is another one with %s', (_, change) => expect(versionOf({ ...calls, ...change })).not.toBe(versionOf(calls)));
