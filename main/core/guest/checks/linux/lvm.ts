/** Whether the root is a logical volume, which ECS's requirements advise against for system disks. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fails, passes, seen } from '../check.ts';

export const lvm: Check<LinuxGuest> = {
  rule: 'linux.lvm',
  about: { effect: 'degraded', prepare: 'partitions', from: 'linux-requirements' },
  assess({ root: { volume } }) {
    const { kind } = volume.place;
    return (kind === 'logical' ? fails : passes)(seen(volume.name, '/'));
  },
};
