/** Whether an SSH server is installed and starts with the system: it is how people sign in. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { starterOf } from '../../facts/services.ts';
import { type Check, absent, fails, mayFail, passes } from '../check.ts';

export const sshd: Check<LinuxGuest> = {
  rule: 'linux.sshd',
  about: { effect: 'cannot-be-reached', prepare: 'ssh', from: 'check-tool' },
  async assess({ tree, packages }) {
    const program = (await tree.exists('/usr/sbin/sshd')) || packages?.has('openssh-server') === true;
    const config = await tree.exists('/etc/ssh/sshd_config');
    if (!program && !config) return packages === undefined ? 'undecided' : fails(absent('openssh-server'));
    const starter = await starterOf(tree, ['sshd', 'ssh', 'ssh.socket']);
    if (starter !== undefined) return passes({ says: 'starts', where: starter, what: 'sshd' });
    return program ? mayFail({ says: 'not-started', what: 'sshd' }) : 'undecided';
  },
};
