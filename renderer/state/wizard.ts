/** One wizard: the draft being filled in, what is known of its disks, and what pre-flight said of it. Saves itself. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client, DiskRole } from '../../contract/calls.ts';
import { Failure } from '../../contract/failure-error.ts';
import type { FailureView } from '../../contract/failure.ts';
import type { Chosen, DiskReport, Draft, MigrationView, PreflightLine } from '../../contract/views.ts';
import { filledFrom, problemsOf } from './draft.ts';

export type Inspection =
  { at: 'running' } | { at: 'refused'; failure: FailureView } | { at: 'known'; report: DiskReport };
export interface DraftDisk {
  handle: string;
  role: DiskRole;
  name: string;
  path: string;
  inspection: Inspection;
}
export type Preflight =
  | { at: 'not-asked' }
  | { at: 'running' }
  | { at: 'failed'; failure: FailureView }
  | { at: 'answered'; lines: readonly PreflightLine[] };
export type Saving = { at: 'saved' } | { at: 'saving' } | { at: 'failed'; failure: FailureView };

export interface WizardState {
  /** Without its disks: those are in `disks`, with what is known of them. */
  draft: Omit<Draft, 'disks'>;
  disks: readonly DraftDisk[];
  preflight: Preflight;
  saving: Saving;
}

export interface Wizard {
  store: StoreApi<WizardState>;
  setName(name: string): void;
  setTarget(change: Partial<Draft['target']>): void;
  setImage(change: Partial<Draft['image']>): void;
  addDisk(chosen: Chosen): Promise<void>;
  inspect(handle: string): Promise<void>;
  setRole(handle: string, role: DiskRole): void;
  removeDisk(handle: string): void;
  /** Takes over the handles of a core that was started anew; what was entered here stays. */
  adopt(view: MigrationView): void;
  /** Saves at once what is not saved yet. */
  flush(): Promise<void>;
  preflight(): Promise<void>;
  start(): Promise<void>;
}

const saveAfterMs = 400;

export const draftOf = ({ draft, disks }: WizardState): Draft => ({
  ...draft,
  disks: disks.map(({ handle, role }) => ({ handle, role })),
});
export const systemDiskOf = ({ disks }: WizardState): DraftDisk | undefined =>
  disks.find((one) => one.role === 'system');
export const reportOf = (disk: DraftDisk | undefined): DiskReport | undefined =>
  disk?.inspection.at === 'known' ? disk.inspection.report : undefined;
/** Nothing left to fill in; what the world thinks of it is pre-flight's question. */
export const isComplete = (state: WizardState): boolean =>
  state.disks.every((one) => one.inspection.at === 'known') &&
  Object.keys(problemsOf(draftOf(state), reportOf(systemDiskOf(state)))).length === 0;
/** Pre-flight has answered for exactly this draft, and nothing stops. */
export const mayStart = (state: WizardState): boolean =>
  isComplete(state) &&
  state.preflight.at === 'answered' &&
  state.preflight.lines.every((line) => line.verdict !== 'stops');

function initialState(view: MigrationView, defaultAccount: string | undefined): WizardState {
  const { disks = [], ...draft } = view.draft ?? { name: view.name, target: {}, image: {} };
  return {
    draft:
      draft.target.account === undefined && defaultAccount !== undefined
        ? { ...draft, target: { ...draft.target, account: defaultAccount } }
        : draft,
    disks: disks.map(({ handle, role }, index) => {
      const path = view.disks[index]?.path ?? '';
      const name = path.split(/[\\/]/).at(-1) ?? path;
      return { handle, role, path, name, inspection: { at: 'running' } };
    }),
    preflight: { at: 'not-asked' },
    saving: { at: 'saved' },
  };
}

/** `client` is asked for anew each time, so that the wizard outlives a lost connection. */
export function createWizard(
  view: MigrationView,
  defaultAccount: string | undefined,
  client: () => Client,
): Wizard {
  const id = view.id;
  const store = createStore<WizardState>(() => initialState(view, defaultAccount));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing = Promise.resolve();
  let asking: AbortController | undefined;

  const save = async (): Promise<void> => {
    const saved = store.getState();
    store.setState({ saving: { at: 'saving' } });
    try {
      await client()['migration.saveDraft']({ id, draft: draftOf(saved) });
      if (timer === undefined) store.setState({ saving: { at: 'saved' } });
    } catch (error) {
      store.setState({ saving: { at: 'failed', failure: Failure.from(error).view() } });
      throw error;
    }
  };
  // One after the other: a slow save must not land after a later one. A failed one is shown in `saving` and has no heirs.
  const flush = (): Promise<void> => {
    if (timer === undefined && store.getState().saving.at !== 'failed') return writing;
    clearTimeout(timer);
    timer = undefined;
    writing = writing.catch(() => undefined).then(save);
    return writing;
  };
  const change = (next: Partial<WizardState>): void => {
    asking?.abort();
    store.setState({ ...next, preflight: { at: 'not-asked' }, saving: { at: 'saving' } });
    clearTimeout(timer);
    // What went wrong stands in `saving`, with a way to try again.
    timer = setTimeout(() => void flush().catch(() => undefined), saveAfterMs);
  };
  const setDisk = (handle: string, part: Partial<DraftDisk>): void =>
    store.setState(({ disks }) => ({
      disks: disks.map((one) => (one.handle === handle ? { ...one, ...part } : one)),
    }));

  const inspect = async (handle: string): Promise<void> => {
    setDisk(handle, { inspection: { at: 'running' } });
    try {
      const report = await client()['disk.inspect']({ disk: handle });
      setDisk(handle, { name: report.name, path: report.path, inspection: { at: 'known', report } });
      const state = store.getState();
      if (systemDiskOf(state)?.handle !== handle) return;
      const { disks: _same, ...draft } = filledFrom(draftOf(state), report);
      if (JSON.stringify(draft) !== JSON.stringify(state.draft)) change({ draft });
    } catch (error) {
      setDisk(handle, { inspection: { at: 'refused', failure: Failure.from(error).view() } });
    }
  };

  return {
    store,
    setName: (name) => change({ draft: { ...store.getState().draft, name } }),
    setTarget(target) {
      const { draft } = store.getState();
      change({ draft: { ...draft, target: { ...draft.target, ...target } } });
    },
    setImage(image) {
      const { draft } = store.getState();
      change({ draft: { ...draft, image: { ...draft.image, ...image } } });
    },
    async addDisk({ handle, name, path }) {
      const { disks } = store.getState();
      if (disks.some((one) => one.path === path)) return;
      const role = disks.some((one) => one.role === 'system') ? 'data' : 'system';
      change({ disks: [...disks, { handle, role, name, path, inspection: { at: 'running' } }] });
      await inspect(handle);
    },
    inspect,
    setRole(handle, role) {
      const { disks } = store.getState();
      const next = disks.map((one) => {
        if (one.handle === handle) return { ...one, role };
        // There is one system disk: making another the system disk makes this one a data disk.
        return role === 'system' && one.role === 'system' ? { ...one, role: 'data' as const } : one;
      });
      change({ disks: next });
      const { draft } = store.getState();
      const report = reportOf(next.find((one) => one.role === 'system'));
      if (report === undefined) return;
      const { systemDiskGiB: _size, bootMode: _boot, ...image } = draft.image;
      const { disks: _same, ...filled } = filledFrom({ ...draft, image, disks: [] }, report);
      change({ draft: filled });
    },
    adopt(view) {
      const handles = new Map(view.disks.map(({ path }, index) => [path, view.draft?.disks[index]?.handle]));
      store.setState(({ disks }) => ({
        disks: disks.map((one) => ({ ...one, handle: handles.get(one.path) ?? one.handle })),
      }));
    },
    removeDisk: (handle) => change({ disks: store.getState().disks.filter((one) => one.handle !== handle) }),
    flush,
    async preflight() {
      asking?.abort();
      const mine = (asking = new AbortController());
      store.setState({ preflight: { at: 'running' } });
      try {
        await flush();
        const lines = await client()['migration.preflight']({ id }, mine.signal);
        if (!mine.signal.aborted) store.setState({ preflight: { at: 'answered', lines } });
      } catch (error) {
        // The draft changed meanwhile: what was asked about is no longer there.
        if (mine.signal.aborted) return;
        store.setState({ preflight: { at: 'failed', failure: Failure.from(error).view() } });
      }
    },
    async start() {
      await flush();
      await client()['migration.start']({ id });
    },
  };
}
