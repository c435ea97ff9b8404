/** Newer versions: asked for only by the button, at the address entered here. */
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { settings as settingsSchema } from '../../contract/settings.ts';
import { usePage } from '../state/use-page.ts';
import { useTask } from '../state/use-task.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useWords } from '../words/use-words.ts';

interface Answer {
  current: string;
  newer?: { version: string; notes: string; page: string } | undefined;
}

export function UpdatesCard(): ReactNode {
  const words = useWords().program;
  const page = usePage();
  const task = useTask();
  const kept = useStore(page.settings, (settings) => settings.updatesFeed) ?? '';
  const [typed, setTyped] = useState<string>();
  const [answer, setAnswer] = useState<Answer>();
  const feed = typed ?? kept;
  const wrong = feed !== '' && !settingsSchema.shape.updatesFeed.safeParse(feed).success;
  const check = (): void =>
    void task.run(async () => {
      setAnswer(undefined);
      if (feed !== kept) await page.actions.changeSettings({ updatesFeed: feed === '' ? undefined : feed });
      setTyped(undefined);
      setAnswer(await page.actions.core()['updates.check']({}));
    });
  return (
    <section className="card" aria-labelledby="updates">
      <h2 id="updates">{words.updates}</h2>
      <p className="quiet">{words.updatesIntro}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          check();
        }}
      >
        <Field label={words.feed} help={words.feedHelp} problem={wrong ? words.feedWrong : undefined} wide>
          {(wire) => (
            <div className="choose-path">
              <Input
                {...wire}
                className="code"
                value={feed}
                maxLength={2_000}
                spellCheck={false}
                autoComplete="off"
                onChange={(event) => setTyped(event.target.value.trim())}
              />
              <Button htmlType="submit" loading={task.running} disabled={wrong || (feed === '' && kept === '')}>
                {words.check}
              </Button>
            </div>
          )}
        </Field>
      </form>
      {answer !== undefined && <Told answer={answer} />}
      {task.failure !== undefined && feed !== '' && <FailureNotice failure={task.failure} />}
    </section>
  );
}

/** The address is shown as text, so that the person can judge it. */
function Told({ answer: { current, newer } }: { answer: Answer }): ReactNode {
  const words = useWords().program;
  if (newer === undefined) return <p role="status">{words.upToDate(current)}</p>;
  return (
    <Notice tone="good" title={words.newer(newer.version)}>
      <p className="notes">{newer.notes}</p>
      <p>
        {words.getIt} <code>{newer.page}</code>
      </p>
    </Notice>
  );
}
