/** Looking around in the guest's files: a tree of folders, and the beginning of a text. Secrets stay where they are. */
import { Button, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { GuestVolumeView } from '../../../contract/browse.ts';
import { keyOf, type DraftDisk } from '../../state/disks.ts';
import { askedDisks } from '../../state/inside.ts';
import { usePage } from '../../state/use-page.ts';
import { Busy } from '../../ui/busy.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useSay, useWords } from '../../words/use-words.ts';
import { FilePreview } from './file-preview.tsx';
import { FolderTree } from './folder-tree.tsx';
import { useAnswer } from './use-answer.ts';

export function GuestFiles({ disks }: { disks: readonly DraftDisk[] }): ReactNode {
  const { guestFiles } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <section className="card" aria-labelledby="guest-files">
      <header className="card-head">
        <h3 id="guest-files">{guestFiles.title}</h3>
        <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? guestFiles.close : guestFiles.open}
        </Button>
      </header>
      <p className="quiet">{guestFiles.intro}</p>
      {open && <Volumes disks={disks} />}
    </section>
  );
}

function Volumes({ disks }: { disks: readonly DraftDisk[] }): ReactNode {
  const { guestFiles } = useWords();
  const say = useSay();
  const { actions } = usePage();
  const [chosen, setChosen] = useState<string>();
  const answer = useAnswer(disks.map(keyOf).join('\n'), (signal) =>
    actions.core()['guest.volumes']({ disks: askedDisks(disks) }, signal),
  );
  if (answer.at === 'running') return <Busy>{guestFiles.opening}</Busy>;
  if (answer.at === 'failed') return <FailureNotice failure={answer.failure} />;
  const readable = answer.value.filter((one) => one.readable);
  const volume = readable.find(({ name }) => name === chosen) ?? readable[0];
  if (volume === undefined) return <p role="status">{guestFiles.noVolumes}</p>;
  const labelOf = ({ name, mountPoint, content, sizeBytes }: GuestVolumeView): string =>
    guestFiles.volumeOf(
      mountPoint === undefined ? say.volume(name) : guestFiles.mounted(mountPoint, say.volume(name)),
      content,
      say.bytes(sizeBytes),
    );
  return (
    <>
      <Select
        className="volume-choice"
        aria-label={guestFiles.volume}
        value={volume.name}
        onChange={setChosen}
        options={readable.map((one) => ({ value: one.name, label: labelOf(one) }))}
      />
      <Browser key={volume.name} disks={disks} volume={volume.name} />
    </>
  );
}

function Browser({ disks, volume }: { disks: readonly DraftDisk[]; volume: string }): ReactNode {
  const [path, setPath] = useState<string>();
  return (
    <div className="guest-files">
      <FolderTree disks={disks} volume={volume} chosen={path} onChoose={setPath} />
      <FilePreview disks={disks} volume={volume} path={path} />
    </div>
  );
}
