/** The partitions of a disk, in their order on it. */
import type { ReactNode } from 'react';
import type { Partition } from '../../../contract/disks.ts';
import { Table } from '../../ui/table.tsx';
import { useSay, useWords } from '../../words/use-words.ts';

export function PartitionTable({ partitions }: { partitions: readonly Partition[] }): ReactNode {
  const words = useWords();
  const say = useSay();
  const { columns } = words.disks;
  return (
    <Table
      small
      caption={words.disks.partitions}
      headings={[
        columns.number,
        columns.type,
        columns.fileSystem,
        { number: columns.start },
        { number: columns.size },
        columns.active,
      ]}
    >
      {partitions.map((one) => (
        <tr key={one.number}>
          <td>{one.number}</td>
          <td>{one.type}</td>
          <td>{words.disks.fileSystems[one.fileSystem]}</td>
          <td className="number">{say.bytes(one.startBytes)}</td>
          <td className="number">{say.bytes(one.sizeBytes)}</td>
          <td>{one.active ? words.disks.active : ''}</td>
        </tr>
      ))}
    </Table>
  );
}
