/** A package (OVA, OVF folder): the disks in it, to choose from. */
import { Button, Checkbox } from 'antd';
import type { ReactNode } from 'react';
import type { DiskLook } from '../../../contract/disks.ts';
import type { DraftDisk } from '../../state/disks.ts';
import type { Wizard } from '../../state/wizard.ts';
import { PathText } from '../../ui/path-text.tsx';
import { Table } from '../../ui/table.tsx';
import { useSay, useWords } from '../../words/use-words.ts';

export interface PackageCardProps {
  path: string;
  members: readonly DiskLook[];
  taken: readonly DraftDisk[];
  wizard: Wizard;
}

export function PackageCard({ path, members, taken, wizard }: PackageCardProps): ReactNode {
  const words = useWords();
  const say = useSay();
  const { packageColumns: columns } = words.disks;
  const name = path.split(/[\\/]/).at(-1) ?? path;
  return (
    <section className="card disk" aria-label={name}>
      <header className="disk-head">
        <h3 title={name}>{name}</h3>
        <span className="quiet">{words.disks.packageTitle(members[0]?.member?.package ?? '')}</span>
        <span className="spring" />
        <Button size="small" aria-label={words.disks.removeNamed(name)} onClick={() => wizard.removePath(path)}>
          {words.disks.remove}
        </Button>
      </header>
      <div className="quiet">
        <PathText path={path} copy />
      </div>
      <p>{words.disks.packageIntro(members.length)}</p>
      <Table small headings={[columns.take, { number: columns.size }, columns.position, columns.hash]}>
        {members.map(({ member, usable, refusals, virtualSizeBytes }) => {
          if (member === undefined) return null;
          const isTaken = taken.some((one) => one.member === member.name);
          const size = virtualSizeBytes ?? member.capacityBytes;
          const [refusal] = refusals;
          return (
            <tr key={member.name}>
              <td>
                <Checkbox
                  checked={isTaken}
                  // The last one goes with its package.
                  disabled={(!usable && !isTaken) || (isTaken && taken.length === 1)}
                  onChange={(event) => wizard.setMember(path, member.name, event.target.checked)}
                >
                  {member.name}
                </Checkbox>
                {refusal !== undefined && (
                  <div className="field-problem">
                    {say.failure(refusal).title}. {say.failure(refusal).todo}
                  </div>
                )}
              </td>
              <td className="number">{size === undefined ? '' : say.bytes(size)}</td>
              <td>{member.controller}</td>
              <td>{words.disks.hashes[member.hash]}</td>
            </tr>
          );
        })}
      </Table>
    </section>
  );
}
