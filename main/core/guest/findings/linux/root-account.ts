/** Whether there is a root that can sign in, and the program that sets its password. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fine, recommended, strong } from '../check.ts';

export const rootAccount: Check<LinuxGuest> = {
  rule: 'linux.root-account',
  from: 'check-tool',
  async assess({ tree }) {
    const text = await tree.text('/etc/passwd');
    if (text === undefined) return undefined;
    const [, , id = '', , , , shell = ''] = /^root:.*$/m.exec(text)?.[0].split(':') ?? [];
    if (id !== '0') return strong('/etc/passwd: no root with the number 0');
    if (/(nologin|false|sync|halt|shutdown)$/.test(shell))
      return recommended(`/etc/passwd: the shell of root is ${shell}`);
    const hasPasswd = (await tree.exists('/usr/bin/passwd')) || (await tree.exists('/bin/passwd'));
    return hasPasswd
      ? fine(`/etc/passwd: root has ${shell || 'the usual shell'}`)
      : recommended('no /usr/bin/passwd to set a password with');
  },
};
