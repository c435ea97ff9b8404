/** Home without migrations: what will happen, in a sentence each, and the two ways to begin. */
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { go } from '../state/route.ts';
import { usePage } from '../state/use-page.ts';
import { useTask } from '../state/use-task.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { useWords } from '../words/use-words.ts';

export function EmptyHome({ onCreate, creating }: { onCreate(): void; creating: boolean }): ReactNode {
  const words = useWords();
  const page = usePage();
  const task = useTask();
  const [sampleMissing, setSampleMissing] = useState(false);
  const practise = (): void =>
    void task.run(async () => {
      const view = await page.actions.practiceRun(words.home.practiceName);
      setSampleMissing(view === undefined);
      if (view !== undefined) go({ at: 'wizard', id: view.id, step: 'disks' });
    });
  return (
    <section className="card empty" aria-labelledby="empty-title">
      <h2 id="empty-title">{words.home.emptyTitle}</h2>
      <ol className="empty-steps">
        {words.home.emptySteps.map(([step, text]) => (
          <li key={step}>
            <strong>{step}</strong>
            <span>{text}</span>
          </li>
        ))}
      </ol>
      <div className="buttons">
        <Button type="primary" loading={task.running} onClick={practise}>
          {words.home.practiceRun}
        </Button>
        <Button loading={creating} onClick={onCreate}>
          {words.home.create}
        </Button>
      </div>
      <p className="quiet">{words.home.practiceHint}</p>
      {sampleMissing && <p role="alert">{words.home.sampleMissing}</p>}
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
    </section>
  );
}
