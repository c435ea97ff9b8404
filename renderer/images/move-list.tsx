/** The moves of servers begun on this machine, wherever they go. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { MoveState, MoveWish, UnreadableMove } from '../../contract/moves.ts';
import type { Place } from '../state/images-route.ts';
import { go, hashOf } from '../state/route.ts';
import { useNow, usePage } from '../state/use-page.ts';
import { useTask } from '../state/use-task.ts';
import { accountLabel } from '../parts/account-label.ts';
import { Busy } from '../ui/busy.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Mark, type MarkTone } from '../ui/mark.tsx';
import { Table } from '../ui/table.tsx';
import { useSay, useWords } from '../words/use-words.ts';

export const moveTones: Record<MoveState['at'], MarkTone> = {
  running: 'busy',
  interrupted: 'mind',
  failed: 'bad',
  launch: 'mind',
  done: 'good',
};

export function useAccountName(): (account: string) => string {
  const words = useWords();
  const accounts = useStore(usePage().accounts, (state) => state.list) ?? [];
  return (account) => {
    const known = accounts.find(({ name }) => name === account);
    return known === undefined ? account : accountLabel(known, words);
  };
}

/** `Practice cloud, cn-hangzhou`; in Chinese by the region's name as well. */
function usePlaceName(): (place: Place) => string {
  const say = useSay();
  const nameOf = useAccountName();
  return ({ account, region }) => say.list([nameOf(account), say.region({ id: region })]);
}

/** From where to where. */
export function useWay(): (wish: MoveWish) => string {
  const { moves } = useWords();
  const say = useSay();
  const nameOf = usePlaceName();
  return ({ from, to, across }) =>
    moves.way(nameOf(from), across === 'vpc' ? moves.otherNetwork(say.region({ id: to.region })) : nameOf(to));
}

export function MoveList({ place }: { place: Place }): ReactNode {
  const words = useWords();
  const say = useSay();
  const now = useNow();
  const way = useWay();
  const { known, list, unreadable } = useStore(usePage().moves.store);
  const { columns } = words.moves;
  if (!known) return <Busy>{words.common.loading}</Busy>;
  const torn = unreadable.map((one) => <UnreadableNotice key={one.id} move={one} />);
  if (list.length === 0 && torn.length > 0) return torn;
  if (list.length === 0)
    return (
      <section className="card empty">
        <h2>{words.moves.none}</h2>
        <p>{words.moves.noneText}</p>
        <div className="buttons">
          <Button type="primary" onClick={() => go({ at: 'images', place, view: { show: 'new-move' } })}>
            {words.images.move}
          </Button>
        </div>
      </section>
    );
  return (
    <>
      {torn}
      <Table headings={[columns.server, columns.way, columns.state, columns.begun]}>
        {list.map((move) => (
          <tr key={move.id}>
            <td>
              <a href={hashOf({ at: 'images', place, view: { show: 'move', id: move.id } })}>
                <strong>{move.server}</strong>
              </a>
            </td>
            <td>{way(move.wish)}</td>
            <td>
              <Mark tone={moveTones[move.state.at]}>{words.moves.state[move.state.at]}</Mark>
            </td>
            <td className="number">{say.ago(move.created, now)}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}

/** What it made in the cloud is listed under Images as always; only its progress cannot be shown. */
function UnreadableNotice({ move }: { move: UnreadableMove }): ReactNode {
  const words = useWords();
  const { actions } = usePage();
  const task = useTask();
  const forget = (): void => void task.run(() => actions.core()['moves.forget']({ id: move.id }));
  return (
    <FailureNotice
      failure={task.failure ?? move.failure}
      actions={
        <Button loading={task.running} onClick={forget}>
          {words.moves.forget}
        </Button>
      }
    />
  );
}
