/** A volume's folders, opened one by one; each is asked for when it is opened. */
import { useState, type ReactNode } from 'react';
import type { GuestFile } from '../../../contract/browse.ts';
import type { DraftDisk } from '../../state/disks.ts';
import { askedDisks } from '../../state/inside.ts';
import { usePage } from '../../state/use-page.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useSay, useWords } from '../../words/use-words.ts';
import { useAnswer } from './use-answer.ts';

export interface FolderTreeProps {
  disks: readonly DraftDisk[];
  volume: string;
  chosen: string | undefined;
  onChoose(path: string): void;
}

export function FolderTree(props: FolderTreeProps): ReactNode {
  const { guestFiles } = useWords();
  return (
    // Scrolls, so the keyboard must reach it.
    <nav className="folder-tree" aria-label={guestFiles.folders} tabIndex={0}>
      <Folder {...props} path="/" />
    </nav>
  );
}

function Folder({ path, ...props }: FolderTreeProps & { path: string }): ReactNode {
  const { guestFiles } = useWords();
  const { disks, volume } = props;
  const { actions } = usePage();
  const answer = useAnswer(`${volume}\n${path}`, (signal) =>
    actions.core()['guest.list']({ disks: askedDisks(disks), volume, path }, signal),
  );
  if (answer.at === 'running') return <p className="quiet">{guestFiles.loading}</p>;
  if (answer.at === 'failed') return <FailureNotice failure={answer.failure} />;
  if (answer.value.kind === 'problem') return <p role="alert">{guestFiles.problem[answer.value.problem]}</p>;
  const { entries, cut } = answer.value;
  return (
    <ul>
      {entries.map((entry) => (
        <Entry key={entry.name} {...props} entry={entry} path={`${path === '/' ? '' : path}/${entry.name}`} />
      ))}
      {entries.length === 0 && <li className="quiet">{guestFiles.empty}</li>}
      {cut && <li className="quiet">{guestFiles.cut}</li>}
    </ul>
  );
}

function Entry({ entry, path, ...props }: FolderTreeProps & { entry: GuestFile; path: string }): ReactNode {
  const { guestFiles } = useWords();
  const say = useSay();
  const [open, setOpen] = useState(false);
  const { name, kind, sizeBytes, target, secret } = entry;
  if (kind === 'directory')
    return (
      <li>
        <button type="button" className="tree-row" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span className="tree-mark" aria-hidden="true">
            {open ? '▾' : '▸'}
          </span>
          <span className="tree-name">{name}</span>
        </button>
        {open && <Folder {...props} path={path} />}
      </li>
    );
  return (
    <li>
      <button
        type="button"
        className="tree-row"
        aria-pressed={props.chosen === path}
        title={name}
        onClick={() => props.onChoose(path)}
      >
        <span className="tree-mark" aria-hidden="true" />
        <span className="tree-name">{name}</span>
        <span className="quiet tree-fact">
          {secret
            ? guestFiles.secret
            : target !== undefined
              ? guestFiles.linkTo(target)
              : sizeBytes !== undefined && say.bytes(sizeBytes)}
        </span>
      </button>
    </li>
  );
}
