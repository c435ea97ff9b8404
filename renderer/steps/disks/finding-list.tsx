/** What the rules found about a disk in its role, gravest first, each with its remedy. */
import type { ReactNode } from 'react';
import type { DiskFinding } from '../../../contract/disks.ts';
import { Mark, type MarkTone } from '../../ui/mark.tsx';
import { useSay, useWords } from '../../words/use-words.ts';

const toneOf: Record<DiskFinding['severity'], MarkTone> = { stops: 'bad', mind: 'mind', note: 'quiet' };
const grave: readonly DiskFinding['severity'][] = ['stops', 'mind', 'note'];

export function FindingList({ findings }: { findings: readonly DiskFinding[] }): ReactNode {
  const words = useWords();
  const say = useSay();
  if (findings.length === 0) return null;
  const sorted = findings.toSorted((a, b) => grave.indexOf(a.severity) - grave.indexOf(b.severity));
  return (
    <>
      <h4>{words.disks.findings}</h4>
      <ul className="marked">
        {sorted.map((one, index) => {
          const { says, remedy } = say.finding(one);
          return (
            <li key={index}>
              <Mark tone={toneOf[one.severity]}>{words.disks.severity[one.severity]}</Mark>
              <div>
                {says} <span className="quiet">{remedy}</span>
              </div>
            </li>
          );
        })}
      </ul>
    </>
  );
}
