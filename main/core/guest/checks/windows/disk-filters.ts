/** Whether a filter of disks is registered whose driver is gone: Windows then finds no disk. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { textsOf } from '../../registry/value.ts';
import { type Check, fails, none, passes, seen } from '../check.ts';

const classKey = 'Control\\Class\\{4d36e967-e325-11ce-bfc1-08002be10318}';

export const diskFilters: Check<WindowsGuest> = {
  rule: 'windows.disk-filters',
  about: { effect: 'cannot-start', item: 'Disk', prepare: 'win-filter-drivers', from: 'image-check' },
  async assess({ tree, system, controlSet }) {
    const filters = await tree.attempt(async () =>
      textsOf(await system.hive?.value(`${controlSet}\\${classKey}`, 'UpperFilters')),
    );
    const gone: string[] = [];
    for (const name of filters ?? []) {
      if (/^[\w.-]+$/.test(name) && !(await tree.exists(`/Windows/System32/drivers/${name}.sys`))) gone.push(name);
    }
    if (gone.length > 0) return fails({ says: 'no-such-driver', where: 'UpperFilters', what: gone });
    return system.hive === undefined
      ? 'undecided'
      : passes(filters === undefined || filters.length === 0 ? none : seen(filters, 'UpperFilters'));
  },
};
