/** Changing a wizard's draft: what a person enters, and what is filled in from the system disk and the answers. */
import type { StoreApi } from 'zustand/vanilla';
import type { ImageFieldId } from '../../contract/import-form.ts';
import type { AssessDraft, PrepareDraft } from '../../contract/preparing.ts';
import type { Draft, MigrationView } from '../../contract/migrations.ts';
import { reportOf, systemDiskOf } from './disks.ts';
import { filledFrom } from './draft.ts';
import { typedFields } from './proposals.ts';
import type { WizardState } from './wizard-state.ts';

export interface DraftWork {
  setName(name: string): void;
  setTarget(change: Partial<Draft['target']>): void;
  /** Every field set here counts as typed, even if it was emptied. */
  setImage(change: Partial<Draft['image']>): void;
  /** Gives a field back to what was found and answered. */
  untypeImage(field: ImageFieldId): void;
  /** `undefined` takes an answer back. */
  setAssess(change: Loose<AssessDraft>): void;
  setPrepare(change: Loose<PrepareDraft>): void;
  setStagingFolder(handle: string | undefined): void;
  /** For what has no method of its own. */
  editDraft(change: (draft: WizardState['draft']) => WizardState['draft']): void;
  /** Fills the fields that were not typed from the system disk and the answers; `anew` after the system disk changed. */
  fill(before: WizardState['draft'], anew?: boolean): void;
  /** Takes over the handles of a core that was started again; what was entered here stays. */
  adopt(view: MigrationView): void;
}

/** Core refuses fields that are `undefined`, so they are left out. */
type Loose<T> = { [K in keyof T]?: T[K] | undefined };
const withoutUndefined = <T extends object>(value: Loose<T>): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;

/** Facts of the disk: not kept when the system disk changes. */
const ofTheDisk: readonly ImageFieldId[] = ['systemDiskGiB', 'bootMode'];

/** `change` sets the draft and saves it. */
export function createDraftWork(
  store: StoreApi<WizardState>,
  change: (next: Pick<WizardState, 'draft'>) => void,
): DraftWork {
  const draftNow = (): WizardState['draft'] => store.getState().draft;
  const editDraft: DraftWork['editDraft'] = (edited) => change({ draft: edited(draftNow()) });
  const fill: DraftWork['fill'] = (before, anew = false) => {
    const state = store.getState();
    const report = reportOf(state, systemDiskOf(state));
    const typed = typedFields(before).filter((one) => !anew || !ofTheDisk.includes(one));
    const { disks: _same, ...draft } =
      report === undefined ? { ...before, disks: [] } : filledFrom({ ...before, typed, disks: [] }, report);
    if (JSON.stringify(draft) !== JSON.stringify(state.draft)) change({ draft });
  };
  return {
    editDraft,
    fill,
    setName: (name) => editDraft((draft) => ({ ...draft, name })),
    setTarget: (target) => editDraft((draft) => ({ ...draft, target: { ...draft.target, ...target } })),
    setImage(image) {
      const draft = draftNow();
      const touched = Object.keys(image) as ImageFieldId[];
      const typed = [...new Set([...typedFields(draft), ...touched])];
      fill({ ...draft, image: { ...draft.image, ...image }, typed });
    },
    untypeImage(field) {
      const draft = draftNow();
      const { [field]: _typed, ...image } = draft.image;
      fill({ ...draft, image, typed: typedFields(draft).filter((one) => one !== field) });
    },
    setAssess(answers) {
      const draft = draftNow();
      fill({ ...draft, assess: withoutUndefined({ ...draft.assess, ...answers }) });
    },
    setPrepare: (work) =>
      editDraft((draft) => ({ ...draft, prepare: withoutUndefined({ ...draft.prepare, ...work }) })),
    setStagingFolder: (handle) =>
      editDraft(({ stagingFolder: _before, ...draft }) =>
        handle === undefined ? draft : { ...draft, stagingFolder: handle },
      ),
    adopt(view) {
      const handles = new Map(view.disks.map(({ path }, index) => [path, view.draft?.disks[index]?.handle]));
      const { stagingFolder } = view.draft ?? {};
      store.setState(({ disks, draft }) => ({
        disks: disks.map((one) => ({ ...one, handle: handles.get(one.path) ?? one.handle })),
        draft: draft.stagingFolder === undefined || stagingFolder === undefined ? draft : { ...draft, stagingFolder },
      }));
    },
  };
}
