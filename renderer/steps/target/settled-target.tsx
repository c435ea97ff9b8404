/** The step Target of a migration that was started: to read, no longer to change. */
import type { ReactNode } from 'react';
import { imageFieldIds } from '../../../contract/import-form.ts';
import type { MigrationView } from '../../../contract/migrations.ts';
import { objectAddress } from '../../state/draft.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { useSay, useWords } from '../../words/use-words.ts';
import { valueText } from './value-text.ts';

export function SettledTarget({ view }: { view: MigrationView }): ReactNode {
  const words = useWords();
  const say = useSay();
  const { target, image } = view.draft ?? { target: {}, image: {} };
  return (
    <>
      <h2>{words.wizard.step.target}</h2>
      <p className="quiet">{words.wizard.settled}</p>
      <section className="card">
        <h3>{words.target.destination}</h3>
        <FactList
          facts={[
            [words.target.account, view.practice ? words.frame.practice : target.account],
            [say.form.region.name, target.region && say.region({ id: target.region })],
            [words.target.bucket, target.bucket],
            [words.target.object, target.object],
            [say.form.objectAddress.name, objectAddress(target)],
            [say.form.format.name, target.format && words.disks.formatNames[target.format][target.variant ?? 'plain']],
          ]}
        />
      </section>
      <section className="card">
        <h3>{words.target.form}</h3>
        <FactList facts={imageFieldIds.map((id) => [say.form[id].name, valueText(id, image, say, words)])} />
      </section>
    </>
  );
}
