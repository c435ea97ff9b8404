/** Whether the kernel is told to insist on what only Secure Boot gives: modules that are signed, a locked-down kernel. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fine, none, recommended } from '../check.ts';

export const secureBoot: Check<LinuxGuest> = {
  rule: 'linux.secure-boot',
  from: 'judgement',
  assess({ boot: { entry } }) {
    if (entry === undefined) return undefined;
    const insists = entry.arguments.filter((one) => /^(module\.sig_enforce(=1)?|lockdown=.+)/.test(one));
    return insists.length > 0 ? recommended({ says: 'kernel-arguments', what: insists }) : fine(none);
  },
};
