/** What is known of one wizard: its draft with its disks, what pre-flight said of it, and whether it is saved. Pure functions. */
import type { FailureView } from '../../contract/failure.ts';
import type { Draft, MigrationView, PreflightLine } from '../../contract/migrations.ts';
import { reportOf, systemDiskOf, type KnownOfDisks } from './disks.ts';
import { problemsOf } from './draft.ts';
import { sized, sourcesSettled } from './existing.ts';
import type { Inside } from './inside.ts';

export type Preflight =
  | { at: 'not-asked' }
  | { at: 'running' }
  | { at: 'failed'; failure: FailureView }
  | { at: 'answered'; lines: readonly PreflightLine[] };
export type Saving = { at: 'saved' } | { at: 'saving' } | { at: 'failed'; failure: FailureView };

export interface WizardState extends KnownOfDisks {
  /** Without its disks: those are in `disks`, with what is known of them. */
  draft: Omit<Draft, 'disks'>;
  /** Looking into all disks together, for the step Check. */
  inside: Inside;
  preflight: Preflight;
  saving: Saving;
}

export const draftOf = ({ draft, disks }: Pick<WizardState, 'draft' | 'disks'>): Draft => ({
  ...draft,
  ...sized(draft),
  disks: disks.map(({ handle, role, member }) => ({
    handle,
    role,
    ...(member === undefined ? {} : { member }),
  })),
});
/** Nothing left to fill in; what the world thinks of it is pre-flight's question. */
export const isComplete = (state: WizardState): boolean =>
  sourcesSettled(state) && Object.keys(problemsOf(draftOf(state), reportOf(state, systemDiskOf(state)))).length === 0;
/** Pre-flight has answered for exactly this draft, and nothing stops. */
export const mayStart = (state: WizardState): boolean =>
  isComplete(state) &&
  state.preflight.at === 'answered' &&
  state.preflight.lines.every((line) => line.verdict !== 'stops');

/** As core keeps it; a draft without an account gets the usual one. */
export function initialState(view: MigrationView, defaultAccount: string | undefined): WizardState {
  const { disks = [], ...draft } = view.draft ?? { name: view.name, target: {}, image: {} };
  return {
    draft:
      draft.target.account === undefined && defaultAccount !== undefined
        ? { ...draft, target: { ...draft.target, account: defaultAccount } }
        : draft,
    disks: disks.map(({ handle, role, member }, index) => {
      const path = view.disks[index]?.path ?? '';
      const name = member ?? path.split(/[\\/]/).at(-1) ?? path;
      return { handle, role, path, name, ...(member === undefined ? {} : { member }) };
    }),
    looks: {},
    estimates: {},
    unpacking: {},
    inside: { at: 'not-asked' },
    preflight: { at: 'not-asked' },
    saving: { at: 'saved' },
  };
}
