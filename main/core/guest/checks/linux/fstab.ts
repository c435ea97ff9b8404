/** Whether everything that /etc/fstab mounts at the start is on these disks, under a name that stays the same in ECS. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { matchDevice } from '../../facts/fstab.ts';
import { type Check, absent, mayFail, notHere, passes } from '../check.ts';

export const fstab: Check<LinuxGuest> = {
  rule: 'linux.fstab',
  about: { effect: 'cannot-start', item: 'Fstab', prepare: 'fstab', from: 'image-check' },
  async assess({ fstab: lines, volumes, tree, complete }) {
    if (lines.length === 0) return (await tree.exists('/etc/fstab')) ? mayFail(absent('/', '/etc/fstab')) : 'undecided';
    const gone: string[] = [];
    const byName: string[] = [];
    for (const { device, mountPoint, options } of lines) {
      const match = matchDevice(device, volumes);
      // with these options a missing device does not stop the start
      const isOptional = options.includes('noauto') || options.includes('nofail');
      if (match === 'missing' && !isOptional) gone.push(`${device} (${mountPoint})`);
      if (match === 'by-name' && !isOptional) byName.push(`${device} (${mountPoint})`);
    }
    if (gone.length > 0) return notHere(complete, gone, '/etc/fstab');
    if (byName.length > 0) return mayFail({ says: 'by-driver-name', where: '/etc/fstab', what: byName });
    return passes({ says: 'all-devices-there', where: '/etc/fstab', count: lines.length });
  },
};
