/** Whether the file systems were unmounted: if not, what is read here may be older than what the server had. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fails, passes } from '../check.ts';

export const notClean: Check<LinuxGuest> = {
  rule: 'linux.not-clean',
  about: { effect: 'degraded', from: 'judgement' },
  assess({ mounts }) {
    const named = (clean: boolean): string[] =>
      mounts.filter(({ files }) => (files.clean !== false) === clean).map(({ at, volume }) => `${volume.name}: ${at}`);
    const left = named(false);
    return left.length > 0
      ? fails({ says: 'not-in-order', what: left })
      : passes({ says: 'left-in-order', what: named(true) });
  },
};
