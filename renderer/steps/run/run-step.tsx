/** The step Run: every stage with its progress, what happens now, and pause, resume, try again and cancel. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { stageNames } from '../../../contract/stages.ts';
import { type MigrationView } from '../../../contract/migrations.ts';
import { hashOf } from '../../state/route.ts';
import { usePage, useProgress } from '../../state/use-page.ts';
import { ImportPanel } from './import-panel.tsx';
import { useTask } from '../../state/use-task.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { JobLog } from '../../parts/job-log.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useWords } from '../../words/use-words.ts';
import { StageRow } from './stage-row.tsx';
import { TransferPanel } from './transfer-panel.tsx';
import './run.css';

export function RunStep({ view }: { view: MigrationView }): ReactNode {
  const words = useWords();
  if (view.status === 'draft')
    return (
      <>
        <h2>{words.run.title}</h2>
        <p>{words.run.notStarted}</p>
      </>
    );
  return (
    <>
      <header className="card-head">
        <h2>{words.run.title}</h2>
        <RunButtons view={view} />
      </header>
      <Situation view={view} />
      <ol className="card stages" aria-label={words.run.stages}>
        {stageNames.map((stage) => (
          <StageRow key={stage} view={view} stage={stage} />
        ))}
      </ol>
      <TransferPanel view={view} />
      <ImportPanel view={view} />
      <JobLog log={{ id: view.id, call: 'migration.log' }} />
    </>
  );
}

/** Stopped, or about to be: then it only still waits for what is being stopped. */
const halts = (status: MigrationView['status']): boolean =>
  status === 'paused' || status === 'failed' || status === 'cancelled';

/** It is being paused, and waits for the parts in flight. */
const useEasing = (view: MigrationView): boolean =>
  useProgress(view.id)?.doing === 'finishing-parts' && view.status === 'running';

function RunButtons({ view }: { view: MigrationView }): ReactNode {
  const words = useWords();
  const { actions } = usePage();
  const task = useTask();
  const pausing = useTask();
  const hurrying = useTask();
  const easing = useEasing(view);
  const { status, id } = view;
  const working = status === 'running' || status === 'waiting';
  const halted = status === 'paused' || status === 'failed';
  if (!working && !halted) return null;
  return (
    <div className="buttons buttons-end">
      {halted && (
        <Button
          type="primary"
          loading={task.running}
          disabled={view.busy}
          onClick={() => void task.run(() => actions.core()['migration.resume']({ id }))}
        >
          {status === 'failed' ? words.run.retry : words.run.resume}
        </Button>
      )}
      {working && (
        <Button
          loading={easing ? hurrying.running : pausing.running}
          // A second pause does not wait for the parts in flight.
          onClick={() => void (easing ? hurrying : pausing).run(() => actions.core()['migration.pause']({ id }))}
        >
          {easing ? words.run.pauseNow : words.run.pause}
        </Button>
      )}
      <ConfirmButton
        label={words.run.cancel}
        title={words.run.cancelTitle}
        text={words.run.cancelText}
        yes={words.run.cancelYes}
        no={working ? words.run.cancelNo : words.common.close}
        onYes={() => actions.core()['migration.cancel']({ id })}
      />
      {[task, pausing, hurrying].map(
        ({ failure }, index) => failure !== undefined && <FailureNotice key={index} failure={failure} />,
      )}
    </div>
  );
}

/** What a person has to know or do now; nothing while the run needs no attention. */
function Situation({ view }: { view: MigrationView }): ReactNode {
  const words = useWords();
  const easing = useEasing(view);
  const stage = view.currentStage;
  const state = stage && view.stages[stage];
  if (view.status === 'done')
    return (
      <Notice
        tone="good"
        title={words.run.done}
        actions={
          <Button type="primary" href={hashOf({ at: 'wizard', id: view.id, step: 'finish' })}>
            {words.run.seeResult}
          </Button>
        }
      />
    );
  if (easing)
    return (
      <Notice tone="mind" title={words.run.easing}>
        <p>{words.run.easingLong}</p>
      </Notice>
    );
  if (view.busy && halts(view.status)) return <Notice tone="mind" title={words.run.stopping} />;
  if (view.status === 'cancelled') return <Notice tone="good" title={words.run.cancelled} />;
  if (view.status === 'paused' && state?.at === 'paused')
    return (
      <>
        <Notice tone="mind" title={words.run.pausedBecause[state.because]} />
        {state.failure !== undefined && <FailureNotice failure={state.failure} tone="mind" />}
      </>
    );
  const failure = state?.at === 'failed' || state?.at === 'waiting' ? state.failure : view.failure;
  if (failure === undefined || view.status === 'running') return null;
  return <FailureNotice failure={failure} tone={view.status === 'waiting' ? 'mind' : 'bad'} />;
}
