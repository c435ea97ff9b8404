/** Beside a field of the import form whose value is not what the disk says: what it says, and the way back to that. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { DiskReport } from '../../../contract/views.ts';
import type { ImageField } from '../../state/draft.ts';
import { foundOn } from '../../state/proposals.ts';
import type { Wizard } from '../../state/wizard.ts';
import { useWords } from '../../words/use-words.ts';

export interface FoundNoteProps {
  wizard: Wizard;
  field: ImageField;
  report: DiskReport | undefined;
}

export function FoundNote({ wizard, field, report }: FoundNoteProps): ReactNode {
  const words = useWords();
  const now = useStore(wizard.store, (state) => state.draft.image[field]);
  const found = report && foundOn(report)[field];
  if (found === undefined || typeof found === 'object' || now === found) return null;
  const value =
    typeof found === 'boolean'
      ? words.found.yesNo[found ? 'yes' : 'no']
      : found === 'linux' || found === 'windows'
        ? words.target.osTypes[found]
        : String(found);
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
