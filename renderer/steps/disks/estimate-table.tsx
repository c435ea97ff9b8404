/** How much each image format would upload and need here, and which one to choose and why. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { DiskEstimate, Estimate } from '../../../contract/disks.ts';
import type { DraftDisk, Estimating } from '../../state/disks.ts';
import type { Wizard } from '../../state/wizard.ts';
import { Busy } from '../../ui/busy.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Table } from '../../ui/table.tsx';
import { useSay, useWords } from '../../words/use-words.ts';

export interface EstimateTableProps {
  disk: DraftDisk;
  estimating: Estimating | undefined;
  folded: boolean;
  wizard: Wizard;
}

export function EstimateTable({ disk, estimating, folded, wizard }: EstimateTableProps): ReactNode {
  const words = useWords();
  const say = useSay();
  if (estimating === undefined || estimating.at === 'running') return <Busy>{words.disks.estimating}</Busy>;
  if (estimating.at === 'failed')
    return (
      <p className="quiet">
        {words.disks.estimateFailed} {say.sentence(say.failure(estimating.failure).title)}{' '}
        <Button size="small" onClick={() => void wizard.estimate(disk)}>
          {words.common.retry}
        </Button>
      </p>
    );
  if (!folded) return <Estimates known={estimating.estimate} />;
  return (
    <details>
      <summary>{words.disks.estimates}</summary>
      <Estimates known={estimating.estimate} />
    </details>
  );
}

function Estimates({ known: { estimates, advice } }: { known: DiskEstimate }): ReactNode {
  const words = useWords();
  const say = useSay();
  const { estimateColumns: columns, formatNames } = words.disks;
  const nameOf = ({ format, variant }: Pick<Estimate, 'format' | 'variant'>): string =>
    formatNames[format][variant ?? 'plain'];
  return (
    <>
      <Table
        small
        caption={words.disks.estimates}
        headings={[columns.format, { number: columns.upload }, { number: columns.staging }, columns.note]}
      >
        {estimates.map((one) => (
          <tr key={nameOf(one)}>
            <td>{nameOf(one)}</td>
            <td className="number">{words.disks.estimateSure[one.sure](say.bytes(one.uploadBytes))}</td>
            <td className="number">{one.stagingBytes === 0 ? words.disks.noStaging : say.bytes(one.stagingBytes)}</td>
            <td>
              {one.format === advice.format && one.variant === advice.variant && (
                <>
                  <Mark tone="good">{words.disks.advised}</Mark>{' '}
                  <span className="quiet">{say.advice(advice.because)}</span>
                </>
              )}
              {one.asIs && advice.because !== 'already-right' && words.disks.asIs}
            </td>
          </tr>
        ))}
      </Table>
      {advice.compressingSavesBytes !== undefined && (
        <p className="quiet">{words.disks.compressing(say.bytes(advice.compressingSavesBytes))}</p>
      )}
    </>
  );
}
