/** The beginning of one file of the guest, or why it is not shown. */
import type { ReactNode } from 'react';
import type { GuestPreview } from '../../../contract/browse.ts';
import type { DraftDisk } from '../../state/disks.ts';
import { askedDisks } from '../../state/inside.ts';
import { usePage } from '../../state/use-page.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useSay, useWords } from '../../words/use-words.ts';
import { useAnswer } from './use-answer.ts';

export interface FilePreviewProps {
  disks: readonly DraftDisk[];
  volume: string;
  path: string | undefined;
}

export function FilePreview({ disks, volume, path }: FilePreviewProps): ReactNode {
  const { guestFiles } = useWords();
  return (
    <section
      className="file-preview"
      aria-label={path === undefined ? guestFiles.preview : guestFiles.previewOf(path)}
      aria-live="polite"
      tabIndex={0}
    >
      {path === undefined ? (
        <p className="quiet">{guestFiles.choose}</p>
      ) : (
        <Preview disks={disks} volume={volume} path={path} />
      )}
    </section>
  );
}

function Preview({ disks, volume, path }: FilePreviewProps & { path: string }): ReactNode {
  const { guestFiles } = useWords();
  const say = useSay();
  const { actions } = usePage();
  const answer = useAnswer(`${volume}\n${path}`, (signal) =>
    actions.core()['guest.read']({ disks: askedDisks(disks), volume, path }, signal),
  );
  if (answer.at === 'running') return <p className="quiet">{guestFiles.loading}</p>;
  if (answer.at === 'failed') return <FailureNotice failure={answer.failure} />;
  const { value } = answer;
  return (
    <>
      <header className="file-head">
        <code>{path}</code>
        {'sizeBytes' in value && <span className="quiet">{say.bytes(value.sizeBytes)}</span>}
      </header>
      <Content value={value} />
    </>
  );
}

function Content({ value }: { value: GuestPreview }): ReactNode {
  const { guestFiles } = useWords();
  switch (value.kind) {
    case 'text':
      return (
        <>
          {value.masked && <p className="quiet">{guestFiles.masked}</p>}
          <pre>{value.text}</pre>
          {value.cut && <p className="quiet">{guestFiles.cutText}</p>}
        </>
      );
    case 'hidden':
      return <p>{guestFiles.hidden[value.because]}</p>;
    case 'link':
      return <code>{guestFiles.linkTo(value.target)}</code>;
    case 'problem':
      return <p role="alert">{guestFiles.problem[value.problem]}</p>;
  }
}
