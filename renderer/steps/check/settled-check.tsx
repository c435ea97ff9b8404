/** The step Check of a migration that was started: what was found inside, and what was accepted, to read. */
import type { ReactNode } from 'react';
import type { MigrationView } from '../../../contract/migrations.ts';
import { keyOf } from '../../state/disks.ts';
import { useWords } from '../../words/use-words.ts';
import { FindingGroups } from './finding-groups.tsx';
import { GuestFacts } from './guest-facts.tsx';
import './check.css';

export function SettledCheck({ view }: { view: MigrationView }): ReactNode {
  const words = useWords();
  const disks = view.disks.map((disk) => ({
    key: keyOf(disk),
    name: disk.member ?? disk.path.split(/[\\/]/).at(-1) ?? disk.path,
    role: disk.role,
    report: disk.report,
  }));
  const guest = disks.find(({ role }) => role === 'system')?.report?.guest;
  return (
    <>
      <h2>{words.check.title}</h2>
      <p className="quiet">{words.wizard.settled}</p>
      {guest === undefined ? (
        <p>{words.check.unread}</p>
      ) : (
        <>
          {guest.osType !== 'unknown' && <GuestFacts guest={guest} />}
          <FindingGroups id={view.id} disks={disks} accepted={view.draft?.accepted} />
        </>
      )}
    </>
  );
}
