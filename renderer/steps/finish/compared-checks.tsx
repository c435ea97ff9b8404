/** Our look before the import beside Alibaba Cloud's image check after it, and what was accepted. */
import type { ReactNode } from 'react';
import { acceptedFor } from '../../../contract/acceptance.ts';
import { compareChecks, type ComparedCheck } from '../../../contract/compare-checks.ts';
import type { GuestGroup } from '../../../contract/guest.ts';
import type { MigrationView } from '../../../contract/migrations.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { Mark, type MarkTone } from '../../ui/mark.tsx';
import { Table } from '../../ui/table.tsx';
import { useSay } from '../../words/use-words.ts';

const toneOf: Record<GuestGroup, MarkTone> = { strong: 'bad', recommended: 'mind', none: 'good' };

export function ComparedChecks({ view }: { view: MigrationView }): ReactNode {
  const say = useSay();
  const { compare } = say;
  const guest = view.disks.find(({ role }) => role === 'system')?.report?.guest;
  if (guest === undefined) return null;
  const accepted = acceptedFor(view.disks, view.draft?.accepted);
  const { columns } = compare;
  return (
    <section className="card" aria-labelledby="compared">
      <h3 id="compared">{compare.title}</h3>
      <p className="quiet">{compare.intro}</p>
      {accepted.length > 0 && (
        <>
          <h4>{compare.accepted}</h4>
          <FactList
            facts={accepted.map(({ rule, reason, by, when }) => [
              say.check(rule).name,
              compare.acceptedBy(reason, by, when && say.time(when, 0)),
            ])}
          />
        </>
      )}
      <Table small className="compared" headings={[columns.check, columns.ours, columns.theirs, columns.means]}>
        {compareChecks(guest, view.checkItems).map((row) => (
          <tr key={row.item ?? row.rules[0]}>
            <th scope="row">
              {compare.together(row.rules.map((rule) => say.check(rule).name))}
              {row.item !== undefined && <code className="quiet">{row.item}</code>}
            </th>
            <td>
              <Side side={row.ours} />
            </td>
            <td>
              <Side side={row.theirs} />
            </td>
            <td>{compare.means[row.comparison]}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

function Side({ side }: { side: ComparedCheck['ours'] }): ReactNode {
  const say = useSay();
  const { compare } = say;
  if (side === undefined) return <span className="quiet">{compare.nothing}</span>;
  return (
    <>
      <Mark tone={toneOf[side.group]}>{compare.groups[side.group]}</Mark>
      <div>
        <code className="evidence">{compare.together(side.seen.map((one) => say.evidence(one)))}</code>
      </div>
    </>
  );
}
