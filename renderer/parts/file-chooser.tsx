/** The page's own chooser of files and folders, for the door without system dialogs: folders, then disk files, then the rest. */
import { Button, Input } from 'antd';
import { useRef, useState, type KeyboardEvent, type ReactNode, type SyntheticEvent } from 'react';
import { Busy } from '../ui/busy.tsx';
import type { Chosen } from '../../contract/files.ts';
import { useNow, usePage } from '../state/use-page.ts';
import { useLoaded, useTask } from '../state/use-task.ts';
import { Dialog } from '../ui/dialog.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { PathText } from '../ui/path-text.tsx';
import { useSay, useWords } from '../words/use-words.ts';
import './parts.css';

type What = FileChooserProps['what'];
const rank = (entry: Chosen, what: What): number => {
  if (entry.kind === 'folder') return 0;
  const fits = {
    plan: /\.json$/i,
    result: /\.(json|txt)$/i,
    certificate: /\.(pem|crt|cer)$/i,
    disk: undefined,
    folder: undefined,
  }[what];
  return (fits?.test(entry.name) ?? entry.looksLikeDisk) ? 1 : 2;
};
/** Core lists by name; sorting keeps that order within a rank. */
const byUse = (a: Chosen, b: Chosen, what: What): number => rank(a, what) - rank(b, what);

export interface FileChooserProps {
  what: 'disk' | 'folder' | 'plan' | 'certificate' | 'result';
  /** The folder to begin with; the usual one when absent. */
  start: Chosen | undefined;
  onClose(): void;
  /** Of the kind asked for. */
  onChosen(chosen: Chosen): void;
}

export function FileChooser({ what, start, onClose, onChosen }: FileChooserProps): ReactNode {
  const words = useWords();
  const page = usePage();
  const task = useTask();
  const [folder, setFolder] = useState<string | undefined>(start?.handle);
  const [typed, setTyped] = useState('');
  const [listing] = useLoaded(folder ?? 'start', () =>
    page.actions.core()['files.browse'](folder === undefined ? {} : { folder }),
  );
  const known = listing.at === 'known' ? listing.value : undefined;
  const entries = (known?.entries ?? []).filter((one) => what !== 'folder' || one.kind === 'folder');
  const open = (entry: Chosen): void => {
    if (entry.kind === 'folder') setFolder(entry.handle);
    else if (what !== 'folder') onChosen(entry);
  };
  const openTyped = (event: SyntheticEvent): void => {
    event.preventDefault();
    const text = typed.trim().replace(/^"(.*)"$/, '$1');
    if (text === '') return;
    void task.run(async () => {
      const chosen = await page.actions.core()['files.resolve']({ text });
      setTyped('');
      open(chosen);
    });
  };
  return (
    <Dialog
      side
      title={words.chooser.titles[what]}
      onClose={onClose}
      buttons={
        what === 'folder' && (
          <>
            <Button onClick={onClose}>{words.common.cancel}</Button>
            <Button type="primary" disabled={known === undefined} onClick={() => known && onChosen(known.folder)}>
              {words.chooser.useFolder}
            </Button>
          </>
        )
      }
    >
      <form className="choose-path" onSubmit={openTyped}>
        <Input
          className="code"
          aria-label={words.chooser.path}
          placeholder={words.chooser.path}
          value={typed}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button htmlType="submit" loading={task.running} disabled={typed.trim() === ''}>
          {words.home.open}
        </Button>
      </form>
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
      <div className="chooser-folder">
        <Button size="small" disabled={known?.parent === undefined} onClick={() => setFolder(known?.parent)}>
          {words.chooser.up}
        </Button>
        {known !== undefined && <PathText path={known.folder.path} />}
      </div>
      {listing.at === 'loading' && <Busy>{words.common.loading}</Busy>}
      {listing.at === 'failed' && <FailureNotice failure={listing.failure} />}
      {known !== undefined && (
        <Entries
          key={known.folder.path}
          entries={entries.toSorted((a, b) => byUse(a, b, what))}
          what={what}
          onOpen={open}
        />
      )}
      {known?.cut === true && <p className="quiet">{words.chooser.cut}</p>}
      <p className="quiet">{words.chooser.hint}</p>
    </Dialog>
  );
}

function Entries({
  entries,
  what,
  onOpen,
}: {
  entries: readonly Chosen[];
  what: What;
  onOpen(entry: Chosen): void;
}): ReactNode {
  const words = useWords();
  const say = useSay();
  const now = useNow();
  const list = useRef<HTMLUListElement>(null);
  const move = (event: KeyboardEvent): void => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const here = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    buttons[Math.max(0, Math.min(buttons.length - 1, to))]?.focus();
  };
  if (entries.length === 0)
    return <p className="quiet">{what === 'folder' ? words.chooser.emptyFolders : words.chooser.empty}</p>;
  return (
    <ul className="entries" aria-label={words.chooser.entries} ref={list} onKeyDown={move}>
      {entries.map((entry) => (
        <li key={entry.handle}>
          <button type="button" className={`entry entry-${rank(entry, what)}`} onClick={() => onOpen(entry)}>
            <span className="entry-name">
              {entry.name}
              {entry.kind === 'folder' && <span aria-hidden="true">/</span>}
            </span>
            <span className="number">
              {entry.kind === 'folder' ? words.chooser.folderKind : entry.bytes !== undefined && say.bytes(entry.bytes)}
            </span>
            <span className="quiet">{entry.modified !== undefined && say.time(entry.modified, now)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
