/** The three steps of a move as a list: what is done, what is running, with its bar, and what is still to come. */
import type { ReactNode } from 'react';
import { stepsOf, type MoveView } from '../../contract/moves.ts';
import { Bar } from '../ui/bar.tsx';
import { useSay, useWords } from '../words/use-words.ts';
import { useAccountName } from './move-list.tsx';

const shown = ['image', 'bring', 'launch'] as const;
type Shown = (typeof shown)[number];

const shownStep = ({ step, state }: MoveView): Shown | undefined =>
  state.at === 'done' || step === undefined ? undefined : step === 'copy' || step === 'share' ? 'bring' : step;

export function MoveSteps({ move }: { move: MoveView }): ReactNode {
  const words = useWords();
  const { moves } = words;
  const say = useSay();
  const accountName = useAccountName();
  const now = shownStep(move);
  const at = now === undefined ? shown.length : shown.indexOf(now);
  const { wish, step, percent, state } = move;
  const doing = (): string => {
    if (step === 'copy') return moves.doing.copy(say.region({ id: wish.to.region }));
    if (step === 'share') return moves.doing.share(accountName(wish.to.account));
    return step === 'launch' ? moves.doing.launch : moves.doing.image;
  };
  const said = (one: Shown, done: boolean): ReactNode => {
    if (one === 'bring' && stepsOf(wish).length === 2) return moves.nothingToBring;
    if (done && one === 'image' && move.imageId !== undefined) return <code>{move.imageId}</code>;
    if (done && one === 'bring' && move.arrivedImageId !== undefined)
      return (
        <>
          {moves.arrived(accountName(wish.to.account), say.region({ id: wish.to.region }))}{' '}
          <code>{move.arrivedImageId}</code>
        </>
      );
    return undefined;
  };
  return (
    <ol className="move-steps" aria-label={moves.progressOf(move.server)}>
      {shown.map((one, index) => {
        const done = index < at;
        const here = index === at;
        const failed = here && state.at === 'failed';
        const going = here && state.at === 'running';
        const note = going ? doing() : said(one, done);
        return (
          <li
            key={one}
            className={failed ? 'move-failed' : here ? 'move-now' : done ? 'move-done' : undefined}
            {...(here ? { 'aria-current': 'step' as const } : {})}
          >
            <span className="move-number" aria-hidden="true">
              {done ? '✓' : index + 1}
            </span>
            <strong>{moves.steps[one]}</strong>
            <span className="number">{going && percent !== undefined ? say.percent(percent) : ''}</span>
            {note !== undefined && <span className="quiet move-said">{note}</span>}
            {going && <Bar label={moves.steps[one]} percent={percent} />}
          </li>
        );
      })}
    </ol>
  );
}
