/** How much is logged, and the support bundle: prepared, looked through file by file, and only then saved. */
import { Button, Checkbox, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { SupportBundle } from '../../contract/support.ts';
import type { Settings } from '../../contract/settings.ts';
import { usePage } from '../state/use-page.ts';
import { useTask } from '../state/use-task.ts';
import { Dialog } from '../ui/dialog.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Field } from '../ui/field.tsx';
import { saveBytes } from '../ui/save-file.ts';
import { useSay, useWords } from '../words/use-words.ts';

const levels = ['normal', 'detailed'] satisfies Settings['log'][];

export function SupportCard(): ReactNode {
  const words = useWords().program;
  const page = usePage();
  const task = useTask();
  const log = useStore(page.settings, (settings) => settings.log) ?? 'normal';
  const [hideNames, setHideNames] = useState(true);
  const [bundle, setBundle] = useState<SupportBundle>();
  return (
    <section className="card" aria-labelledby="support">
      <h2 id="support">{words.support}</h2>
      <p className="quiet">{words.supportIntro}</p>
      <Field label={words.log} help={words.logHelp}>
        {(wire) => (
          <Radio.Group
            id={wire.id}
            name="log"
            aria-label={words.log}
            aria-describedby={wire['aria-describedby']}
            value={log}
            onChange={(event) => {
              const wish = levels.find((one) => one === event.target.value);
              if (wish !== undefined) void task.run(() => page.actions.changeSettings({ log: wish }));
            }}
            options={levels.map((one) => ({ value: one, label: words.logs[one] }))}
          />
        )}
      </Field>
      <p>
        <Checkbox checked={hideNames} onChange={(event) => setHideNames(event.target.checked)}>
          {words.hideNames}
        </Checkbox>
      </p>
      <Button
        loading={task.running}
        onClick={() => void task.run(async () => setBundle(await page.actions.core()['support.bundle']({ hideNames })))}
      >
        {words.prepare}
      </Button>
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
      {bundle !== undefined && <Preview bundle={bundle} onClose={() => setBundle(undefined)} />}
    </section>
  );
}

function Preview({ bundle, onClose }: { bundle: SupportBundle; onClose(): void }): ReactNode {
  const words = useWords();
  const say = useSay();
  const [shown, setShown] = useState(bundle.files[0]?.name);
  const save = (): void => {
    saveBytes(
      bundle.name,
      'application/zip',
      Uint8Array.from(atob(bundle.zip), (one) => one.charCodeAt(0)),
    );
    onClose();
  };
  return (
    <Dialog
      side
      title={words.program.bundleTitle}
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button type="primary" onClick={save}>
            {words.program.bundleSave}
          </Button>
        </>
      }
    >
      <ul className="bundle-files" aria-label={words.program.bundleFiles}>
        {bundle.files.map(({ name, text }) => (
          <li key={name}>
            <button type="button" aria-pressed={name === shown} onClick={() => setShown(name)}>
              <code>{name}</code> <span className="quiet">{say.bytes(text.length)}</span>
            </button>
          </li>
        ))}
      </ul>
      <pre className="saved-text" tabIndex={0} aria-label={shown}>
        {bundle.files.find(({ name }) => name === shown)?.text}
      </pre>
    </Dialog>
  );
}
