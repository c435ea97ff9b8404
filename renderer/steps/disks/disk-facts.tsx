/** What inspection found out about a disk: format, sizes, how it starts, findings, partitions, files. */
import type { ReactNode } from 'react';
import type { DiskRole } from '../../../contract/plan.ts';
import type { DiskReport } from '../../../contract/disks.ts';
import { percentOf } from '../../../words/format.ts';
import { isGuestRule } from '../../../contract/guest.ts';
import { findingsFor } from '../../state/disks.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { useSay, useWords, type Words } from '../../words/use-words.ts';
import { FindingList } from './finding-list.tsx';
import { PartitionTable } from './partition-table.tsx';
import { PieceTable } from './piece-table.tsx';

const bootOf = ({ bootMode, bootCertainty }: DiskReport, words: Words): string =>
  bootMode === 'unknown' ? words.disks.bootUnknown : words.disks.bootSure[bootCertainty](bootMode);

/** `folded`: partitions and files only once they are asked for. */
export function DiskFacts({
  report,
  role,
  folded = false,
}: {
  report: DiskReport;
  role: DiskRole;
  folded?: boolean;
}): ReactNode {
  const words = useWords();
  const say = useSay();
  const { member, files } = report;
  const format = report.format.toUpperCase();
  const used = percentOf(report.allocatedBytes, report.virtualSizeBytes);
  const findings = findingsFor(report, role);
  // what is inside the system is told one by one in the step Check
  const ofTheDisk = findings.filter(({ rule }) => !isGuestRule(rule));
  const inGuest = findings.length - ofTheDisk.length;
  const isSplit = files.length > 1 || files.some(({ state }) => state !== 'found');
  const inside = (
    <>
      {report.partitions.length > 0 && <PartitionTable partitions={report.partitions} />}
      {isSplit && <PieceTable pieces={files} />}
    </>
  );
  return (
    <>
      <FactList
        facts={[
          [
            words.disks.format,
            report.subformat === undefined ? format : `${format}${say.aside(say.subformat(report.subformat))}`,
          ],
          [words.disks.virtual, say.bytes(report.virtualSizeBytes)],
          [words.disks.stored, say.bytes(report.storedSizeBytes)],
          [
            words.disks.allocated,
            used === undefined
              ? say.bytes(report.allocatedBytes)
              : words.disks.allocatedOf(say.bytes(report.allocatedBytes), say.percent(used)),
          ],
          [words.disks.boot, bootOf(report, words)],
          [words.disks.os, words.disks.oses[report.os]],
          [words.disks.table, words.disks.tables[report.partitionTable]],
          [
            words.disks.fileSystem,
            report.fileSystem === undefined ? undefined : words.disks.fileSystems[report.fileSystem],
          ],
          [words.disks.position, member?.controller],
          [words.disks.packageColumns.hash, member === undefined ? undefined : words.disks.hashes[member.hash]],
        ]}
      />
      <FindingList findings={ofTheDisk} />
      {inGuest > 0 && <p className="quiet">{words.check.insideFound(inGuest)}</p>}
      {folded && (report.partitions.length > 0 || isSplit) ? (
        <details>
          <summary>{words.disks.details}</summary>
          {inside}
        </details>
      ) : (
        inside
      )}
    </>
  );
}
