/** The step Disks: choose, type or paste; see what each disk is; say which one is the system disk. */
import { Button, Input } from 'antd';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useStore } from 'zustand';
import { limits } from '../../contract/limits.ts';
import type { Chosen } from '../../contract/views.ts';
import { go } from '../state/route.ts';
import { usePage } from '../state/use-page.ts';
import { useTask } from '../state/use-task.ts';
import type { Wizard } from '../state/wizard.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { useWords } from '../words/use-words.ts';
import { DiskCard } from './disk-card.tsx';
import { FileChooser } from './file-chooser.tsx';
import { disksSettled } from './step-list.tsx';

export function DisksStep({ id, wizard }: { id: string; wizard: Wizard }): ReactNode {
  const words = useWords();
  const page = usePage();
  const task = useTask();
  const state = useStore(wizard.store);
  const connection = useStore(page.connection.store);
  const [typed, setTyped] = useState('');
  /** The chooser's folder; `start` is the usual one; undefined: closed. */
  const [folder, setFolder] = useState<Chosen | 'start'>();
  const { disks } = state;
  const nativeDialogs = 'hello' in connection && connection.hello?.nativeDialogs === true;
  const full = disks.length >= limits.disks;

  const choose = (): void => {
    if (!nativeDialogs) return setFolder('start');
    void task.run(async () => {
      const { chosen } = await page.actions.core()['files.choose']({ what: 'disks' });
      for (const one of chosen) void wizard.addDisk(one);
    });
  };
  const addTyped = (event: SyntheticEvent): void => {
    event.preventDefault();
    // Windows’ “Copy as path” puts quotation marks around it.
    const text = typed.trim().replace(/^"(.*)"$/, '$1');
    if (text === '') return;
    void task.run(async () => {
      const chosen = await page.actions.core()['files.resolve']({ text });
      setTyped('');
      if (chosen.kind === 'folder') setFolder(chosen);
      else void wizard.addDisk(chosen);
    });
  };

  const refused = disks.some((one) => one.inspection.at === 'refused');
  const hint = refused
    ? words.disks.needFit
    : disks.length > 0 && !disks.some((one) => one.role === 'system')
      ? words.disks.needSystem
      : undefined;
  return (
    <>
      <h2>{words.disks.title}</h2>
      <p className="quiet">{words.disks.intro}</p>
      {disks.map((disk) => (
        <DiskCard key={disk.path} disk={disk} wizard={wizard} />
      ))}
      {!full && (
        <form className="card choose" onSubmit={addTyped}>
          <Button type={disks.length === 0 ? 'primary' : 'default'} onClick={choose}>
            {disks.length === 0 ? words.disks.choose : words.disks.chooseMore}
          </Button>
          <label htmlFor="typed-path">{words.disks.path}</label>
          <div className="choose-path">
            <Input
              id="typed-path"
              className="code"
              value={typed}
              maxLength={32_000}
              spellCheck={false}
              autoComplete="off"
              placeholder={words.disks.pathExample}
              onChange={(event) => setTyped(event.target.value)}
            />
            <Button htmlType="submit" loading={task.running} disabled={typed.trim() === ''}>
              {words.disks.add}
            </Button>
          </div>
          {task.failure !== undefined && <FailureNotice failure={task.failure} />}
        </form>
      )}
      <footer className="step-foot">
        <span className="quiet" role="status">
          {hint}
        </span>
        <Button
          type="primary"
          disabled={!disksSettled(state)}
          onClick={() => go({ at: 'wizard', id, step: 'target' })}
        >
          {words.wizard.next}
        </Button>
      </footer>
      {folder !== undefined && (
        <FileChooser
          start={folder === 'start' ? undefined : folder}
          onClose={() => setFolder(undefined)}
          onChosen={(chosen) => {
            setFolder(undefined);
            void wizard.addDisk(chosen);
          }}
        />
      )}
    </>
  );
}
