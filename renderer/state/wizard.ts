/** One wizard: the draft of a migration with everything that can be done to it. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../contract/calls.ts';
import type { Chosen } from '../../contract/files.ts';
import type { MigrationView } from '../../contract/migrations.ts';
import { createAcceptWork, type AcceptWork } from './accept-work.ts';
import { createDiskWork, type DiskWork } from './disk-work.ts';
import { withSlot, type Slot } from './disk-roles.ts';
import { keyOf, systemDiskOf, type DraftDisk } from './disks.ts';
import { createDraftWork, type DraftWork } from './draft-work.ts';
import { createInsideWork, type InsideWork } from './inside.ts';
import { createSavingWork, type SavingWork } from './saving-work.ts';
import { draftOf, initialState, type WizardState } from './wizard-state.ts';

export interface Wizard
  extends
    Omit<DraftWork, 'fill'>,
    AcceptWork,
    Omit<SavingWork, 'change'>,
    Pick<DiskWork, 'look' | 'estimate' | 'unpack' | 'stopUnpacking' | 'setMember'>,
    Pick<InsideWork, 'lookInside' | 'stopLooking'> {
  store: StoreApi<WizardState>;
  /** Those there is room for, and which are not there yet; resolves once they are looked at. */
  addDisks(chosen: readonly Chosen[]): Promise<void>;
  setSlot(disk: DraftDisk, slot: Slot): void;
  removeDisk(disk: DraftDisk): void;
  /** A package with all its disks. */
  removePath(path: string): void;
}

/** `client` is asked each time, so that the wizard outlives a lost connection. */
export function createWizard(view: MigrationView, defaultAccount: string | undefined, client: () => Client): Wizard {
  const store = createStore<WizardState>(() => initialState(view, defaultAccount));
  const { change, ...saving } = createSavingWork(view.id, store, client);
  const { fill, ...draft } = createDraftWork(store, change);
  const setDisks = (disks: readonly DraftDisk[]): void => {
    const state = store.getState();
    const before = systemDiskOf(state);
    const after = systemDiskOf({ disks });
    const wish = (of: readonly DraftDisk[]): string => JSON.stringify(draftOf({ ...state, disks: of }).disks);
    // Names are not saved: they follow from the files.
    if (wish(disks) === wish(state.disks)) store.setState({ disks });
    else {
      change({ disks });
      inside.forget();
    }
    const another = before !== undefined && after !== undefined && keyOf(before) !== keyOf(after);
    fill(state.draft, another);
    work.estimateAll();
  };
  const work = createDiskWork(store, setDisks, client);
  const inside = createInsideWork(store, () => fill(store.getState().draft), client);
  const disksNow = (): readonly DraftDisk[] => store.getState().disks;
  return {
    ...draft,
    ...createAcceptWork(store.getState, draft.editDraft),
    ...saving,
    store,
    look: work.look,
    estimate: work.estimate,
    unpack: work.unpack,
    stopUnpacking: work.stopUnpacking,
    setMember: work.setMember,
    lookInside: inside.lookInside,
    stopLooking: inside.stopLooking,
    addDisks: work.add,
    setSlot: (disk, slot) => setDisks(withSlot(disksNow(), disk, slot)),
    removeDisk(disk) {
      work.stopUnpacking(disk);
      setDisks(disksNow().filter((one) => keyOf(one) !== keyOf(disk)));
    },
    removePath: (path) => setDisks(disksNow().filter((one) => one.path !== path)),
  };
}
