/** What happens to the uploaded objects once the image is there. */
import { Radio } from 'antd';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Wizard } from '../../state/wizard.ts';
import { useWords } from '../../words/use-words.ts';

export function KeepObjectField({ wizard }: { wizard: Wizard }): ReactNode {
  const words = useWords();
  const keep = useStore(wizard.store, (state) => state.draft.keepObject) !== false;
  const { form } = words;
  return (
    <div className="field field-wide">
      <div className="field-name" id="keep-object">
        {form.keepObject}
      </div>
      <Radio.Group
        name="keepObject"
        aria-labelledby="keep-object"
        value={keep}
        onChange={(event) => wizard.editDraft((draft) => ({ ...draft, keepObject: event.target.value === true }))}
        options={[
          { value: true, label: form.keepObjectOptions.keep },
          { value: false, label: form.keepObjectOptions.remove },
        ]}
      />
      <div className="field-help">{form.keepObjectHelp}</div>
    </div>
  );
}
