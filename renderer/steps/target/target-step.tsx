/** The step Target: destination, import form, pre-flight, and the start. */
import { Button } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { imageFieldIds } from '../../../contract/import-form.ts';
import { reportOf, systemDiskOf } from '../../state/disks.ts';
import { problemsOf, type Problems } from '../../state/draft.ts';
import { sourcesSettled } from '../../state/existing.ts';
import { go, hashOf } from '../../state/route.ts';
import { useTask } from '../../state/use-task.ts';
import { draftOf, isComplete, mayStart } from '../../state/wizard-state.ts';
import type { Wizard } from '../../state/wizard.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useSay, useWords, type Say, type Words } from '../../words/use-words.ts';
import { DestinationFields } from './destination-fields.tsx';
import { ImageFields } from './image-fields.tsx';
import { LineCard } from './line-card.tsx';
import { PreflightList } from './preflight-list.tsx';
import './target.css';

/** ECS hears of a new role within a minute or so. */
const roleAgainMs = 5_000;
/** Long enough not to ask between two keystrokes. */
const askAfterMs = 800;

export function TargetStep({ id, wizard }: { id: string; wizard: Wizard }): ReactNode {
  const words = useWords();
  const say = useSay();
  const task = useTask();
  const state = useStore(wizard.store);
  const report = reportOf(state, systemDiskOf(state));
  const problems = problemsOf(draftOf(state), report);
  const complete = isComplete(state);
  const askNow = complete && state.preflight.at === 'not-asked';
  useEffect(() => {
    if (!askNow) return undefined;
    const timer = setTimeout(() => void wizard.preflight(), askAfterMs);
    return () => clearTimeout(timer);
  }, [askNow, wizard, state.draft, state.disks]);

  const roleIsNew =
    state.preflight.at === 'answered' &&
    state.preflight.lines.some(({ failure }) => failure?.code === 'account.role-new');
  useEffect(() => {
    if (!roleIsNew) return undefined;
    const timer = setTimeout(() => void wizard.preflight(), roleAgainMs);
    return () => clearTimeout(timer);
  }, [roleIsNew, wizard]);

  const start = (): void =>
    void task.run(async () => {
      // The world may have changed since it was asked.
      await wizard.preflight();
      if (!mayStart(wizard.store.getState())) return;
      await wizard.start();
      go({ at: 'wizard', id, step: 'run' });
    });
  const missing =
    sourcesSettled(state) || state.draft.existing !== undefined ? missingFields(problems, words, say) : undefined;
  return (
    <>
      <h2>{words.target.title}</h2>
      <DestinationFields wizard={wizard} problems={problems} />
      <ImageFields wizard={wizard} problems={problems} report={report} />
      {state.draft.existing === undefined && <LineCard wizard={wizard} />}
      <PreflightList wizard={wizard} complete={complete} missing={missing} />
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
      <footer className="step-foot">
        <Button href={hashOf({ at: 'wizard', id, step: 'check' })}>{words.wizard.back}</Button>
        <span className="spring" />
        <Button type="primary" loading={task.running} disabled={!task.running && !mayStart(state)} onClick={start}>
          {words.target.start}
        </Button>
      </footer>
    </>
  );
}

function missingFields(problems: Problems, words: Words, { form }: Say): readonly string[] {
  const { target, wizard } = words;
  const names: Record<string, string> = {
    name: wizard.name,
    existing: form.objectAddress.name,
    'target.account': target.account,
    'target.region': form.region.name,
    'target.bucket': target.bucket,
    'target.object': target.object,
    'target.format': form.format.name,
    ...Object.fromEntries(imageFieldIds.map((id) => [`image.${id}`, form[id].name])),
  };
  return Object.keys(problems).flatMap((field) => names[field] ?? []);
}
