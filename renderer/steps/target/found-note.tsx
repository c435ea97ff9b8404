/** Beside a field of the import form whose value is not what the disk says: what it says, and the way back to that. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ImageFieldId } from '../../../contract/import-form.ts';
import type { DiskReport } from '../../../contract/disks.ts';
import { foundOn } from '../../state/proposals.ts';
import type { Wizard } from '../../state/wizard.ts';
import { useSay, useWords } from '../../words/use-words.ts';
import { valueText } from './value-text.ts';

export interface FoundNoteProps {
  wizard: Wizard;
  field: ImageFieldId;
  report: DiskReport | undefined;
}

export function FoundNote({ wizard, field, report }: FoundNoteProps): ReactNode {
  const words = useWords();
  const now = useStore(wizard.store, (state) => state.draft.image[field]);
  const say = useSay();
  const found = report && foundOn(report);
  const value = found && valueText(field, found, say, words);
  if (value === undefined || now === found?.[field]) return null;
  return (
    <span>
      {words.found.otherOnDisk(value)}{' '}
      <Button
        size="small"
        type="link"
        aria-label={words.found.takeBackOf(value)}
        onClick={() => wizard.untypeImage(field)}
      >
        {words.found.takeBack}
      </Button>
    </span>
  );
}
