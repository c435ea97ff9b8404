/** The calls about moves: one thin method each. */
import type { moveCalls } from '../../../contract/moves.ts';
import type { Service } from '../../../contract/rpc.ts';
import type { Moves } from './moves.ts';

export const moveService = (moves: Moves): Service<typeof moveCalls> => ({
  'moves.follow': (_, signal) => moves.follow(signal),
  'moves.log': ({ id }, signal) => moves.log(id, signal),
  'moves.start': ({ wish }, signal) => moves.start(wish, signal),
  'moves.resume': ({ id }) => moves.resume(id),
  'moves.launch': ({ id, wish }, signal) => moves.launch(id, wish, signal),
  'moves.forget': ({ id }) => moves.forget(id),
});
