/** Whether the hives that Windows starts with can be read, and no change is left in their logs. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { type Check, fails, mayFail, passes, seen } from '../check.ts';

export const registry: Check<WindowsGuest> = {
  rule: 'windows.registry',
  about: { effect: 'cannot-start', item: 'Registry', prepare: 'win-system-files', from: 'image-check' },
  assess({ system, software }) {
    for (const { path, problem } of [system, software])
      if (problem !== undefined) return fails({ says: 'unreadable', where: path, detail: problem });
    const stale = [system, software].filter((each) => each.stale).map(({ path }) => path);
    if (stale.length > 0) return mayFail({ says: 'changes-in-logs', what: stale });
    return passes(seen([system.path, software.path]));
  },
};
