/** Where data is kept, where converted disks go, and which keys and passwords are kept. */
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Chosen } from '../../contract/files.ts';
import { usePage } from '../state/use-page.ts';
import { useLoaded, useTask } from '../state/use-task.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { FactList } from '../ui/fact-list.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Field } from '../ui/field.tsx';
import { PathText } from '../ui/path-text.tsx';
import { useSay, useWords } from '../words/use-words.ts';
import { FileChooser } from '../parts/file-chooser.tsx';

export function DataCard(): ReactNode {
  const words = useWords().program;
  const say = useSay();
  const page = usePage();
  const [facts, again] = useLoaded('facts', () => page.actions.core()['program.facts']({}));
  const known = facts.at === 'known' ? facts.value : undefined;
  return (
    <>
      <section className="card" aria-labelledby="data">
        <h2 id="data">{words.data}</h2>
        {facts.at === 'failed' && <FailureNotice failure={facts.failure} />}
        {known !== undefined && (
          <FactList
            facts={[
              [words.dataFolder, <PathText key="path" path={known.dataFolder} copy />],
              ['', known.freeBytes === undefined ? undefined : words.free(say.bytes(known.freeBytes))],
            ]}
          />
        )}
        <p className="quiet">{words.dataHelp}</p>
        <StagingField />
      </section>
      <section className="card" aria-labelledby="secrets">
        <header className="card-head">
          <h2 id="secrets">{words.secrets}</h2>
          {known !== undefined && known.secrets.length > 0 && (
            <ConfirmButton
              small
              label={words.forget}
              title={words.forgetTitle}
              text={words.forgetText}
              yes={words.forgetYes}
              onYes={async () => {
                await page.actions.core()['program.forgetSecrets']({});
                await page.actions.loadAccounts();
                again();
              }}
            />
          )}
        </header>
        {known?.secrets.length === 0 && <p className="quiet">{words.secretsNone}</p>}
        <FactList
          facts={(known?.secrets ?? []).map(({ name, kept }) => [
            name === '' ? words.proxyPassword : name,
            words.kept[kept],
          ])}
        />
      </section>
    </>
  );
}

/** The folder new migrations begin with. Only one that is there is taken. */
function StagingField(): ReactNode {
  const words = useWords().program;
  const page = usePage();
  const task = useTask();
  const kept = useStore(page.settings, (settings) => settings.stagingFolder) ?? '';
  const [typed, setTyped] = useState<string>();
  const [choosing, setChoosing] = useState(false);
  const [saved, setSaved] = useState(false);
  const text = typed ?? kept;
  const take = async (chosen: Chosen | undefined): Promise<void> => {
    await page.actions.changeSettings({ stagingFolder: chosen?.path });
    setTyped(undefined);
    setSaved(true);
  };
  const save = (): void =>
    void task.run(async () => {
      if (text.trim() === '') return take(undefined);
      const folder = await page.actions.core()['files.resolve']({ text });
      // lists the folder too, so that a file is refused
      await page.actions.core()['files.browse']({ folder: folder.handle });
      await take(folder);
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Field label={words.staging} help={words.stagingHelp} wide>
        {(wire) => (
          <div className="choose-path">
            <Input
              {...wire}
              className="code"
              value={text}
              maxLength={32_000}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => {
                setSaved(false);
                setTyped(event.target.value);
              }}
            />
            <Button onClick={() => setChoosing(true)}>{words.choose}</Button>
            <Button htmlType="submit" loading={task.running} disabled={text === kept}>
              {words.save}
            </Button>
            <span role="status">{saved && words.saved}</span>
          </div>
        )}
      </Field>
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
      {choosing && (
        <FileChooser
          what="folder"
          start={undefined}
          onClose={() => setChoosing(false)}
          onChosen={(chosen) => {
            setChoosing(false);
            void task.run(() => take(chosen));
          }}
        />
      )}
    </form>
  );
}
