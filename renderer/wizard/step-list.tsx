/** The steps: where one is, what is settled, and where one can go. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { MigrationView } from '../../contract/migrations.ts';
import { hashOf, steps, type Step } from '../state/route.ts';
import { openCount } from '../state/inside.ts';
import { sourcesSettled } from '../state/existing.ts';
import { isComplete, type WizardState } from '../state/wizard-state.ts';
import type { Wizard } from '../state/wizard.ts';
import { useWords } from '../words/use-words.ts';

type StepState = 'now' | 'optional' | 'settled' | 'open' | 'later' | 'failed' | 'paused';

const none = createStore<WizardState | undefined>(() => undefined);

function stateOf(step: Step, view: MigrationView, draft: WizardState | undefined): StepState {
  // Never in the way; settled once something was said there.
  if (step === 'assess' || step === 'prepare')
    return (draft?.draft ?? view.draft)?.[step] === undefined ? 'optional' : 'settled';
  if (step === 'disks') return draft === undefined || sourcesSettled(draft) ? 'settled' : 'open';
  if (step === 'check') {
    if (draft === undefined) return 'settled';
    if (!sourcesSettled(draft)) return 'later';
    return openCount(draft, draft.draft.accepted) === 0 ? 'settled' : 'open';
  }
  if (step === 'target') {
    if (draft === undefined || isComplete(draft)) return 'settled';
    return draft.draft.existing !== undefined || sourcesSettled(draft) ? 'open' : 'later';
  }
  if (view.status === 'draft') return 'later';
  if (step === 'finish') return view.status === 'done' ? 'settled' : 'later';
  if (view.status === 'done') return 'settled';
  if (view.status === 'failed' || view.status === 'paused') return view.status;
  return view.status === 'cancelled' ? 'settled' : 'open';
}

export interface StepListProps {
  view: MigrationView;
  wizard: Wizard | undefined;
  here: Step;
}

export function StepList({ view, wizard, here }: StepListProps): ReactNode {
  const words = useWords();
  const draft = useStore<typeof none>(wizard?.store ?? none);
  return (
    <nav className="steps" aria-label={words.wizard.steps}>
      <ol>
        {steps.map((step, index) => {
          const state = stateOf(step, view, draft);
          const inside = (
            <>
              <span className="step-number" aria-hidden="true">
                {state === 'settled' ? '✓' : index + 1}
              </span>
              <span>
                <span className="step-name">{words.wizard.step[step]}</span>
                <span className="step-state">
                  {words.wizard.state[step === here && (state === 'open' || state === 'optional') ? 'now' : state]}
                </span>
              </span>
            </>
          );
          return (
            <li key={step} className={`step step-${state}`}>
              {state === 'later' && step !== here ? (
                <span className="step-link">{inside}</span>
              ) : (
                <a
                  className="step-link"
                  href={hashOf({ at: 'wizard', id: view.id, step })}
                  {...(step === here ? { 'aria-current': 'step' as const } : {})}
                >
                  {inside}
                </a>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
