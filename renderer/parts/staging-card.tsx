/** Whether converted disks are written to this computer, to which folder, and whether it has room for them. */
import { Button, Input, Radio } from 'antd';
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
  const isOnTheWay = useStore(wizard.store, ({ draft }) => draft.staging === 'none');
  const isPacked = useStore(wizard.store, ({ draft }) => draft.target.variant === 'compressed');
  const { staging, stagingRoads, stagingRoadHelp } = words.disks;
  return (
    <section className="card staging" aria-labelledby="staging">
      <h3 id="staging">{staging}</h3>
      <Radio.Group
        vertical
        name="staging"
        aria-labelledby="staging"
        value={isOnTheWay ? 'none' : 'file'}
        onChange={(event) =>
          wizard.editDraft(({ staging: _before, ...draft }) =>
            event.target.value === 'none' ? { ...draft, staging: 'none' } : draft,
          )
        }
        options={[
          { value: 'file', label: stagingRoads.file },
          { value: 'none', label: stagingRoads.none },
        ]}
      />
      {isOnTheWay && <p className="quiet">{isPacked ? stagingRoadHelp.packed : stagingRoadHelp.none}</p>}
      {(!isOnTheWay || isPacked) && <StagingFolder wizard={wizard} />}
    </section>
  );
}

function StagingFolder({ wizard }: { wizard: Wizard }): ReactNode {
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
    <>
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
    </>
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
