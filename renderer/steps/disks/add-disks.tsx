/** The ways to name disks: the dialog, typed or pasted paths, files dropped here; and what could not be added. */
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { limits } from '../../../contract/limits.ts';
import type { Chosen } from '../../../contract/files.ts';
import { usePage } from '../../state/use-page.ts';
import { useTask } from '../../state/use-task.ts';
import { pathsIn, resolvePaths, type Resolved } from './typed-paths.ts';
import type { Wizard } from '../../state/wizard.ts';
import { DropZone } from './drop-zone.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSay, useWords } from '../../words/use-words.ts';
import { FileChooser } from '../../parts/file-chooser.tsx';

/** What the last attempt left to say. */
interface Left {
  failed: Resolved['failed'];
  folders: readonly Chosen[];
  leftOut: number;
  /** Names of dropped files whose place the browser keeps to itself. */
  placeless: readonly string[];
}
const nothing: Left = { failed: [], folders: [], leftOut: 0, placeless: [] };

export function AddDisks({ wizard, children }: { wizard: Wizard; children: ReactNode }): ReactNode {
  const words = useWords();
  const page = usePage();
  const task = useTask();
  const count = useStore(wizard.store, (state) => state.disks.length);
  const connection = useStore(page.connection.store);
  const [typed, setTyped] = useState('');
  const [left, setLeft] = useState(nothing);
  /** The chooser's folder; `start` is the usual one; undefined: closed. */
  const [folder, setFolder] = useState<Chosen | 'start'>();
  const nativeDialogs = 'hello' in connection && connection.hello?.nativeDialogs === true;
  const full = count >= limits.disks;

  const take = (chosen: readonly Chosen[], failed: Resolved['failed'] = []): void => {
    const before = wizard.store.getState().disks;
    const files = chosen.filter((one) => one.kind === 'file' && !before.some(({ path }) => path === one.path));
    const folders = chosen.filter((one) => one.kind === 'folder');
    void wizard.addDisks(files);
    const leftOut = Math.max(0, before.length + files.length - limits.disks);
    // A folder alone is a wish to see what is in it.
    if (folders.length === 1 && chosen.length === 1) setFolder(folders[0]);
    setLeft({ ...nothing, failed, leftOut, folders: chosen.length === 1 ? [] : folders });
  };
  const choose = (): void => {
    if (!nativeDialogs) return setFolder('start');
    void task.run(async () => take((await page.actions.core()['files.choose']({ what: 'disks' })).chosen));
  };
  const addPaths = (text: string): void =>
    void task.run(async () => {
      const { chosen, failed } = await resolvePaths(page.actions.core(), pathsIn(text));
      setTyped(failed.map((one) => one.text).join('\n'));
      take(chosen, failed);
    });
  const addDropped = (files: readonly File[]): void => {
    const paths = files.map((file) => window.ecsImageMigrator?.pathOf(file) ?? '');
    if (paths.some((path) => path !== '')) addPaths(paths.join('\n'));
    else setLeft({ ...nothing, placeless: files.map(({ name }) => name) });
  };

  return (
    <DropZone label={words.disks.drop} disabled={full} onFiles={addDropped} onText={addPaths}>
      {children}
      {!full && (
        <form
          className="card choose"
          onSubmit={(event) => {
            event.preventDefault();
            addPaths(typed);
          }}
        >
          <Button type={count === 0 ? 'primary' : 'default'} onClick={choose}>
            {count === 0 ? words.disks.choose : words.disks.chooseMore}
          </Button>
          <label htmlFor="typed-path">{words.disks.path}</label>
          <div className="choose-path">
            <textarea
              id="typed-path"
              className="plain-input typed-paths"
              rows={1}
              aria-describedby="typed-path-help"
              value={typed}
              maxLength={32_000}
              spellCheck={false}
              autoComplete="off"
              placeholder={words.disks.pathExample}
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={(event) => {
                // While an input method is open, Enter is its own.
                if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
                event.preventDefault();
                addPaths(typed);
              }}
            />
            <Button htmlType="submit" loading={task.running} disabled={typed.trim() === ''}>
              {words.disks.add}
            </Button>
          </div>
          <div className="field-help" id="typed-path-help">
            {words.disks.enterHint}
          </div>
        </form>
      )}
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
      <LeftOver left={left} />
      {folder !== undefined && (
        <FileChooser
          what="disk"
          start={folder === 'start' ? undefined : folder}
          onClose={() => setFolder(undefined)}
          onChosen={(chosen) => {
            setFolder(undefined);
            take([chosen]);
          }}
        />
      )}
    </DropZone>
  );
}

function LeftOver({ left: { failed, folders, leftOut, placeless } }: { left: Left }): ReactNode {
  const words = useWords();
  const say = useSay();
  const [only] = failed;
  if (placeless.length > 0)
    return (
      <Notice tone="mind" title={words.disks.dropTitle}>
        <p>{words.disks.dropText(say.list(placeless))}</p>
        <p className="quiet">{words.disks.dropHow}</p>
      </Notice>
    );
  return (
    <>
      {only !== undefined && failed.length === 1 && <FailureNotice failure={only.failure} />}
      {failed.length > 1 && (
        <Notice tone="bad" title={words.disks.notAdded(failed.length)}>
          <ul className="lines">
            {failed.map(({ text, failure }) => (
              <li key={text}>
                <code>{text}</code> <strong>{say.failure(failure).title}.</strong> {say.failure(failure).todo}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {folders.map(({ path }) => (
        <Notice key={path} tone="mind" title={words.disks.isFolder(path)} />
      ))}
      {leftOut > 0 && <Notice tone="mind" title={words.disks.tooMany(limits.disks, leftOut)} />}
    </>
  );
}
