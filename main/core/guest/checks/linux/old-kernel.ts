/** Whether the default kernel is new enough for ECS instances on bare-metal generations. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fails, passes, seen } from '../check.ts';

export const oldKernel: Check<LinuxGuest> = {
  rule: 'linux.old-kernel',
  about: { effect: 'degraded', item: 'SupportMocInstanceTypes', prepare: 'kernel', from: 'image-check' },
  assess({ boot: { kernel } }) {
    const [, major, minor, patch] = /^(\d+)\.(\d+)(?:\.(\d+))?/.exec(kernel ?? '') ?? [];
    if (major === undefined) return 'undecided';
    const number = Number(major) * 1e6 + Number(minor) * 1e3 + Number(patch ?? 0);
    return (number < 2_006_032 ? fails : passes)(seen(kernel ?? ''));
  },
};
