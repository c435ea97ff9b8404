/** One wizard: the draft being filled in, what is known of its disks, and what pre-flight said of it. Saves itself. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { acceptanceOf, type Acceptance } from '../../contract/acceptance.ts';
import type { Client } from '../../contract/calls.ts';
import { Failure } from '../../contract/failure-error.ts';
import type { FailureView } from '../../contract/failure.ts';
import type { ImageFieldId } from '../../contract/import-form.ts';
import type { AssessDraft, PrepareDraft } from '../../contract/preparing.ts';
import type { Chosen } from '../../contract/files.ts';
import type { Draft, MigrationView, PreflightLine } from '../../contract/migrations.ts';
import { keyOf, reportOf, systemDiskOf, type DraftDisk, type KnownOfDisks } from './disks.ts';
import { withSlot, type Slot } from './disk-roles.ts';
import { filledFrom, problemsOf } from './draft.ts';
import { sized, sourcesSettled } from './existing.ts';
import { typedFields } from './proposals.ts';
import { checkedDisks, createInsideWork, type CheckedDisk, type Inside, type InsideWork } from './inside.ts';
import { createDiskWork, type DiskWork } from './disk-work.ts';

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

export interface Wizard
  extends
    Pick<DiskWork, 'look' | 'estimate' | 'unpack' | 'stopUnpacking'>,
    Pick<InsideWork, 'lookInside' | 'stopLooking'> {
  store: StoreApi<WizardState>;
  setName(name: string): void;
  setTarget(change: Partial<Draft['target']>): void;
  /** What is set counts as typed, also what is emptied. */
  setImage(change: Partial<Draft['image']>): void;
  /** `undefined` takes an answer back. */
  setAssess(change: Loose<AssessDraft>): void;
  setPrepare(change: Loose<PrepareDraft>): void;
  /** For what has no method of its own. */
  editDraft(change: (draft: WizardState['draft']) => WizardState['draft']): void;
  /** Gives a field back to what was found and answered. */
  untypeImage(field: ImageFieldId): void;
  /** Goes on with a strong finding of this disk. */
  accept(disk: CheckedDisk, rule: Acceptance['rule'], reason: string): void;
  takeBack(disk: CheckedDisk, rule: Acceptance['rule']): void;
  setStagingFolder(handle: string | undefined): void;
  /** Those there is room for, and which are not there yet; resolves once they are looked at. */
  addDisks(chosen: readonly Chosen[]): Promise<void>;
  /** Takes or leaves one disk of a package. */
  setMember(path: string, member: string, taken: boolean): void;
  setSlot(disk: DraftDisk, slot: Slot): void;
  removeDisk(disk: DraftDisk): void;
  /** A package with all its disks. */
  removePath(path: string): void;
  /** Takes over the handles of a core that was started anew; what was entered here stays. */
  adopt(view: MigrationView): void;
  /** Saves at once what is not saved yet. */
  flush(): Promise<void>;
  preflight(): Promise<void>;
  start(): Promise<void>;
}

/** What the answers keep as `undefined` would be refused as a value. */
type Loose<T> = { [K in keyof T]?: T[K] | undefined };
const withoutUndefined = <T extends object>(value: Loose<T>): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;

const saveAfterMs = 400;
/** Another disk has its own. */
const ofTheDisk: readonly ImageFieldId[] = ['systemDiskGiB', 'bootMode'];

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
  sourcesSettled(state) &&
  Object.keys(problemsOf(draftOf(state), reportOf(state, systemDiskOf(state)))).length === 0;
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
  /** What nobody typed follows the system disk and the answers; `anew` where another disk took its place. */
  const fill = (before: WizardState['draft'], anew = false): void => {
    const state = store.getState();
    const report = reportOf(state, systemDiskOf(state));
    const typed = typedFields(before).filter((one) => !anew || !ofTheDisk.includes(one));
    const { disks: _same, ...draft } =
      report === undefined ? { ...before, disks: [] } : filledFrom({ ...before, typed, disks: [] }, report);
    if (JSON.stringify(draft) !== JSON.stringify(state.draft)) change({ draft });
  };
  const setDisks = (disks: readonly DraftDisk[]): void => {
    const state = store.getState();
    const before = systemDiskOf(state);
    const after = systemDiskOf({ disks });
    const wish = (of: readonly DraftDisk[]): string => JSON.stringify(draftOf({ ...state, disks: of }).disks);
    // A name that became known is nothing to save.
    if (wish(disks) === wish(state.disks)) store.setState({ disks });
    else {
      change({ disks });
      inside.forget();
    }
    if (before !== undefined && after !== undefined && keyOf(before) !== keyOf(after))
      fill(state.draft, true);
    else fill(state.draft);
    work.estimateAll();
  };
  const work: DiskWork = createDiskWork(store, setDisks, client);
  const inside = createInsideWork(store, () => fill(store.getState().draft), client);
  const setAccepted = (accepted: readonly Acceptance[]): void =>
    change({ draft: { ...store.getState().draft, accepted: [...accepted] } });
  /** What was accepted, without this finding on this disk, and without what is about no disk that is there. */
  const others = (disk: CheckedDisk, rule: Acceptance['rule']): readonly Acceptance[] => {
    const state = store.getState();
    const elsewhere = checkedDisks(state).filter(({ key }) => key !== disk.key);
    return (state.draft.accepted ?? []).filter(
      (one) =>
        one.rule !== rule ||
        (one.stamp !== undefined &&
          elsewhere.some((other) => acceptanceOf(rule, other, [one]) !== undefined)),
    );
  };

  return {
    store,
    look: work.look,
    estimate: work.estimate,
    unpack: work.unpack,
    lookInside: inside.lookInside,
    stopLooking: inside.stopLooking,
    stopUnpacking: work.stopUnpacking,
    setName: (name) => change({ draft: { ...store.getState().draft, name } }),
    setTarget(target) {
      const { draft } = store.getState();
      change({ draft: { ...draft, target: { ...draft.target, ...target } } });
    },
    setImage(image) {
      const { draft } = store.getState();
      const touched = Object.keys(image) as ImageFieldId[];
      fill({
        ...draft,
        image: { ...draft.image, ...image },
        typed: [...new Set([...typedFields(draft), ...touched])],
      });
    },
    untypeImage(field) {
      const { draft } = store.getState();
      const { [field]: _typed, ...image } = draft.image;
      fill({ ...draft, image, typed: typedFields(draft).filter((one) => one !== field) });
    },
    accept(disk, rule, reason) {
      const { stamp } = disk.report ?? {};
      setAccepted([...others(disk, rule), { rule, reason, ...(stamp === undefined ? {} : { stamp }) }]);
    },
    takeBack: (disk, rule) => setAccepted(others(disk, rule)),
    setAssess(answers) {
      const { draft } = store.getState();
      fill({ ...draft, assess: withoutUndefined({ ...draft.assess, ...answers }) });
    },
    setPrepare(work) {
      const { draft } = store.getState();
      change({ draft: { ...draft, prepare: withoutUndefined({ ...draft.prepare, ...work }) } });
    },
    editDraft: (edited) => change({ draft: edited(store.getState().draft) }),
    setStagingFolder(handle) {
      const { stagingFolder: _before, ...draft } = store.getState().draft;
      change({ draft: handle === undefined ? draft : { ...draft, stagingFolder: handle } });
    },
    addDisks: work.add,
    setMember: work.setMember,
    setSlot: (disk, slot) => setDisks(withSlot(store.getState().disks, disk, slot)),
    adopt(next) {
      const handles = new Map(next.disks.map(({ path }, index) => [path, next.draft?.disks[index]?.handle]));
      const { stagingFolder } = next.draft ?? {};
      store.setState(({ disks, draft }) => ({
        disks: disks.map((one) => ({ ...one, handle: handles.get(one.path) ?? one.handle })),
        draft:
          draft.stagingFolder === undefined || stagingFolder === undefined
            ? draft
            : { ...draft, stagingFolder },
      }));
    },
    removeDisk(disk) {
      work.stopUnpacking(disk);
      setDisks(store.getState().disks.filter((one) => keyOf(one) !== keyOf(disk)));
    },
    removePath: (path) => setDisks(store.getState().disks.filter((one) => one.path !== path)),
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
