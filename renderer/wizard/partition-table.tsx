/** The partitions of a disk, in their order on it. */
import type { ReactNode } from 'react';
import type { Partition } from '../../contract/views.ts';
import { useSay, useWords } from '../words/use-words.ts';

export function PartitionTable({ partitions }: { partitions: readonly Partition[] }): ReactNode {
  const words = useWords();
  const say = useSay();
  const { columns } = words.disks;
  return (
    <table className="table table-small">
      <caption>{words.disks.partitions}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.number}</th>
          <th scope="col">{columns.type}</th>
          <th scope="col">{columns.fileSystem}</th>
          <th scope="col" className="number">
            {columns.start}
          </th>
          <th scope="col" className="number">
            {columns.size}
          </th>
          <th scope="col">{columns.active}</th>
        </tr>
      </thead>
      <tbody>
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
      </tbody>
    </table>
  );
}
