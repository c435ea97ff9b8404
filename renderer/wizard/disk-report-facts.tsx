/** What inspection found out about a disk: format, sizes, boot mode, partitions, files. */
import type { ReactNode } from 'react';
import type { DiskReport } from '../../contract/views.ts';
import { FactList } from '../ui/fact-list.tsx';
import { useSay, useWords } from '../words/use-words.ts';

export function DiskReportFacts({ report }: { report: DiskReport }): ReactNode {
  const words = useWords();
  const say = useSay();
  const format = report.format.toUpperCase();
  const { columns } = words.disks;
  return (
    <>
      <FactList
        facts={[
          [words.disks.format, report.subformat === undefined ? format : `${format} (${report.subformat})`],
          [words.disks.virtual, say.bytes(report.virtualSizeBytes)],
          [words.disks.stored, say.bytes(report.storedSizeBytes)],
          [words.disks.boot, report.bootMode === 'unknown' ? words.disks.bootUnknown : report.bootMode],
          [words.disks.table, words.disks.tables[report.partitionTable]],
          [
            words.disks.files,
            report.files.length > 1
              ? words.common.list(report.files.map((file) => `${file.name} (${say.bytes(file.bytes)})`))
              : undefined,
          ],
        ]}
      />
      {report.partitions.length > 0 && (
        <table className="table table-small">
          <caption>{words.disks.partitions}</caption>
          <thead>
            <tr>
              <th scope="col">{columns.number}</th>
              <th scope="col">{columns.type}</th>
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
            {report.partitions.map((one) => (
              <tr key={one.number}>
                <td>{one.number}</td>
                <td>{one.type}</td>
                <td className="number">{say.bytes(one.startBytes)}</td>
                <td className="number">{say.bytes(one.sizeBytes)}</td>
                <td>{one.active ? words.disks.active : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
