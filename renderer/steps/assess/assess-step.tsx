/** The step Assess: a few questions, and whether an image is the right way. Optional, and never in the way. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { AssessDraft } from '../../../contract/preparing.ts';
import { answersOf, assessProblems, openAnswers } from '../../state/assess.ts';
import { hashOf } from '../../state/route.ts';
import { usePage } from '../../state/use-page.ts';
import { useLoaded } from '../../state/use-task.ts';
import type { Wizard } from '../../state/wizard.ts';
import { Busy } from '../../ui/busy.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { PaperButtons } from '../../ui/paper-buttons.tsx';
import { useLocale, useWords, type Words } from '../../words/use-words.ts';
import { AnswerFields } from './answer-fields.tsx';
import { Verdict } from './verdict.tsx';
import './assess.css';

const none: AssessDraft = {};

export function AssessStep({ id, wizard }: { id: string; wizard: Wizard }): ReactNode {
  const words = useWords();
  const { assess } = words;
  const { name, assess: draft = none } = useStore(wizard.store, (state) => state.draft);
  return (
    <>
      <h2>{assess.title}</h2>
      <p className="quiet">
        {assess.intro} <a href={hashOf({ at: 'learn', topic: 'limits' })}>{words.learn.accepted}</a>
      </p>
      <AnswerFields wizard={wizard} />
      <section className="card verdict" aria-labelledby="assess-verdict" aria-live="polite">
        <h3 id="assess-verdict">{assess.verdict}</h3>
        <Judged id={id} draft={draft} name={name} />
      </section>
      <footer className="step-foot">
        <Button href={hashOf({ at: 'wizard', id, step: 'disks' })}>{assess.skip}</Button>
        <span className="spring" />
        <Button type="primary" href={hashOf({ at: 'wizard', id, step: 'prepare' })}>
          {assess.next}
        </Button>
      </footer>
    </>
  );
}

function Judged({ id, draft, name }: { id: string; draft: AssessDraft; name: string }): ReactNode {
  const words = useWords();
  const { assess } = words;
  const page = usePage();
  const locale = useLocale();
  const answers = answersOf(draft);
  const key = answers && `${locale} ${JSON.stringify(answers)}`;
  const [judged] = useLoaded(key, async () => {
    if (answers === undefined) throw new Error('asked without answers');
    return page.actions.core()['assess.judge']({ answers, locale });
  });
  if (answers === undefined)
    return (
      <p className="quiet">
        {Object.keys(assessProblems(draft)).length > 0
          ? assess.correct
          : assess.open(openAnswers(draft).map((field) => labelOf(field, words)))}
      </p>
    );
  if (judged.at === 'loading') return <Busy>{assess.judging}</Busy>;
  if (judged.at === 'failed') return <FailureNotice failure={judged.failure} />;
  return (
    <>
      <Verdict view={judged.value} id={id} servers={answers.servers} />
      <PaperButtons
        print={assess.print}
        name={`${name} ${assess.file}`.trim()}
        write={(paper) => page.actions.core()['assess.export']({ answers, paper, locale })}
      />
    </>
  );
}

const labelOf = (field: ReturnType<typeof openAnswers>[number], { assess, server }: Words): string =>
  ({ from: server.from, os: server.os, systemDiskGiB: assess.systemDisk, setUp: assess.setUp })[field];
