/** Whether the files of accounts and passwords can be written: instances get their password at the first start. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fine, some, strong } from '../check.ts';

export const passwordFiles: Check<LinuxGuest> = {
  rule: 'linux.password-files',
  from: 'check-tool',
  async assess({ tree }) {
    const locked: string[] = [];
    for (const path of ['/etc/passwd', '/etc/shadow', '/etc/group', '/etc/gshadow']) {
      const attributes = (await tree.stat(path))?.attributes ?? [];
      if (attributes.includes('immutable') || attributes.includes('append-only')) locked.push(path);
    }
    if (locked.length > 0) return strong(`${some(locked)}: locked against writing (chattr)`);
    return (await tree.exists('/etc/passwd')) ? fine('not locked against writing') : undefined;
  },
};
