/** In the result of a migration that imported objects as they were: which ones. */
import type { ReactNode } from 'react';
import type { MigrationView } from '../../contract/migrations.ts';
import { FactList } from '../ui/fact-list.tsx';
import { useWords } from '../words/use-words.ts';

export function ImportedObjects({ view }: { view: MigrationView }): ReactNode {
  const words = useWords();
  const { existing = [], target, image } = view.draft ?? { target: {}, image: {} };
  const { existing: said } = words;
  return (
    <section className="card" aria-labelledby="imported">
      <h3 id="imported">{said.imported}</h3>
      <p className="quiet">{said.importedText}</p>
      {existing.map(({ key, role, sizeGiB }, index) => {
        const gib = role === 'system' ? image.systemDiskGiB : sizeGiB;
        return (
          <FactList
            key={key}
            facts={[
              [
                words.disks.slot(role === 'system' ? 'system' : index),
                <code key="key">{said.objectOf(target.bucket ?? '', key)}</code>,
              ],
              [words.facts.size, gib === undefined ? undefined : words.facts.gib(gib)],
            ]}
          />
        );
      })}
    </section>
  );
}
