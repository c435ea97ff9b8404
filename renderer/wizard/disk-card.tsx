/** One chosen disk: what it is, or why it is refused and what to do about it. */
import { Button, Select } from 'antd';
import type { ReactNode } from 'react';
import { Busy } from '../ui/busy.tsx';
import type { DraftDisk, Wizard } from '../state/wizard.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Mark } from '../ui/mark.tsx';
import { PathText } from '../ui/path-text.tsx';
import { useWords } from '../words/use-words.ts';
import { DiskReportFacts } from './disk-report-facts.tsx';

export function DiskCard({ disk, wizard }: { disk: DraftDisk; wizard: Wizard }): ReactNode {
  const words = useWords();
  const { inspection } = disk;
  return (
    <article className="card disk" aria-label={disk.name}>
      <header className="disk-head">
        <h3 title={disk.name}>{disk.name}</h3>
        {inspection.at === 'known' && <Mark tone="good">{words.disks.fit}</Mark>}
        {inspection.at === 'refused' && <Mark tone="bad">{words.disks.refused}</Mark>}
        <span className="spring" />
        <Select
          size="small"
          className="disk-role"
          aria-label={words.disks.roleOf(disk.name)}
          value={disk.role}
          onChange={(role) => wizard.setRole(disk.handle, role)}
          options={[
            { value: 'system' as const, label: words.disks.roles.system },
            { value: 'data' as const, label: words.disks.roles.data },
          ]}
        />
        <Button
          size="small"
          aria-label={words.disks.removeNamed(disk.name)}
          onClick={() => wizard.removeDisk(disk.handle)}
        >
          {words.disks.remove}
        </Button>
      </header>
      <div className="quiet">
        <PathText path={disk.path} copy />
      </div>
      {inspection.at === 'running' && <Busy>{words.disks.inspecting}</Busy>}
      {inspection.at === 'refused' && (
        <FailureNotice
          failure={inspection.failure}
          actions={
            <Button size="small" onClick={() => void wizard.inspect(disk.handle)}>
              {words.disks.again}
            </Button>
          }
        />
      )}
      {inspection.at === 'known' && <DiskReportFacts report={inspection.report} />}
    </article>
  );
}
