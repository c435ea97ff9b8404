/** What a state in the gallery consists of: an address, what core answers there, and what a person does next. */
import type { ReactNode } from 'react';
import type { Client } from '../../contract/calls.ts';
import { Failure } from '../../contract/failure-error.ts';
import type { MigrationView } from '../../contract/migrations.ts';
import type { FakeCore } from '../bridge/core.double.ts';
import type { Hand } from './hand.ts';

export interface State {
  /** The address within the page, after `#/`. */
  readonly at: string;
  readonly migrations?: readonly MigrationView[];
  readonly answers?: Partial<Client>;
  /** What is done before it looks like this. */
  readonly then?: (hand: Hand, core: FakeCore) => Promise<void>;
  /** Shown instead of the page. */
  readonly draw?: () => ReactNode;
}
/** The states of one screen by name. */
export type Screen = Readonly<Record<string, State>>;

export const never = (): Promise<never> => new Promise(() => undefined);
export const unreachable = new Failure('network.unreachable', {
  host: 'ecs.cn-hangzhou.aliyuncs.com',
  reason: 'ECONNREFUSED',
});

const all = (calls: readonly (keyof Client)[], answer: () => Promise<never>): Partial<Client> =>
  Object.fromEntries(calls.map((name) => [name, answer]));

/** The same place while these calls are not answered yet, and after they failed. */
export const waitingFor = <S extends State>(state: S, ...calls: (keyof Client)[]) => ({
  loading: { ...state, answers: { ...state.answers, ...all(calls, never) } },
  error: { ...state, answers: { ...state.answers, ...all(calls, () => Promise.reject(unreachable)) } },
});
