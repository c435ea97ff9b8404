/** In the step Disks: the way to an import of what is in OSS already, and back. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { importingObjects } from '../../state/existing.ts';
import { go } from '../../state/route.ts';
import type { Wizard } from '../../state/wizard.ts';
import { useWords } from '../../words/use-words.ts';

export function ObjectInstead({ id, wizard }: { id: string; wizard: Wizard }): ReactNode {
  const words = useWords();
  const on = useStore(wizard.store, (state) => state.draft.existing !== undefined);
  const { existing: said } = words;
  return (
    <section className="card" aria-labelledby="object-instead">
      <h3 id="object-instead">{on ? said.on : said.title}</h3>
      <p className="quiet">{on ? said.onText : said.text}</p>
      {on ? (
        <Button onClick={() => wizard.editDraft((draft) => importingObjects(draft, false))}>{said.instead}</Button>
      ) : (
        <Button
          onClick={() => {
            wizard.editDraft((draft) => importingObjects(draft, true));
            go({ at: 'wizard', id, step: 'target' });
          }}
        >
          {said.begin}
        </Button>
      )}
    </section>
  );
}
