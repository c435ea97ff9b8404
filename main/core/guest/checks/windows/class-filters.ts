/** The drivers that Windows puts above or below those of all devices of a class. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { textsOf } from '../../registry/value.ts';

/** Classes of the devices between Windows and its disk, and of network cards. */
const classes: Readonly<Record<string, string>> = {
  DiskDrive: '{4d36e967-e325-11ce-bfc1-08002be10318}',
  SCSIAdapter: '{4d36e97b-e325-11ce-bfc1-08002be10318}',
  HDC: '{4d36e96a-e325-11ce-bfc1-08002be10318}',
  System: '{4d36e97d-e325-11ce-bfc1-08002be10318}',
  Volume: '{71a27cdd-812a-11d0-bec7-08002be2092f}',
  Net: '{4d36e972-e325-11ce-bfc1-08002be10318}',
};

export interface ClassFilter {
  readonly name: string;
  /** e.g. `DiskDrive UpperFilters`. */
  readonly at: string;
}

export async function classFilters({ tree, system, controlSet }: WindowsGuest): Promise<ClassFilter[]> {
  const found: ClassFilter[] = [];
  for (const [name, id] of Object.entries(classes)) {
    for (const list of ['UpperFilters', 'LowerFilters']) {
      const names = await tree.attempt(async () =>
        textsOf(await system.hive?.value(`${controlSet}\\Control\\Class\\${id}`, list)),
      );
      for (const filter of names ?? [])
        if (/^[\w.-]+$/.test(filter)) found.push({ name: filter, at: `${name} ${list}` });
    }
  }
  return found;
}
