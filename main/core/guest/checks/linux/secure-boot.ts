/** Whether the kernel is told to require signed modules or lockdown, which need Secure Boot. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, mayFail, none, passes, undecided } from '../check.ts';

export const secureBoot: Check<LinuxGuest> = {
  rule: 'linux.secure-boot',
  about: { effect: 'cannot-start', from: 'judgement' },
  assess({ boot: { entry, menus } }) {
    if (entry === undefined)
      return menus.length === 0 ? 'not-applicable' : undecided('unclear', [menus[0]?.path ?? '/boot']);
    const demands = entry.arguments.filter((one) => /^(module\.sig_enforce(=1)?|lockdown=.+)/.test(one));
    return demands.length > 0 ? mayFail({ says: 'kernel-arguments', what: demands }) : passes(none);
  },
};
