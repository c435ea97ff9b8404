/** The step Target: destination, import form, pre-flight, and the start. */
import { Button } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { disksSettled, reportOf, systemDiskOf } from '../state/disks.ts';
import { problemsOf, type Problems } from '../state/draft.ts';
import { go, hashOf } from '../state/route.ts';
import { useTask } from '../state/use-task.ts';
import { draftOf, isComplete, mayStart, type Wizard } from '../state/wizard.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { useWords, type Words } from '../words/use-words.ts';
import { DestinationFields } from './destination-fields.tsx';
import { ImageFields } from './image-fields.tsx';
import { LineCard } from './line-card.tsx';
import { PreflightList } from './preflight-list.tsx';

/** Long enough not to ask between two keystrokes. */
const askAfterMs = 800;

export function TargetStep({ id, wizard }: { id: string; wizard: Wizard }): ReactNode {
  const words = useWords();
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

  const start = (): void =>
    void task.run(async () => {
      await wizard.start();
      go({ at: 'wizard', id, step: 'run' });
    });
  const missing = disksSettled(state) ? missingFields(problems, words) : undefined;
  return (
    <>
      <h2>{words.target.title}</h2>
      <DestinationFields wizard={wizard} problems={problems} />
      <LineCard wizard={wizard} />
      <ImageFields wizard={wizard} problems={problems} report={report} />
      <PreflightList
        preflight={state.preflight}
        complete={complete}
        missing={missing}
        onAsk={() => void wizard.preflight()}
      />
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
      <footer className="step-foot">
        <Button href={hashOf({ at: 'wizard', id, step: 'disks' })}>{words.wizard.back}</Button>
        <span className="spring" />
        <Button type="primary" loading={task.running} disabled={!mayStart(state)} onClick={start}>
          {words.target.start}
        </Button>
      </footer>
    </>
  );
}

function missingFields(problems: Problems, words: Words): readonly string[] {
  const { target, wizard } = words;
  const names: Record<string, string> = {
    name: wizard.name,
    'target.account': target.account,
    'target.region': target.region,
    'target.bucket': target.bucket,
    'target.object': target.object,
    'target.format': target.format,
    ...Object.fromEntries(Object.entries(target.fields).map(([field, name]) => [`image.${field}`, name])),
  };
  return Object.keys(problems).flatMap((field) => names[field] ?? []);
}
