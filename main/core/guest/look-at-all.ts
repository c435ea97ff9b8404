/** Everything there is to say about several files: what is usable of them is looked into as the disks of one server. */
import type { DiskLook, DiskReport } from '../../../contract/views.ts';
import type { InspectedDisk } from '../disk/inspect.ts';
import { lookAt } from '../disk/look.ts';
import type { Qemu } from '../disk/qemu.ts';
import { insideOf, withGuests } from './with-guests.ts';

/** In the order of `paths`; fails as `lookAt` does. */
export async function lookAtAll(paths: readonly string[], qemu: Qemu): Promise<DiskLook[]> {
  const [only] = paths;
  if (paths.length === 1 && only !== undefined) return lookAt(only, qemu, { inside: insideOf(qemu) });
  const inspected: InspectedDisk[] = [];
  const looks: DiskLook[] = [];
  for (const path of paths) {
    const collect = (disks: readonly InspectedDisk[]): Promise<readonly DiskReport[]> => {
      inspected.push(...disks);
      return Promise.resolve(disks.map(({ report }) => report));
    };
    looks.push(...(await lookAt(path, qemu, { inside: collect })));
  }
  const reports = await withGuests(inspected, qemu, { complete: inspected.length > 1 });
  return looks.map((look) => {
    const report = look.usable ? reports.shift() : undefined;
    return report === undefined ? look : { ...look, report };
  });
}
