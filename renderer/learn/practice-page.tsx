/** The practice cloud: what it is, its lessons to be started from here, and the sample disk. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { practiceScenarios, type PracticeScenario } from '../../contract/practice.ts';
import { go } from '../state/route.ts';
import { usePage } from '../state/use-page.ts';
import { useLoaded, useTask } from '../state/use-task.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Mark } from '../ui/mark.tsx';
import { PathText } from '../ui/path-text.tsx';
import { useSay, useWords } from '../words/use-words.ts';

export function PracticePage(): ReactNode {
  const { learn } = useWords();
  const page = usePage();
  const say = useSay();
  const task = useTask();
  const [now] = useLoaded('scenarios', () => page.actions.core()['practice.scenarios']({}));
  const [sample] = useLoaded('sample', () => page.actions.core()['files.sample']({}));
  const start = (scenario: PracticeScenario, name: string): void =>
    void task.run(async () => {
      const view = await page.actions.startScenario(scenario, name);
      go({ at: 'wizard', id: view.id, step: 'disks' });
    });
  return (
    <>
      {learn.practice.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {sample.at === 'known' && (
        <p>
          {sample.value.sample === undefined ? (
            learn.noSample
          ) : (
            <>
              {learn.sample} <PathText path={sample.value.sample.path} copy />
            </>
          )}
        </p>
      )}
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
      <h2>{learn.lessons}</h2>
      <p className="quiet">{learn.lessonsAbout}</p>
      {practiceScenarios.map((scenario) => {
        const { title, meets, tasks } = say.scenario(scenario);
        const current = now.at === 'known' && now.value.some(({ id, current: here }) => id === scenario && here);
        return (
          <section key={scenario} className="card" aria-labelledby={`lesson-${scenario}`}>
            <header className="card-head">
              <h3 id={`lesson-${scenario}`}>{title}</h3>
              {current && <Mark tone="practice">{learn.lessonNow}</Mark>}
              <Button
                aria-label={learn.startNamed(title)}
                loading={task.running}
                onClick={() => start(scenario, title)}
              >
                {learn.start}
              </Button>
            </header>
            <p>{meets}</p>
            <ol className="points">
              {tasks.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ol>
          </section>
        );
      })}
    </>
  );
}
