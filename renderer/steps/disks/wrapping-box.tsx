/** A packed disk: how large it gets, and unpacking it here with its progress, or the command that does it. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Wrapping } from '../../../contract/disks.ts';
import { percentOf } from '../../../words/format.ts';
import type { DraftDisk, Unpacking } from '../../state/disks.ts';
import type { Wizard } from '../../state/wizard.ts';
import { Bar } from '../../ui/bar.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useSay, useWords } from '../../words/use-words.ts';

export interface WrappingBoxProps {
  disk: DraftDisk;
  wrapping: Wrapping;
  packedBytes: number | undefined;
  unpacking: Unpacking | undefined;
  wizard: Wizard;
}

export function WrappingBox({ disk, wrapping, packedBytes, unpacking, wizard }: WrappingBoxProps): ReactNode {
  const words = useWords();
  const say = useSay();
  const { unpackedBytes, exact, command } = wrapping;
  const folder = wizard.store.getState().draft.stagingFolder;
  const unpack = (): void => void wizard.unpack(disk, folder);
  return (
    <>
      <p>{words.disks.packedBy(wrapping.by)}</p>
      <FactList
        facts={[
          [words.disks.stored, packedBytes === undefined ? undefined : say.bytes(packedBytes)],
          [
            exact ? words.disks.unpackedSize.exact : words.disks.unpackedSize.least,
            unpackedBytes === undefined ? undefined : say.bytes(unpackedBytes),
          ],
        ]}
      />
      {unpacking?.at === 'failed' && <FailureNotice failure={unpacking.failure} />}
      {unpacking?.at === 'running' ? (
        <UnpackingBar name={disk.name} unpacking={unpacking} onStop={() => wizard.stopUnpacking(disk)} />
      ) : wrapping.canUnpack ? (
        <div className="buttons">
          <Button type="primary" size="small" onClick={unpack}>
            {words.disks.unpack}
          </Button>
          <span className="quiet">{folder === undefined ? words.disks.unpackToOwn : words.disks.unpackToChosen}</span>
        </div>
      ) : (
        command !== undefined && (
          <>
            <p>{words.disks.unpackCommand}</p>
            <p className="address">
              <code>{command}</code>
              <CopyButton text={command} what={words.disks.command} />
            </p>
          </>
        )
      )}
    </>
  );
}

interface UnpackingBarProps {
  name: string;
  unpacking: Extract<Unpacking, { at: 'running' }>;
  onStop(): void;
}

function UnpackingBar({ name, unpacking: { done, total, writtenBytes }, onStop }: UnpackingBarProps): ReactNode {
  const words = useWords();
  const say = useSay();
  return (
    <div className="unpacking">
      <Bar label={words.disks.unpackingOf(name)} percent={percentOf(done, total)} />
      <div className="row-line">
        <span className="quiet">
          {words.disks.unpacking(say.bytes(done), say.bytes(total), say.bytes(writtenBytes))}
        </span>
        <span className="spring" />
        <Button size="small" aria-label={words.disks.stopUnpacking(name)} onClick={onStop}>
          {words.disks.stop}
        </Button>
      </div>
    </div>
  );
}
