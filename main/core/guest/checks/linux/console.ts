/** Whether what the system says is seen in ECS: its remote connection shows the first screen, its log the first serial line. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fails, none, passes } from '../check.ts';

export const console: Check<LinuxGuest> = {
  rule: 'linux.console',
  about: { effect: 'degraded', from: 'judgement' },
  assess({ boot: { entry } }) {
    const given = (entry?.arguments ?? []).filter((one) => one.startsWith('console='));
    const isSeen = given.length === 0 || given.some((one) => /^console=(tty[01]?|ttyS0|ttyAMA0|hvc0)(,.*)?$/.test(one));
    return isSeen ? passes(none) : fails({ says: 'kernel-arguments', what: given });
  },
};
