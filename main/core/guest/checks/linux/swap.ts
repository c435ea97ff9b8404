/** Whether the system swaps to a partition or volume, which ECS's requirements advise against. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, absent, fails, passes, seen } from '../check.ts';

export const swap: Check<LinuxGuest> = {
  rule: 'linux.swap',
  about: { effect: 'degraded', from: 'linux-requirements' },
  assess({ fstab }) {
    const used = fstab.filter(({ type, device }) => type === 'swap' && !/^\/(?!dev\/)/.test(device));
    return used.length > 0
      ? fails(
          seen(
            used.map(({ device }) => device),
            '/etc/fstab',
          ),
        )
      : passes(absent('swap', '/etc/fstab'));
  },
};
