/** Whether the files of accounts and passwords can be written: an instance gets its password at the first start. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fails, none, passes } from '../check.ts';

export const passwordFiles: Check<LinuxGuest> = {
  rule: 'linux.password-files',
  about: { effect: 'cannot-be-reached', prepare: 'shadow', from: 'check-tool' },
  async assess({ tree }) {
    const locked: string[] = [];
    for (const path of ['/etc/passwd', '/etc/shadow', '/etc/group', '/etc/gshadow']) {
      const attributes = (await tree.stat(path))?.attributes ?? [];
      if (attributes.includes('immutable') || attributes.includes('append-only')) locked.push(path);
    }
    if (locked.length > 0) return fails({ says: 'locked', what: locked });
    return (await tree.exists('/etc/passwd')) ? passes(none) : 'undecided';
  },
};
