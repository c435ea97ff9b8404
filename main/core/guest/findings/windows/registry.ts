/** Whether the hives that Windows starts with can be read, with no change waiting in their logs. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { type Check, fine, recommended, seen, strong } from '../check.ts';

export const registry: Check<WindowsGuest> = {
  rule: 'windows.registry',
  item: 'GUESTOS.Registry',
  from: 'image-check',
  assess({ system, software }) {
    for (const { path, problem } of [system, software])
      if (problem !== undefined) return strong({ says: 'unreadable', where: path, detail: problem });
    const stale = [system, software].filter((each) => each.stale).map(({ path }) => path);
    if (stale.length > 0) return recommended({ says: 'changes-in-logs', what: stale });
    return fine(seen([system.path, software.path]));
  },
};
