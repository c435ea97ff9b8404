/** Whether any service of a list is installed and not turned off. */
import { serviceStart, type WindowsGuest } from '../../facts/windows.ts';
import { type Check, fails, namesIn, none, passes, seen } from '../check.ts';

export const noneOf = (services: string): Check<WindowsGuest>['assess'] =>
  async function assess(guest) {
    if (guest.system.hive === undefined) return 'undecided';
    const left: string[] = [];
    for (const name of namesIn(services)) {
      const start = await serviceStart(guest, name);
      if (start !== undefined && start !== 4) left.push(name);
    }
    return left.length > 0 ? fails(seen(left)) : passes(none);
  };
