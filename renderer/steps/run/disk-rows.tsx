/** Of a stage that takes its disks one after the other: each disk with its own bar. */
import type { ReactNode } from 'react';
import type { MigrationView } from '../../../contract/migrations.ts';
import type { Progress, StageName, StageState } from '../../../contract/stages.ts';
import { slotOf } from '../../state/disk-roles.ts';
import { keyOf } from '../../state/disks.ts';
import { Bar, type BarTone } from '../../ui/bar.tsx';
import { percentOfProgress } from '../../parts/state-text.ts';
import { useSay, useWords } from '../../words/use-words.ts';

export interface DiskRowsProps {
  view: MigrationView;
  stage: StageName;
  state: StageState;
  progress: Progress;
  tone: BarTone;
}

/** Only while the stage runs, and only if there is more than one disk. */
export function DiskRows({ view, stage, state, progress, tone }: DiskRowsProps): ReactNode {
  const words = useWords();
  const say = useSay();
  const here = progress.disk ?? 0;
  return (
    <ul className="disk-rows" aria-label={words.run.disksOf(say.stage(stage))}>
      {view.disks.map((disk, index) => {
        const name = disk.member ?? disk.path.split(/[\\/]/).at(-1) ?? disk.path;
        const percent = index < here ? 100 : index > here ? 0 : percentOfProgress(progress);
        const at = index < here ? 'done' : index > here ? 'pending' : state.at;
        return (
          <li key={keyOf(disk)}>
            <span className="disk-rows-name" title={disk.path}>
              {name}
            </span>
            <span className="quiet">{words.disks.slot(slotOf(view.disks, disk))}</span>
            <Bar
              // A new piece of work begins its own bar instead of taking the old one back.
              key={index === here ? progress.doing : 'rest'}
              label={words.run.barOf(name)}
              percent={state.at === 'running' ? percent : (percent ?? 0)}
              tone={index < here ? 'done' : index > here ? 'plain' : tone}
            />
            <span className="number">
              {at === 'done' || at === 'pending' || percent === undefined ? words.run.state[at] : say.percent(percent)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
