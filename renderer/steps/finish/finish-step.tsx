/** The step Finish: the image, its check, the proof, what was left behind, and saving the report and the plan. */
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { MigrationView } from '../../../contract/migrations.ts';
import { ImportedObjects } from '../../parts/imported-objects.tsx';
import { usePage } from '../../state/use-page.ts';
import { useTask } from '../../state/use-task.ts';
import { AfterImport } from './after-import.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { fileNameFrom, saveFile } from '../../ui/save-file.ts';
import { useLocale, useSay, useWords } from '../../words/use-words.ts';
import { ReportPreview, type SavedReport } from './report-preview.tsx';
import { ComparedChecks } from './compared-checks.tsx';
import { CheckReport } from '../../parts/check-report.tsx';
import './finish.css';

export function FinishStep({ view }: { view: MigrationView }): ReactNode {
  const words = useWords();
  if (view.status !== 'done')
    return (
      <>
        <h2>{words.finish.title}</h2>
        <p>{words.finish.notYet}</p>
        {view.leftovers.length > 0 && <Leftovers view={view} />}
      </>
    );
  const { account, region } = view.draft?.target ?? {};
  return (
    <>
      <h2>{words.finish.title}</h2>
      <section className="card result" aria-labelledby="image-id">
        <h3 id="image-id">{words.finish.imageId}</h3>
        {view.imageId !== undefined && (
          <p className="image-id">
            <code>{view.imageId}</code>
            <CopyButton text={view.imageId} what={words.finish.imageId} />
          </p>
        )}
        <p>{view.practice ? words.finish.readyPractice : words.finish.ready}</p>
        <SaveButtons view={view} />
      </section>
      {account !== undefined && region !== undefined && view.imageId !== undefined && (
        <AfterImport place={{ account, region }} imageId={view.imageId} />
      )}
      <CheckReport items={view.checkItems} />
      <ComparedChecks view={view} />
      {view.draft?.existing === undefined ? <Proof view={view} /> : <ImportedObjects view={view} />}
      <Leftovers view={view} />
    </>
  );
}

function SaveButtons({ view }: { view: MigrationView }): ReactNode {
  const words = useWords();
  const { actions } = usePage();
  const task = useTask();
  const locale = useLocale();
  const { id, name } = view;
  const [preview, setPreview] = useState<SavedReport>();
  const lookAt = (kind: SavedReport['kind']): void =>
    void task.run(async () => {
      const report = await actions.core()['migration.report']({ id, locale });
      setPreview({ kind, name: fileNameFrom(name, `-report.${kind}`), text: report[kind] });
    });
  const savePlan = (): void =>
    void task.run(async () => {
      const plan = await actions.core()['migration.plan']({ id });
      saveFile(fileNameFrom(name, '-plan.json'), 'application/json', `${JSON.stringify(plan, null, 2)}\n`);
    });
  return (
    <>
      <div className="buttons" role="group" aria-label={words.finish.save}>
        <span>{words.finish.save}</span>
        <Button onClick={() => lookAt('html')}>{words.finish.saveHtml}</Button>
        <Button onClick={() => lookAt('json')}>{words.finish.saveJson}</Button>
        <Button onClick={savePlan} title={words.finish.savePlanHelp}>
          {words.finish.savePlan}
        </Button>
      </div>
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
      {preview !== undefined && <ReportPreview report={preview} onClose={() => setPreview(undefined)} />}
    </>
  );
}

function Proof({ view }: { view: MigrationView }): ReactNode {
  const words = useWords();
  const say = useSay();
  return (
    <section className="card" aria-labelledby="proof">
      <h3 id="proof">{words.finish.proof}</h3>
      <p className="quiet">{words.finish.proofIntro}</p>
      {view.objects.map((object, index) => {
        const virtual = view.disks[index]?.report?.virtualSizeBytes;
        return (
          <FactList
            key={object.key}
            facts={[
              [words.finish.object, <code key="key">{`${object.bucket}/${object.key}`}</code>],
              [words.finish.crc, <code key="crc">{object.crc64}</code>],
              [words.finish.provenBy, object.provenBy && words.finish.byMd5],
              [words.finish.size, say.bytes(object.bytes)],
              [words.finish.virtual, virtual === undefined ? undefined : say.bytes(virtual)],
            ]}
          />
        );
      })}
    </section>
  );
}

function Leftovers({ view }: { view: MigrationView }): ReactNode {
  const words = useWords();
  const say = useSay();
  const { actions } = usePage();
  return (
    <section className="card" aria-labelledby="leftovers">
      <h3 id="leftovers">{words.finish.leftovers}</h3>
      <p className="quiet">{view.leftovers.length === 0 ? words.finish.leftoversNone : words.finish.leftoversIntro}</p>
      <ul className="leftovers">
        {view.leftovers.map((one) => (
          <li key={`${one.what} ${one.name}`}>
            <div>
              <div>{words.finish.what[one.what]}</div>
              <code className="quiet">{one.name}</code>
            </div>
            <span className="number">{say.bytes(one.bytes)}</span>
            <ConfirmButton
              small
              label={words.finish.remove}
              named={words.finish.removeNamed(one.name)}
              title={words.finish.removeTitle(words.finish.what[one.what])}
              text={words.finish.removeText(one.name, say.bytes(one.bytes))}
              yes={words.finish.removeYes}
              onYes={() => actions.core()['migration.cleanUp']({ id: view.id, what: one.what })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
