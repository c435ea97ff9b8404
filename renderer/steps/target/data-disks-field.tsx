/** The data disks that become part of the image: what the console calls adding data disk images. To see; they are chosen in Disks. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { GiB } from '../../../contract/limits.ts';
import { keyOf, reportOf } from '../../state/disks.ts';
import { neededGiB } from '../../state/proposals.ts';
import type { Wizard } from '../../state/wizard.ts';
import { useSay, useWords } from '../../words/use-words.ts';

interface Shown {
  readonly key: string;
  readonly name: string;
  readonly sizeGiB: number | undefined;
}

export function DataDisksField({ wizard }: { wizard: Wizard }): ReactNode {
  const words = useWords();
  const state = useStore(wizard.store);
  const { existing } = state.draft;
  const disks: readonly Shown[] =
    existing === undefined
      ? state.disks
          .filter(({ role }) => role === 'data')
          .map((disk) => {
            const bytes = reportOf(state, disk)?.virtualSizeBytes;
            return {
              key: keyOf(disk),
              name: disk.name,
              sizeGiB: bytes === undefined ? undefined : neededGiB(Math.max(bytes, GiB)),
            };
          })
      : existing.filter(({ role }) => role === 'data').map(({ key, sizeGiB }) => ({ key, name: key, sizeGiB }));
  const { form } = words;
  return (
    <div className="field field-wide">
      <div className="field-name">{useSay().form.dataDisks.name}</div>
      {disks.length === 0 ? (
        <div className="field-help">{form.dataDisksNone}</div>
      ) : (
        <ol className="data-disks">
          {disks.map(({ key, name, sizeGiB }, index) => (
            <li key={key}>
              <span>{words.disks.slot(index + 1)}</span> <code>{name}</code>{' '}
              <span className="quiet">{sizeGiB !== undefined && words.facts.gib(sizeGiB)}</span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
