/** Pre-flight: one line per thing that could be refused later, with what to do where something stops. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { Busy } from '../../ui/busy.tsx';
import type { PreflightLine } from '../../../contract/migrations.ts';
import type { Wizard } from '../../state/wizard.ts';
import { CloudSaid } from '../../ui/cloud-said.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Mark, type MarkTone } from '../../ui/mark.tsx';
import { PreflightHelp } from './preflight-help.tsx';
import { useSay, useWords } from '../../words/use-words.ts';

const toneOf: Record<PreflightLine['verdict'], MarkTone> = {
  fine: 'good',
  mind: 'mind',
  stops: 'bad',
  'not-asked': 'quiet',
};

const order: readonly PreflightLine['verdict'][] = ['stops', 'mind', 'not-asked', 'fine'];
/** What has to be done is at the top; the rest stays in the order it is asked in. */
const gravestFirst = (lines: readonly PreflightLine[]): readonly PreflightLine[] =>
  lines.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));

export interface PreflightListProps {
  wizard: Wizard;
  complete: boolean;
  /** Fields still to fill in; undefined when the disks are not settled. */
  missing: readonly string[] | undefined;
}

export function PreflightList({ wizard, complete, missing }: PreflightListProps): ReactNode {
  const words = useWords();
  const preflight = useStore(wizard.store, (state) => state.preflight);
  const onAsk = (): void => void wizard.preflight();
  const lines = preflight.at === 'answered' ? preflight.lines : [];
  const count = (verdict: PreflightLine['verdict']): number => lines.filter((line) => line.verdict === verdict).length;
  const situation = !complete
    ? missing === undefined
      ? words.target.preflightDisks
      : words.target.preflightOpen(missing)
    : preflight.at === 'answered'
      ? words.target.summary(count('fine'), count('mind'), count('stops'))
      : preflight.at === 'running'
        ? words.target.preflightRunning
        : '';
  return (
    <section className="card" aria-labelledby="preflight">
      <header className="card-head">
        <h3 id="preflight">{words.target.preflight}</h3>
        <Button size="small" disabled={!complete} loading={preflight.at === 'running'} onClick={onAsk}>
          {preflight.at === 'answered' || preflight.at === 'failed'
            ? words.target.preflightAgain
            : words.target.preflightRun}
        </Button>
      </header>
      <p className="quiet">
        {words.target.preflightIntro} {words.preflightHelp.startAsks}
      </p>
      {preflight.at === 'running' ? <Busy>{situation}</Busy> : <p role="status">{situation}</p>}
      {preflight.at === 'failed' && <FailureNotice failure={preflight.failure} />}
      {lines.length > 0 && (
        <ul className="marked">
          {gravestFirst(lines).map((line) => (
            <PreflightRow key={line.id} line={line} wizard={wizard} />
          ))}
        </ul>
      )}
    </section>
  );
}

function PreflightRow({ line, wizard }: { line: PreflightLine; wizard: Wizard }): ReactNode {
  const words = useWords();
  const say = useSay();
  const text = line.failure && say.failure(line.failure);
  return (
    <li>
      <Mark tone={toneOf[line.verdict]}>{words.target.verdict[line.verdict]}</Mark>
      <div>
        <div>
          {say.preflight(line.id)}
          {line.verdict === 'not-asked' && <span className="quiet"> – {words.target.notAsked}</span>}
        </div>
        {text !== undefined && (
          <div className="preflight-why">
            <strong>{text.title}.</strong> {text.happened} {text.todo}
          </div>
        )}
        {line.failure !== undefined && <CloudSaid failure={line.failure} />}
        <PreflightHelp line={line} wizard={wizard} />
      </div>
    </li>
  );
}
