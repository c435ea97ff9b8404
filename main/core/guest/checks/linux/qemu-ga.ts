/** Whether the agent of QEMU is installed, which ECS asks to leave out. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fails, none, passes, seen } from '../check.ts';

export const qemuGa: Check<LinuxGuest> = {
  rule: 'linux.qemu-ga',
  about: { effect: 'degraded', prepare: 'qemu-ga', from: 'check-tool' },
  assess({ packages }) {
    if (packages === undefined) return 'undecided';
    const version = packages.get('qemu-guest-agent');
    return version === undefined ? passes(none) : fails(seen(`qemu-guest-agent ${version}`));
  },
};
