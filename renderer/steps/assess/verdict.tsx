/** What Assess answers: the verdict with its reasons, the ways compared, and how long it takes. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Assessment, RangeMs } from '../../../contract/assess.ts';
import { hashOf } from '../../state/route.ts';
import { Mark, type MarkTone } from '../../ui/mark.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Table } from '../../ui/table.tsx';
import { useSay, useWords } from '../../words/use-words.ts';

const tones = { recommended: 'good', possible: 'mind', 'another-way': 'bad' } as const;
const weightTones: Record<'against' | 'mind' | 'for', MarkTone> = {
  against: 'bad',
  mind: 'mind',
  for: 'good',
};
const fitTones: Record<'best' | 'possible' | 'no', MarkTone> = {
  best: 'good',
  possible: 'busy',
  no: 'quiet',
};

/** From the quickest to the slowest, in words. */
function useRange(): (range: RangeMs | undefined) => string {
  const { assess, common } = useWords();
  const say = useSay();
  return (range) =>
    range === undefined ? common.notKnown : assess.range(say.duration(range.fromMs), say.duration(range.toMs));
}

export function Verdict({ view, id, servers }: { view: Assessment; id: string; servers: number }): ReactNode {
  const { assess } = useWords();
  const say = useSay();
  const smc = view.verdict === 'another-way' || view.ways[0]?.way === 'smc';
  return (
    <>
      <Notice
        tone={tones[view.verdict]}
        title={view.headline}
        actions={smc && <Button href={hashOf({ at: 'server-migration', id })}>{assess.handOff}</Button>}
      >
        <p>{say.sentences([say.sentence(view.kind), say.sentence(view.scenario)])}</p>
      </Notice>
      <ul className="reasons">
        {view.reasons.map(({ id: reason, weight, title, text, source }) => (
          <li key={reason}>
            <Mark tone={weightTones[weight]}>{assess.weights[weight]}</Mark>
            <div>
              <strong>{say.sentence(title)}</strong> {text} <span className="quiet">{say.source(source)}</span>
            </div>
          </li>
        ))}
      </ul>
      <Ways view={view} servers={servers} />
      <Estimate view={view} servers={servers} />
    </>
  );
}

function Ways({ view, servers }: { view: Assessment; servers: number }): ReactNode {
  const { assess } = useWords();
  const range = useRange();
  return (
    <>
      <h4>{assess.ways}</h4>
      <p className="quiet">{assess.allServers(servers)}</p>
      <Table
        small
        className="ways"
        headings={[
          assess.wayColumns.way,
          assess.wayColumns.fits,
          assess.wayColumns.elapsed,
          assess.wayColumns.hands,
          assess.wayColumns.standstill,
        ]}
      >
        {view.ways.map(({ way, title, fits, what, good, bad, elapsed, hands, standstill }) => (
          <tr key={way}>
            <td>
              <details>
                <summary>{title}</summary>
                <p>{what}</p>
                <p>＋ {good}</p>
                <p>－ {bad}</p>
              </details>
            </td>
            <td>
              <Mark tone={fitTones[fits]}>{assess.fits[fits]}</Mark>
            </td>
            <td>{range(elapsed)}</td>
            <td>{range(hands)}</td>
            <td>{standstill}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}

function Estimate({ view: { estimate }, servers }: { view: Assessment; servers: number }): ReactNode {
  const { assess } = useWords();
  const say = useSay();
  const range = useRange();
  const { from, to } = estimate.uploadBytes;
  return (
    <>
      <h4>{assess.estimate}</h4>
      {!estimate.complete && <p className="quiet">{assess.incomplete}</p>}
      <Table small headings={[assess.phase, assess.time]}>
        {estimate.phases.map(({ phase, title, time }) => (
          <tr key={phase}>
            <td>{title}</td>
            <td>{range(time)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{assess.perServer}</th>
          <td>
            <strong>{range(estimate.perServer)}</strong>
          </td>
        </tr>
        {servers > 1 && (
          <tr>
            <th scope="row">{assess.together}</th>
            <td>
              <strong>{range(estimate.allServers)}</strong>
            </td>
          </tr>
        )}
        <tr>
          <td>{assess.upload}</td>
          <td>{assess.range(say.bytes(from), say.bytes(to))}</td>
        </tr>
        <tr>
          <td>{assess.staging}</td>
          <td>{say.bytes(estimate.stagingBytes)}</td>
        </tr>
      </Table>
      <details className="quiet-details">
        <summary>{assess.assumptions}</summary>
        <ul className="points">
          {estimate.assumptions.map(({ id, text, source }) => (
            <li key={id}>
              {text} <span className="quiet">{say.source(source)}</span>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
