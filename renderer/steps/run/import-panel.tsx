/** While ECS imports: the snapshot it makes along with the image, and why that says `Failed` for now. */
import type { ReactNode } from 'react';
import type { MigrationView } from '../../../contract/migrations.ts';
import { useProgress } from '../../state/use-page.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { useWords } from '../../words/use-words.ts';

export function ImportPanel({ view }: { view: MigrationView }): ReactNode {
  const words = useWords();
  const snapshot = useProgress(view.id)?.snapshot;
  if (view.currentStage !== 'import' || view.status !== 'running') return null;
  const { importing: said } = words;
  return (
    <section className="card" aria-labelledby="importing">
      <h3 id="importing">{said.title}</h3>
      <p>{said.text}</p>
      {snapshot !== undefined && (
        <>
          <FactList
            facts={[
              [said.snapshot, <code key="id">{snapshot.id}</code>],
              [said.snapshotState, said.snapshotStates[snapshot.status] ?? snapshot.status],
            ]}
          />
          <p>{said.snapshotText}</p>
        </>
      )}
    </section>
  );
}
