/** The step Disks of a migration that was started: to read, no longer to change. */
import type { ReactNode } from 'react';
import type { MigrationView } from '../../../contract/migrations.ts';
import { slotOf } from '../../state/disk-roles.ts';
import { ImportedObjects } from '../../parts/imported-objects.tsx';
import { PathText } from '../../ui/path-text.tsx';
import { useWords } from '../../words/use-words.ts';
import { DiskFacts } from './disk-facts.tsx';
import './disks.css';

export function SettledDisks({ view }: { view: MigrationView }): ReactNode {
  const words = useWords();
  return (
    <>
      <h2>{words.wizard.step.disks}</h2>
      <p className="quiet">{words.wizard.settled}</p>
      {view.draft?.existing !== undefined && <ImportedObjects view={view} />}
      {view.disks.map((disk) => (
        <article key={`${disk.path} ${disk.member ?? ''}`} className="card disk" aria-label={disk.member ?? disk.path}>
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
