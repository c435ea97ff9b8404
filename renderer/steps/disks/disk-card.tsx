/** One chosen disk: what it is, its warnings, or why it is refused and what to do about it. */
import { Button, Select } from 'antd';
import { memo, type ReactNode } from 'react';
import type { DiskRole } from '../../../contract/plan.ts';
import type { DiskLook } from '../../../contract/disks.ts';
import {
  findingsFor,
  lookOf,
  mayHeal,
  type DraftDisk,
  type Estimating,
  type Looking,
  type Unpacking,
} from '../../state/disks.ts';
import type { Slot } from '../../state/disk-roles.ts';
import type { Wizard } from '../../state/wizard.ts';
import { Busy } from '../../ui/busy.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Mark } from '../../ui/mark.tsx';
import { PathText } from '../../ui/path-text.tsx';
import { useWords } from '../../words/use-words.ts';
import { DiskFacts } from './disk-facts.tsx';
import { EstimateTable } from './estimate-table.tsx';
import { PieceTable } from './piece-table.tsx';
import { WrappingBox } from './wrapping-box.tsx';

export interface DiskCardProps {
  disk: DraftDisk;
  slot: Slot;
  /** How many slots there are. */
  slots: number;
  looking: Looking | undefined;
  estimating: Estimating | undefined;
  unpacking: Unpacking | undefined;
  folded: boolean;
  wizard: Wizard;
}

/** Drawn again only when its own disk changed: there may be seventeen cards. */
export const DiskCard = memo(function DiskCard(props: DiskCardProps): ReactNode {
  const words = useWords();
  const { disk, slot, slots, looking, estimating, folded, wizard } = props;
  const look = looking && lookOf({ looks: { [disk.path]: looking } }, disk);
  return (
    <article className="card disk" aria-label={disk.name}>
      <header className="disk-head">
        <h3 title={disk.name}>{disk.name}</h3>
        <StateMark looking={looking} look={look} role={disk.role} />
        <span className="spring" />
        <Select
          size="small"
          className="disk-role"
          aria-label={words.disks.roleOf(disk.name)}
          value={slot}
          onChange={(next) => wizard.setSlot(disk, next)}
          options={Array.from({ length: slots }, (_, index) => {
            const one = index === 0 ? ('system' as const) : index;
            return { value: one, label: words.disks.slot(one) };
          })}
        />
        <Button size="small" aria-label={words.disks.removeNamed(disk.name)} onClick={() => wizard.removeDisk(disk)}>
          {words.disks.remove}
        </Button>
      </header>
      <div className="quiet">
        <PathText path={disk.path} copy />
      </div>
      {(looking === undefined || looking.at === 'running') && <Busy>{words.disks.inspecting}</Busy>}
      {looking?.at === 'failed' && <FailureNotice failure={looking.failure} actions={<Again {...props} />} />}
      {look?.usable === false && <Refused {...props} look={look} />}
      {look?.usable === true && look.report !== undefined && (
        <>
          <DiskFacts report={look.report} role={disk.role} folded={folded} />
          <EstimateTable disk={disk} estimating={estimating} folded={folded} wizard={wizard} />
        </>
      )}
    </article>
  );
});

function StateMark({
  looking,
  look,
  role,
}: {
  looking: Looking | undefined;
  look: DiskLook | undefined;
  role: DiskRole;
}): ReactNode {
  const words = useWords();
  const stops = look?.report && findingsFor(look.report, role).some(({ severity }) => severity === 'stops');
  if (look?.usable === true)
    return <Mark tone={stops ? 'mind' : 'good'}>{stops ? words.disks.fitBut : words.disks.fit}</Mark>;
  if (look?.wrapping !== undefined) return <Mark tone="mind">{words.disks.packed}</Mark>;
  if (look !== undefined || looking?.at === 'failed') return <Mark tone="bad">{words.disks.refused}</Mark>;
  return null;
}

function Again({ disk, wizard }: DiskCardProps): ReactNode {
  const words = useWords();
  return (
    <Button size="small" onClick={() => void wizard.look(disk.path)}>
      {words.disks.again}
    </Button>
  );
}

function Refused(props: DiskCardProps & { look: DiskLook }): ReactNode {
  const words = useWords();
  const { look, disk, unpacking, looking, wizard } = props;
  const [first, ...others] = look.refusals;
  const pieces = look.files.some((one) => one.state !== 'found') || look.files.length > 1;
  if (look.wrapping !== undefined)
    return (
      <WrappingBox
        disk={disk}
        wrapping={look.wrapping}
        packedBytes={look.files[0]?.bytes}
        unpacking={unpacking}
        wizard={wizard}
      />
    );
  return (
    <>
      {first !== undefined && (
        <FailureNotice failure={first} actions={<Again {...props} />}>
          {looking !== undefined && mayHeal(looking) && <p>{words.disks.healing}</p>}
        </FailureNotice>
      )}
      {others.map((one, index) => (
        <FailureNotice key={index} failure={one} />
      ))}
      {pieces && <PieceTable pieces={look.files} />}
    </>
  );
}
