/** Which services of a list are installed and not turned off. */
import { systemNumber, type WindowsGuest } from '../../facts/windows.ts';
import { type Check, fine, none, recommended, seen } from '../check.ts';

export const noneOf = (names: readonly string[]): Check<WindowsGuest>['assess'] =>
  async function assess(guest) {
    if (guest.system.hive === undefined) return undefined;
    const left: string[] = [];
    for (const name of names) {
      const start = await systemNumber(guest, `Services\\${name}`, 'Start');
      if (start !== undefined && start !== 4) left.push(name);
    }
    return left.length > 0 ? recommended(seen(left)) : fine(none);
  };
