/** One migration at home: what it is, how far, what it waits for, and what can be done with it. */
import { Button } from 'antd';
import { memo, type ReactNode } from 'react';
import type { MigrationView } from '../../contract/migrations.ts';
import { go, hashOf, type Step } from '../state/route.ts';
import { useNow, usePage, useProgress } from '../state/use-page.ts';
import { useTask } from '../state/use-task.ts';
import { Bar } from '../ui/bar.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Mark } from '../ui/mark.tsx';
import { PathText } from '../ui/path-text.tsx';
import { barToneOf, percentOfProgress, situationOf, toneOf } from '../parts/state-text.ts';
import { useSay, useWords } from '../words/use-words.ts';

/** A draft opens at the step where its work is, which the wizard knows. */
const stepOf = (status: MigrationView['status']): Step | undefined =>
  status === 'draft' ? undefined : status === 'done' ? 'finish' : 'run';

/** Remembered: a change of one migration is no work for the rows of the others. */
export const MigrationRow = memo(function Row({ view }: { view: MigrationView }): ReactNode {
  const words = useWords();
  const say = useSay();
  const page = usePage();
  const progress = useProgress(view.id);
  const now = useNow();
  const task = useTask();
  const name = view.name === '' ? words.home.untitled : view.name;
  const to = { at: 'wizard' as const, id: view.id, step: stepOf(view.status) };
  const path = view.disks[0]?.path ?? view.draft?.existing?.[0]?.key;
  const percent = view.status === 'done' ? 100 : percentOfProgress(progress);
  const stage = view.currentStage === undefined || view.status === 'done' ? '' : say.stage(view.currentStage);
  const working = ['running', 'waiting', 'paused', 'failed'].includes(view.status);
  const resume = (): void =>
    void task.run(async () => {
      await page.actions.core()['migration.resume']({ id: view.id });
      go(to);
    });
  const verb = view.status === 'done' ? words.home.report : words.home.open;
  const mayResume = !view.busy && (view.status === 'paused' || view.status === 'failed');
  return (
    <tr>
      <td className="row-name">
        <a href={hashOf(to)}>{name}</a>
        {view.practice && <Mark tone="practice">{words.frame.practice}</Mark>}
        <div className="quiet row-path">
          {path === undefined ? words.home.noDisk : <PathText path={path} />}
          {view.disks.length > 1 && <span>{words.home.moreDisks(view.disks.length - 1)}</span>}
        </div>
      </td>
      <td>
        <div className="row-state">
          <div className="row-line">
            <Mark tone={toneOf[view.status]}>{words.status[view.status]}</Mark>
            <span>{stage}</span>
            {working && percent !== undefined && <span className="number">{say.percent(percent)}</span>}
          </div>
          {working && (
            <Bar
              label={words.home.barOf(name)}
              percent={view.status === 'running' ? percent : (percent ?? 0)}
              tone={barToneOf[view.status]}
            />
          )}
          <div className="quiet">{situationOf(view, progress, words, say)}</div>
          {task.failure !== undefined && <FailureNotice failure={task.failure} />}
        </div>
      </td>
      <td className="quiet row-age" title={say.time(view.created, now)}>
        {say.ago(view.created, now)}
      </td>
      <td>
        <div className="buttons buttons-end buttons-line">
          {mayResume && (
            <Button size="small" type="primary" loading={task.running} onClick={resume}>
              {view.status === 'failed' ? words.home.retry : words.home.resume}
            </Button>
          )}
          {view.status !== 'unreadable' && (
            <Button size="small" href={hashOf(to)} aria-label={`${verb} ${name}`}>
              {verb}
            </Button>
          )}
          {!view.busy && view.status !== 'running' && view.status !== 'waiting' && (
            <ConfirmButton
              small
              label={words.home.forget}
              named={`${words.home.forget} ${name}`}
              title={words.home.forgetTitle(name)}
              text={words.home.forgetText}
              yes={words.home.forget}
              onYes={() => page.actions.core()['migration.remove']({ id: view.id })}
            />
          )}
        </div>
      </td>
    </tr>
  );
});
