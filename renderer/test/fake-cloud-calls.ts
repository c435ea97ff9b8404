/** The cloud side of a fake core: nothing answers until a test says what. */
import type { Client } from '../../contract/calls.ts';
import { cloudCalls } from '../../contract/cloud-calls.ts';
import { moveCalls } from '../../contract/moves.ts';

type CloudCalls = Pick<Client, keyof typeof cloudCalls | keyof typeof moveCalls>;

export const fakeCloudCalls = Object.fromEntries(
  Object.keys({ ...cloudCalls, ...moveCalls }).map((name) => [
    name,
    () => Promise.reject(new Error(`${name}: not served here`)),
  ]),
) as unknown as CloudCalls;
