/** What was found inside, in Alibaba Cloud's three groups with their counts; what passed is folded away. */
import type { ReactNode } from 'react';
import type { Acceptance } from '../../../contract/acceptance.ts';
import type { GuestGroup } from '../../../contract/guest.ts';
import type { CheckedDisk } from '../../state/inside.ts';
import { Mark, type MarkTone } from '../../ui/mark.tsx';
import { Table } from '../../ui/table.tsx';
import { useSay, useWords } from '../../words/use-words.ts';
import { FindingCard, type FindingActions } from './finding-card.tsx';
import { findingsOf, groupOrder, type Finding } from './findings.ts';

const toneOf: Record<GuestGroup, MarkTone> = { strong: 'bad', recommended: 'mind', none: 'good' };

export interface FindingGroupsProps {
  /** Of the migration. */
  id: string;
  disks: readonly CheckedDisk[];
  accepted: readonly Acceptance[] | undefined;
  /** Absent once the migration is settled. */
  actions?: FindingActions;
}

export function FindingGroups({ id, disks, accepted, actions }: FindingGroupsProps): ReactNode {
  const { check } = useWords();
  const say = useSay();
  const all = findingsOf(disks, say);
  const nameDisk = disks.length > 1;
  return groupOrder.map((group) => {
    const found = all.filter((one) => one.group === group);
    return (
      <section key={group} className="card findings" aria-labelledby={`inside-${group}`}>
        <h3 id={`inside-${group}`}>
          <Mark tone={found.length === 0 ? 'quiet' : toneOf[group]}>
            {check.groupCount(check.groups[group], found.length)}
          </Mark>
        </h3>
        {group === 'none' ? (
          <Passed findings={found} nameDisk={nameDisk} />
        ) : found.length === 0 ? (
          <p className="quiet">{group === 'strong' ? check.noneStrong : check.noneRecommended}</p>
        ) : (
          found.map((finding) => (
            <FindingCard
              key={`${finding.disk.key} ${finding.rule}`}
              id={id}
              finding={finding}
              nameDisk={nameDisk}
              accepted={accepted}
              actions={actions}
            />
          ))
        )}
      </section>
    );
  });
}

function Passed({ findings, nameDisk }: { findings: readonly Finding[]; nameDisk: boolean }): ReactNode {
  const { check } = useWords();
  if (findings.length === 0) return null;
  return (
    <details>
      <summary>{check.show}</summary>
      <Table small headings={[check.checkColumns.check, check.checkColumns.seen]}>
        {findings.map(({ disk, rule, name, evidence }) => (
          <tr key={`${disk.key} ${rule}`}>
            <td>
              {name}
              {nameDisk && <span className="quiet"> {check.onDisk(disk.name)}</span>}
            </td>
            <td>
              <code className="evidence">{evidence}</code>
            </td>
          </tr>
        ))}
      </Table>
    </details>
  );
}
