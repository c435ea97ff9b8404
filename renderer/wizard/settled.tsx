/** The steps Disks and Target of a migration that was started: to read, no longer to change. */
import type { ReactNode } from 'react';
import { imageFieldIds } from '../../contract/import-form.ts';
import type { MigrationView } from '../../contract/migrations.ts';
import { slotOf } from '../state/disk-roles.ts';
import { objectAddress } from '../state/draft.ts';
import { ImportedObjects } from '../steps/finish/imported-objects.tsx';
import { FactList } from '../ui/fact-list.tsx';
import { PathText } from '../ui/path-text.tsx';
import { useSay, useWords } from '../words/use-words.ts';
import { valueText } from '../steps/target/value-text.ts';
import { DiskFacts } from '../steps/disks/disk-facts.tsx';

export function SettledDisks({ view }: { view: MigrationView }): ReactNode {
  const words = useWords();
  return (
    <>
      <h2>{words.wizard.step.disks}</h2>
      <p className="quiet">{words.wizard.settled}</p>
      {view.draft?.existing !== undefined && <ImportedObjects view={view} />}
      {view.disks.map((disk) => (
        <article
          key={`${disk.path} ${disk.member ?? ''}`}
          className="card disk"
          aria-label={disk.member ?? disk.path}
        >
          <header className="disk-head">
            <h3>{disk.member ?? disk.path.split(/[\\/]/).at(-1)}</h3>
            <span className="quiet">{words.disks.slot(slotOf(view.disks, disk))}</span>
          </header>
          <PathText path={disk.path} copy />
          {disk.report !== undefined && <DiskFacts report={disk.report} role={disk.role} />}
        </article>
      ))}
    </>
  );
}

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
            [
              say.form.format.name,
              target.format && words.disks.formatNames[target.format][target.variant ?? 'plain'],
            ],
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
