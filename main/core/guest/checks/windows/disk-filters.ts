/** Whether a filter is registered whose driver is gone or turned off, for devices that Windows starts from: these then do not start. */
import { serviceStart, systemText, type WindowsGuest } from '../../facts/windows.ts';
import { type Check, fails, none, passes, seen } from '../check.ts';
import { fileOf } from './boot-driver.ts';
import { classFilters } from './class-filters.ts';

export const diskFilters: Check<WindowsGuest> = {
  rule: 'windows.disk-filters',
  about: { effect: 'cannot-start', item: 'Disk', prepare: 'win-filter-drivers', from: 'image-check' },
  async assess(guest) {
    if (guest.system.hive === undefined) return 'undecided';
    const filters = await classFilters(guest);
    const gone: string[] = [];
    for (const { name } of filters) {
      const image = await systemText(guest, `Services\\${name}`, 'ImagePath');
      const file = image === undefined ? `System32/drivers/${name}.sys` : fileOf(image);
      const isHere = await guest.tree.exists(`/Windows/${file}`);
      if (!isHere || (await serviceStart(guest, name)) === 4) gone.push(name);
    }
    const [where] = filters.flatMap(({ name, at }) => (gone.includes(name) ? [at] : []));
    if (where !== undefined) return fails({ says: 'no-such-driver', where, what: [...new Set(gone)] });
    return passes(filters.length === 0 ? none : seen([...new Set(filters.map(({ name }) => name))]));
  },
};
