/** Calls of a fake core that nobody answers until a test says what. */
import type { Client, Calls } from '../../contract/calls.ts';
import { cloudCalls } from '../../contract/cloud-calls.ts';
import { moveCalls } from '../../contract/moves.ts';

export const notServed = <N extends keyof Calls>(calls: Pick<Calls, N>): Pick<Client, N> =>
  Object.fromEntries(
    Object.keys(calls).map((name) => [name, () => Promise.reject(new Error(`${name}: not served here`))]),
  ) as unknown as Pick<Client, N>;

export const fakeCloudCalls = { ...notServed(cloudCalls), ...notServed(moveCalls) };
