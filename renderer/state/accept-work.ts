/** Accepting a strong finding of a disk with a reason, and taking that back. */
import { acceptanceOf, type Acceptance } from '../../contract/acceptance.ts';
import type { DraftWork } from './draft-work.ts';
import { checkedDisks, type CheckedDisk } from './inside.ts';
import type { WizardState } from './wizard-state.ts';

export interface AcceptWork {
  accept(disk: CheckedDisk, rule: Acceptance['rule'], reason: string): void;
  takeBack(disk: CheckedDisk, rule: Acceptance['rule']): void;
}

export function createAcceptWork(stateNow: () => WizardState, editDraft: DraftWork['editDraft']): AcceptWork {
  const setAccepted = (accepted: readonly Acceptance[]): void =>
    editDraft((draft) => ({ ...draft, accepted: [...accepted] }));
  /** All acceptances except this finding's on this disk and those of disks that are gone. */
  const others = (disk: CheckedDisk, rule: Acceptance['rule']): readonly Acceptance[] => {
    const state = stateNow();
    const elsewhere = checkedDisks(state).filter(({ key }) => key !== disk.key);
    return (state.draft.accepted ?? []).filter(
      (one) =>
        one.rule !== rule ||
        (one.stamp !== undefined && elsewhere.some((other) => acceptanceOf(rule, other, [one]) !== undefined)),
    );
  };
  return {
    accept(disk, rule, reason) {
      const { stamp } = disk.report ?? {};
      setAccepted([...others(disk, rule), { rule, reason, ...(stamp === undefined ? {} : { stamp }) }]);
    },
    takeBack: (disk, rule) => setAccepted(others(disk, rule)),
  };
}
