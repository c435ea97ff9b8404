/** The step Disks: name them, see what each is and what would have to be done, say which place each one takes. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { disksSettled, keyOf, lookOf, membersOf, reportOf } from '../../state/disks.ts';
import { slotOf, slotsOf } from '../../state/disk-roles.ts';
import { go } from '../../state/route.ts';
import { ObjectInstead } from './object-instead.tsx';
import type { WizardState } from '../../state/wizard-state.ts';
import type { Wizard } from '../../state/wizard.ts';
import { useWords, type Words } from '../../words/use-words.ts';
import { AddDisks } from './add-disks.tsx';
import { DiskCard } from './disk-card.tsx';
import { PackageCard } from './package-card.tsx';
import { StagingCard } from '../../parts/staging-card.tsx';
import './disks.css';

/** With more disks than this, what is rarely read is folded away. */
const unfoldedAtMost = 2;

export function DisksStep({ id, wizard }: { id: string; wizard: Wizard }): ReactNode {
  const words = useWords();
  const state = useStore(wizard.store);
  const { disks, looks, estimates, unpacking } = state;
  const { existing } = state.draft;
  const slots = slotsOf(disks);
  return (
    <>
      <h2>{words.disks.title}</h2>
      {existing === undefined && <p className="quiet">{words.disks.intro}</p>}
      {existing === undefined && (
        <AddDisks wizard={wizard}>
          {disks.map((disk, index) => {
            const looking = looks[disk.path];
            const isFirst = disks.findIndex((one) => one.path === disk.path) === index;
            const members = isFirst ? membersOf(looking) : undefined;
            return [
              members && (
                <PackageCard
                  key={`package ${disk.path}`}
                  path={disk.path}
                  members={members}
                  taken={disks.filter((one) => one.path === disk.path)}
                  wizard={wizard}
                />
              ),
              (disk.member !== undefined || members === undefined) && (
                <DiskCard
                  key={keyOf(disk)}
                  disk={disk}
                  slot={slotOf(disks, disk)}
                  slots={slots.length}
                  looking={looking}
                  estimating={estimates[keyOf(disk)]}
                  unpacking={unpacking[keyOf(disk)]}
                  folded={disks.length > unfoldedAtMost}
                  wizard={wizard}
                />
              ),
            ];
          })}
        </AddDisks>
      )}
      {disks.length === 0 && <ObjectInstead id={id} wizard={wizard} />}
      {disks.length > 0 && <StagingCard wizard={wizard} />}
      <footer className="step-foot">
        <span className="quiet" role="status">
          {hintOf(state, words)}
        </span>
        <Button
          type="primary"
          disabled={existing === undefined && !disksSettled(state)}
          onClick={() => go({ at: 'wizard', id, step: 'check' })}
        >
          {words.wizard.next}
        </Button>
      </footer>
    </>
  );
}

/** What still has to be done before the next step. */
function hintOf(state: WizardState, words: Words): string | undefined {
  const { disks, looks } = state;
  if (disks.length === 0 || disksSettled(state)) return undefined;
  if (disks.some(({ path }) => looks[path] === undefined || looks[path].at === 'running')) return words.disks.needLook;
  if (!disks.some((one) => one.role === 'system')) return words.disks.needSystem;
  const unfit = disks.filter((one) => reportOf(state, one) === undefined);
  return unfit.every((one) => lookOf(state, one)?.wrapping !== undefined)
    ? words.disks.needUnpack
    : words.disks.needFit;
}
