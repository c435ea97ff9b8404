/** Whether there is an account root that can sign in, and the program that sets its password. */
import { isNoShell, readAccounts } from '../../facts/accounts.ts';
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, absent, fails, mayFail, passes, seen, undecided } from '../check.ts';

export const rootAccount: Check<LinuxGuest> = {
  rule: 'linux.root-account',
  about: { effect: 'cannot-be-reached', from: 'check-tool' },
  async assess({ tree, network: { cloudInit } }) {
    const accounts = await readAccounts(tree);
    if (accounts === undefined) return undecided('absent', ['/etc/passwd']);
    const root = accounts.all.find(({ name }) => name === 'root');
    if (root === undefined || root.id !== 0) return fails(absent('root:x:0', '/etc/passwd'));
    // ECS writes the password there, and without it no sign-in succeeds
    if (root.password === 'none')
      return fails(absent(accounts.hasShadow ? 'root' : '/etc/shadow', accounts.hasShadow ? '/etc/shadow' : undefined));
    if (root.closedFrom !== undefined && root.closedFrom * 86_400_000 < Date.now())
      return fails(seen('root: expired', '/etc/shadow'));
    if (isNoShell(root.shell)) return fails(seen(`root: ${root.shell}`, '/etc/passwd'));
    if (root.shell !== '' && !(await tree.exists(root.shell)) && (await tree.exists('/etc/shells')))
      return mayFail(absent(root.shell));
    const hasPasswd = (await tree.exists('/usr/bin/passwd')) || (await tree.exists('/bin/passwd'));
    if (!hasPasswd) return mayFail(absent('/usr/bin/passwd'));
    const isSetUp = cloudInit.installed && cloudInit.offBy === undefined;
    if (root.password === 'locked' && !isSetUp) return mayFail(seen('root: locked', '/etc/shadow'));
    if (await tree.exists('/etc/nologin')) return mayFail(seen('/etc/nologin'));
    return passes(seen(`root: ${root.shell || '/bin/sh'}`, '/etc/passwd'));
  },
};
