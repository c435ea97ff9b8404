/** Whether the root is a logical volume, which ECS's requirements advise against for system disks. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fine, recommended } from '../check.ts';

export const lvm: Check<LinuxGuest> = {
  rule: 'linux.lvm',
  from: 'linux-requirements',
  assess({ root: { volume } }) {
    const { kind } = volume.place;
    return kind === 'logical'
      ? recommended(`the root is ${volume.name}`)
      : fine(`the root is ${volume.name}`);
  },
};
