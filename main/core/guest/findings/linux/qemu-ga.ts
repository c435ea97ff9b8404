/** Whether the agent of QEMU is installed, which ECS asks to leave out. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fine, none, recommended, seen } from '../check.ts';

export const qemuGa: Check<LinuxGuest> = {
  rule: 'linux.qemu-ga',
  from: 'check-tool',
  assess({ packages }) {
    if (packages === undefined) return undefined;
    const version = packages.get('qemu-guest-agent');
    return version === undefined ? fine(none) : recommended(seen(`qemu-guest-agent ${version}`));
  },
};
