/** Whether there is an account root that can sign in, and the program that sets its password. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, absent, fails, mayFail, passes, seen } from '../check.ts';

export const rootAccount: Check<LinuxGuest> = {
  rule: 'linux.root-account',
  about: { effect: 'cannot-be-reached', from: 'check-tool' },
  async assess({ tree }) {
    const text = await tree.text('/etc/passwd');
    if (text === undefined) return 'undecided';
    const [, , id = '', , , , shell = ''] = /^root:.*$/m.exec(text)?.[0].split(':') ?? [];
    if (id !== '0') return fails(absent('root:x:0', '/etc/passwd'));
    if (/(nologin|false|sync|halt|shutdown)$/.test(shell)) return mayFail(seen(`root: ${shell}`, '/etc/passwd'));
    const hasPasswd = (await tree.exists('/usr/bin/passwd')) || (await tree.exists('/bin/passwd'));
    return hasPasswd ? passes(seen(`root: ${shell || '/bin/sh'}`, '/etc/passwd')) : mayFail(absent('/usr/bin/passwd'));
  },
};
