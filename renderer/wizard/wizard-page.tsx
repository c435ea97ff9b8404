/** The wizard of one migration: steps on the left, the step in the middle, facts on the right. */
import { Button, Input } from 'antd';
import type { ReactNode } from 'react';
import { Busy } from '../ui/busy.tsx';
import { useStore } from 'zustand';
import type { MigrationView } from '../../contract/migrations.ts';
import { hashOf, type Step } from '../state/route.ts';
import { useMigration, usePage } from '../state/use-page.ts';
import type { Wizard } from '../state/wizard.ts';
import { Mark } from '../ui/mark.tsx';
import { toneOf } from '../parts/state-text.ts';
import { useWords } from '../words/use-words.ts';
import { AssessStep } from '../steps/assess/assess-step.tsx';
import { PrepareStep } from '../steps/prepare/prepare-step.tsx';
import { SettledPreparation } from '../steps/prepare/settled-preparation.tsx';
import { DisksStep } from '../steps/disks/disks-step.tsx';
import { FactsPanel } from './facts-panel.tsx';
import { FinishStep } from '../steps/finish/finish-step.tsx';
import { RunStep } from '../steps/run/run-step.tsx';
import { CheckStep } from '../steps/check/check-step.tsx';
import { SettledCheck } from '../steps/check/settled-check.tsx';
import { SettledDisks } from '../steps/disks/settled-disks.tsx';
import { SettledTarget } from '../steps/target/settled-target.tsx';
import { StepList } from './step-list.tsx';
import { TargetStep } from '../steps/target/target-step.tsx';
import './wizard.css';

/** A draft opens at Disks if it has some, else at the first step that has answers. */
function usualStep({ status, draft }: MigrationView): Step {
  if (status !== 'draft') return status === 'done' ? 'finish' : 'run';
  if (draft === undefined || draft.disks.length > 0) return 'disks';
  return draft.prepare !== undefined ? 'prepare' : draft.assess !== undefined ? 'assess' : 'disks';
}

export interface WizardPageProps {
  id: string;
  step: Step | undefined;
  /** Of the step; see `Route`. */
  part: string | undefined;
}

export function WizardPage({ id, step, part }: WizardPageProps): ReactNode {
  const words = useWords();
  const page = usePage();
  const view = useMigration(id);
  const known = useStore(page.migrations.store, (state) => state.known);
  const accounts = useStore(page.accounts, (state) => state.list);
  if (view === undefined || accounts === undefined) {
    const missing = known && view === undefined;
    return (
      <div className="sheet">
        <a href={hashOf({ at: 'migrations' })}>{words.wizard.toMigrations}</a>
        {missing ? <p role="alert">{words.wizard.missing}</p> : <Busy>{words.common.loading}</Busy>}
      </div>
    );
  }
  const here = step ?? usualStep(view);
  const wizard = view.status === 'draft' ? page.actions.wizard(view) : undefined;
  return (
    <div className="wizard">
      <header className="wizard-head">
        <a href={hashOf({ at: 'migrations' })}>{words.wizard.toMigrations}</a>
        {wizard === undefined ? <SettledName view={view} /> : <DraftName wizard={wizard} />}
      </header>
      <StepList view={view} wizard={wizard} here={here} />
      <div className="wizard-step">
        <StepRoom view={view} wizard={wizard} here={here} part={part} />
      </div>
      <FactsPanel view={view} wizard={wizard} />
    </div>
  );
}

interface StepRoomProps {
  view: MigrationView;
  wizard: Wizard | undefined;
  here: Step;
  part: string | undefined;
}

function StepRoom({ view, wizard, here, part }: StepRoomProps): ReactNode {
  if (here === 'run') return <RunStep view={view} />;
  if (here === 'finish') return <FinishStep view={view} />;
  if (here === 'check')
    return wizard === undefined ? <SettledCheck view={view} /> : <CheckStep id={view.id} wizard={wizard} />;
  if (wizard === undefined) {
    if (here === 'assess' || here === 'prepare') return <SettledPreparation view={view} />;
    return here === 'disks' ? <SettledDisks view={view} /> : <SettledTarget view={view} />;
  }
  if (here === 'assess') return <AssessStep id={view.id} wizard={wizard} />;
  if (here === 'prepare') return <PrepareStep id={view.id} wizard={wizard} part={part} />;
  return here === 'disks' ? <DisksStep id={view.id} wizard={wizard} /> : <TargetStep id={view.id} wizard={wizard} />;
}

function SettledName({ view }: { view: MigrationView }): ReactNode {
  const words = useWords();
  return (
    <>
      <h1>{view.name === '' ? words.home.untitled : view.name}</h1>
      <Mark tone={toneOf[view.status]}>{words.status[view.status]}</Mark>
      {view.practice && (
        <Mark tone="practice" title={words.frame.practiceMeans}>
          {words.frame.practice}
        </Mark>
      )}
    </>
  );
}

function DraftName({ wizard }: { wizard: Wizard }): ReactNode {
  const words = useWords();
  const name = useStore(wizard.store, (state) => state.draft.name);
  const saving = useStore(wizard.store, (state) => state.saving);
  return (
    <>
      <h1 className="unseen">{name === '' ? words.home.untitled : name}</h1>
      <Input
        className="wizard-name"
        aria-label={words.wizard.name}
        placeholder={words.home.untitled}
        value={name}
        maxLength={128}
        onChange={(event) => wizard.setName(event.target.value)}
      />
      <span className="quiet" role="status">
        {saving.at === 'saved'
          ? words.wizard.saved
          : saving.at === 'saving'
            ? words.wizard.saving
            : words.wizard.notSaved}
      </span>
      {saving.at === 'failed' && (
        <Button size="small" onClick={() => void wizard.flush().catch(() => undefined)}>
          {words.common.retry}
        </Button>
      )}
    </>
  );
}
