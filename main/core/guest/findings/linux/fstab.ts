/** Whether everything that /etc/fstab mounts at start is on these disks, and named so that it is found again. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { matchDevice } from '../../facts/fstab.ts';
import { type Check, fine, notHere, recommended, some } from '../check.ts';

export const fstab: Check<LinuxGuest> = {
  rule: 'linux.fstab',
  item: 'GUESTOS.Fstab',
  from: 'image-check',
  async assess({ fstab: lines, volumes, tree, complete }) {
    if (lines.length === 0)
      return (await tree.exists('/etc/fstab')) ? recommended('/etc/fstab mounts nothing') : undefined;
    const gone: string[] = [];
    const byName: string[] = [];
    for (const { device, mountPoint, options } of lines) {
      const match = matchDevice(device, volumes);
      // neither stops the start when it is not there
      const isOptional = options.includes('noauto') || options.includes('nofail');
      if (match === 'missing' && !isOptional) gone.push(`${device} (${mountPoint})`);
      if (match === 'by-name' && !isOptional) byName.push(`${device} (${mountPoint})`);
    }
    if (gone.length > 0) return notHere(complete, `/etc/fstab: ${some(gone)}`);
    if (byName.length > 0)
      return recommended(`/etc/fstab: ${some(byName)}: names that change with the disk’s driver`);
    return fine(`/etc/fstab: ${lines.length} lines, every device is there`);
  },
};
