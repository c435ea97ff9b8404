/** The calls about moves: one thin method each. */
import type { moveCalls as contract } from '../../../contract/moves.ts';
import type { Service } from '../../../contract/rpc.ts';
import type { Moves } from './moves.ts';

export const moveCalls = (moves: Moves): Service<typeof contract> => ({
  'moves.follow': (_, signal) => moves.follow(signal),
  'moves.log': ({ id }, signal) => moves.log(id, signal),
  'moves.start': ({ wish }, signal) => moves.start(wish, signal),
  'moves.resume': ({ id }) => moves.resume(id),
  'moves.launch': ({ id, wish }, signal) => moves.launch(id, wish, signal),
  'moves.forget': async ({ id }) => {
    await moves.forget(id);
    return {};
  },
});
