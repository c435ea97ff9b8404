/** One finding: what was seen, why it matters in ECS, what to do, and accepting it where it is strong. */
import type { ReactNode } from 'react';
import { acceptanceOf, type Acceptance } from '../../../contract/acceptance.ts';
import { hashOf } from '../../state/route.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { useWords } from '../../words/use-words.ts';
import { Acceptance as AcceptFinding } from './acceptance.tsx';
import type { Finding } from './findings.ts';

export interface FindingActions {
  accept(finding: Finding, reason: string): void;
  takeBack(finding: Finding): void;
}

export interface FindingCardProps {
  /** Of the migration. */
  id: string;
  finding: Finding;
  /** There is more than one disk, so the card names its disk. */
  nameDisk: boolean;
  accepted: readonly Acceptance[] | undefined;
  /** Absent once the migration is settled. */
  actions: FindingActions | undefined;
}

export function FindingCard({ id, finding, nameDisk, accepted, actions }: FindingCardProps): ReactNode {
  const words = useWords();
  const { check } = words;
  const { rule, name, says, evidence, why, remedy, item, disk, group } = finding;
  return (
    <article className="finding" aria-label={name}>
      <h4>
        {says.replace(/[.。]$/, '')}
        {nameDisk && <span className="quiet"> {check.onDisk(disk.name)}</span>}
      </h4>
      <dl className="finding-facts">
        <dt>{check.evidence}</dt>
        <dd>
          <code className="evidence">{evidence}</code>
        </dd>
        <dt>{check.why}</dt>
        <dd>{why}</dd>
        <dt>{check.remedy}</dt>
        <dd>
          <span>{remedy}</span> <CopyButton text={remedy} what={check.remedyOf(name)} />
          {item !== undefined && (
            <a href={hashOf({ at: 'wizard', id, step: 'prepare', part: item })} aria-label={check.prepareOf(name)}>
              {check.prepare}
            </a>
          )}
        </dd>
      </dl>
      <code className="finding-rule quiet">{rule}</code>
      {group === 'strong' && disk.role === 'system' && (
        <AcceptFinding
          finding={finding}
          acceptance={acceptanceOf(rule, disk, accepted)}
          stale={accepted?.find((one) => one.rule === rule)}
          actions={actions}
        />
      )}
    </article>
  );
}
