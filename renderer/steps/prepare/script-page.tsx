/** The check script: explained and shown before it is saved, and its result brought back to tick the items it answers. */
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Checklist, PrepareRequest } from '../../../contract/prepare.ts';
import type { Chosen } from '../../../contract/files.ts';
import { usePage } from '../../state/use-page.ts';
import { useLoaded, useTask } from '../../state/use-task.ts';
import type { Wizard } from '../../state/wizard.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { useLocale, useWords } from '../../words/use-words.ts';
import { FileChooser } from '../../parts/file-chooser.tsx';
import { ResultCard } from './result-card.tsx';

export interface ScriptPageProps {
  wizard: Wizard;
  list: Checklist;
  request: PrepareRequest;
}

export function ScriptPage({ wizard, list, request }: ScriptPageProps): ReactNode {
  const { prepare } = useWords();
  const page = usePage();
  const name = list.script;
  const [loaded] = useLoaded(name, () => page.actions.core()['prepare.script']({ name }));
  const system = name === 'check-linux.sh' ? 'linux' : 'windows';
  const text = loaded.at === 'known' ? loaded.value.text : undefined;
  return (
    <>
      <section className="card" aria-labelledby="script">
        <header className="card-head">
          <h3 id="script">{prepare.scriptTitle}</h3>
          {text !== undefined && (
            <div className="buttons">
              <CopyButton text={text} what={name} />
              <Button type="primary" onClick={() => saveFile(name, 'text/plain', text)}>
                {prepare.saveScript(name)}
              </Button>
            </div>
          )}
        </header>
        <p>{prepare.scriptAbout}</p>
        <ul className="points">
          {prepare.scriptPromises.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p>{prepare.scriptUse[system]}</p>
        {loaded.at === 'failed' && <FailureNotice failure={loaded.failure} />}
        {text !== undefined && (
          <details>
            <summary>{prepare.readScript}</summary>
            <pre className="script" tabIndex={0} aria-label={name}>
              {text}
            </pre>
          </details>
        )}
      </section>
      <BringBack wizard={wizard} request={request} />
      <ResultCard wizard={wizard} />
    </>
  );
}

function BringBack({ wizard, request }: Pick<ScriptPageProps, 'wizard' | 'request'>): ReactNode {
  const words = useWords();
  const { prepare } = words;
  const page = usePage();
  const locale = useLocale();
  const task = useTask();
  const [typed, setTyped] = useState('');
  const [choosing, setChoosing] = useState(false);
  const read = async ({ handle, name }: Chosen): Promise<void> => {
    setChoosing(false);
    const items = wizard.store.getState().draft.prepare?.items ?? {};
    const back = await page.actions.core()['prepare.readResult']({ result: handle, request, items, locale });
    const { tool, when, host, ignored } = back.findings;
    const { os, bootMode, architecture } = back.known;
    wizard.setPrepare({
      items: back.items,
      result: {
        file: name,
        tool,
        when,
        host,
        ignored: ignored.slice(0, 300),
        ...(os === undefined ? {} : { os }),
      },
    });
    wizard.setAssess({
      ...(bootMode === undefined ? {} : { bootMode }),
      ...(architecture === undefined ? {} : { architecture }),
    });
    setTyped('');
  };
  const readTyped = (): void => {
    const text = typed.trim();
    if (text !== '') void task.run(async () => read(await page.actions.core()['files.resolve']({ text })));
  };
  return (
    <section className="card" aria-labelledby="bring-back">
      <h3 id="bring-back">{prepare.bringBack}</h3>
      <p>{prepare.bringBackAbout}</p>
      <div className="choose-path">
        <Button onClick={() => setChoosing(true)}>{prepare.chooseResult}</Button>
        <Input
          className="code"
          aria-label={prepare.resultPath}
          placeholder={words.chooser.path}
          value={typed}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
          onPressEnter={readTyped}
        />
        <Button disabled={typed.trim() === ''} loading={task.running} onClick={readTyped}>
          {prepare.readResult}
        </Button>
      </div>
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
      {choosing && (
        <FileChooser
          what="result"
          start={undefined}
          onClose={() => setChoosing(false)}
          onChosen={(chosen) => void task.run(() => read(chosen))}
        />
      )}
    </section>
  );
}
