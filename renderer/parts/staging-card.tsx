/** Which folder converted disks are written to, how much room it has, and whether that is enough. */
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Chosen } from '../../contract/files.ts';
import { stagingBytesOf } from '../state/disks.ts';
import { usePage } from '../state/use-page.ts';
import { useLoaded, useTask } from '../state/use-task.ts';
import type { Wizard } from '../state/wizard.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Notice } from '../ui/notice.tsx';
import { PathText } from '../ui/path-text.tsx';
import { useSay, useWords } from '../words/use-words.ts';
import { FileChooser } from './file-chooser.tsx';
import './parts.css';

export function StagingCard({ wizard }: { wizard: Wizard }): ReactNode {
  const words = useWords();
  const page = usePage();
  const task = useTask();
  const connection = useStore(page.connection.store);
  const handle = useStore(wizard.store, (state) => state.draft.stagingFolder);
  const [typed, setTyped] = useState('');
  const [choosing, setChoosing] = useState(false);
  const [notFolder, setNotFolder] = useState<string>();
  // A draft found again knows the folder by its handle only; its listing says which it is and what is free.
  const [listing] = useLoaded(handle, () =>
    page.actions.core()['files.browse'](handle === undefined ? {} : { folder: handle }),
  );
  const nativeDialogs = 'hello' in connection && connection.hello?.nativeDialogs === true;

  const take = (chosen: Chosen | undefined): void => {
    setChoosing(false);
    if (chosen === undefined) return;
    setNotFolder(chosen.kind === 'folder' ? undefined : chosen.path);
    if (chosen.kind !== 'folder') return;
    setTyped('');
    wizard.setStagingFolder(chosen.handle);
  };
  const choose = (): void => {
    if (!nativeDialogs) return setChoosing(true);
    void task.run(async () => take((await page.actions.core()['files.choose']({ what: 'folder' })).chosen[0]));
  };
  const useTyped = (): void => {
    const text = typed.trim();
    if (text !== '') void task.run(async () => take(await page.actions.core()['files.resolve']({ text })));
  };
  return (
    <section className="card staging" aria-labelledby="staging">
      <h3 id="staging">{words.disks.staging}</h3>
      {handle === undefined && <p>{words.disks.stagingOwn}</p>}
      {listing.at === 'known' && handle !== undefined && <PathText path={listing.value.folder.path} copy />}
      {listing.at === 'failed' && handle !== undefined && <FailureNotice failure={listing.failure} />}
      <Room
        wizard={wizard}
        free={handle !== undefined && listing.at === 'known' ? listing.value.folder.freeBytes : undefined}
      />
      <div className="choose-path">
        <Button onClick={choose}>{words.disks.stagingChoose}</Button>
        <Input
          className="code"
          aria-label={words.disks.stagingPath}
          placeholder={words.chooser.path}
          value={typed}
          maxLength={32_000}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
          onPressEnter={useTyped}
        />
        <Button disabled={typed.trim() === ''} loading={task.running} onClick={useTyped}>
          {words.disks.stagingUse}
        </Button>
        {handle !== undefined && (
          <Button onClick={() => wizard.setStagingFolder(undefined)}>{words.disks.stagingReset}</Button>
        )}
      </div>
      {notFolder !== undefined && <Notice tone="bad" title={words.disks.stagingNotFolder(notFolder)} />}
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
      {choosing && <FileChooser what="folder" start={undefined} onClose={() => setChoosing(false)} onChosen={take} />}
    </section>
  );
}

/** `free` in bytes, where a folder was chosen and says so. */
function Room({ wizard, free }: { wizard: Wizard; free: number | undefined }): ReactNode {
  const words = useWords();
  const say = useSay();
  const needed = useStore(wizard.store, (state) =>
    stagingBytesOf(state, state.draft.target.format, state.draft.target.variant),
  );
  if (needed !== undefined && free !== undefined && free < needed)
    return <Notice tone="mind" title={words.disks.stagingShort(say.bytes(needed), say.bytes(free))} />;
  return (
    <p className="quiet">
      {say.sentences([
        needed === undefined ? undefined : words.disks.stagingNeeded(say.bytes(needed)),
        free === undefined ? undefined : words.disks.stagingFree(say.bytes(free)),
        words.disks.stagingHelp,
      ])}
    </p>
  );
}
