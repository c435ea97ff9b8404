/** Everything there is to say about several files: what is usable of them is looked into as the disks of one server. */
import type { DiskLook } from '../../../contract/disks.ts';
import { lookAtEach } from '../disk/look.ts';
import type { Qemu } from '../disk/qemu.ts';
import { insideOf, withGuests } from './with-guests.ts';

/** In the order of `paths`; fails as `lookAt` does. */
export const lookAtAll = (paths: readonly string[], qemu: Qemu): Promise<DiskLook[]> =>
  lookAtEach(paths, qemu, {
    inside: paths.length === 1 ? insideOf() : (disks) => withGuests(disks, { complete: disks.length > 1 }),
  });
