/** Whether the root is a logical volume, which ECS's requirements advise against for system disks. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fine, recommended, seen } from '../check.ts';

export const lvm: Check<LinuxGuest> = {
  rule: 'linux.lvm',
  from: 'linux-requirements',
  assess({ root: { volume } }) {
    const { kind } = volume.place;
    return (kind === 'logical' ? recommended : fine)(seen(volume.name, '/'));
  },
};
