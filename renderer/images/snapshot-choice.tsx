/** Chooses snapshots for an image: one of a system disk, and up to sixteen of data disks. */
import { Checkbox } from 'antd';
import type { ReactNode } from 'react';
import type { SnapshotView } from '../../contract/images.ts';
import { useNow } from '../state/use-page.ts';
import { Busy } from '../ui/busy.tsx';
import { useSay, useWords } from '../words/use-words.ts';

const mostDataDisks = 16;

export function snapshotsFit(snapshots: readonly SnapshotView[], chosen: readonly string[]): boolean {
  const found = snapshots.filter(({ snapshotId }) => chosen.includes(snapshotId));
  const system = found.filter(({ diskType }) => diskType === 'system').length;
  return system === 1 && found.length - system <= mostDataDisks;
}

export interface SnapshotChoiceProps {
  id: string;
  loading: boolean;
  snapshots: readonly SnapshotView[];
  chosen: readonly string[];
  onChange(chosen: readonly string[]): void;
}

export function SnapshotChoice({ id, loading, snapshots, chosen, onChange }: SnapshotChoiceProps): ReactNode {
  const words = useWords();
  const say = useSay();
  const now = useNow();
  const { make, gib } = words.images;
  if (loading) return <Busy>{words.common.loading}</Busy>;
  if (snapshots.length === 0) return <p className="quiet">{make.noSnapshots}</p>;
  return (
    <div id={id} className="snapshot-choices" role="group" aria-label={make.snapshots}>
      {snapshots.map(({ snapshotId, name, diskType, sizeGiB, created }) => (
        <Checkbox
          key={snapshotId}
          checked={chosen.includes(snapshotId)}
          onChange={({ target }) =>
            onChange(target.checked ? [...chosen, snapshotId] : chosen.filter((one) => one !== snapshotId))
          }
        >
          {name}{' '}
          <span className="quiet">
            {diskType === 'system' ? make.systemDisk : make.dataDisk}, {gib(sizeGiB)}, {say.ago(created, now)}
          </span>
        </Checkbox>
      ))}
    </div>
  );
}
