/** The page's mirror of all moves of servers. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MoveEvent, MoveView, UnreadableMove } from '../../contract/moves.ts';

export interface Moves {
  /** False until the first snapshot has come. */
  known: boolean;
  /** The newest first. */
  list: readonly MoveView[];
  unreadable: readonly UnreadableMove[];
}

export interface MovesMirror {
  store: StoreApi<Moves>;
  apply(event: MoveEvent): void;
}

export function createMoves(): MovesMirror {
  const store = createStore<Moves>(() => ({ known: false, list: [], unreadable: [] }));
  const others = <T extends { id: string }>(list: readonly T[], id: string): T[] => list.filter((one) => one.id !== id);
  return {
    store,
    apply(event) {
      const { list, unreadable } = store.getState();
      switch (event.kind) {
        case 'all':
          return store.setState({ known: true, list: event.moves, unreadable: event.unreadable });
        case 'changed': {
          const { move } = event;
          const known = list.some(({ id }) => id === move.id);
          const changed = known ? list.map((one) => (one.id === move.id ? move : one)) : [move, ...list];
          return store.setState({ list: changed });
        }
        case 'removed':
          return store.setState({ list: others(list, event.id), unreadable: others(unreadable, event.id) });
      }
    },
  };
}
