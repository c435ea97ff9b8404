/** Whether an SSH server is there and starts by itself: without it nobody gets in. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { starterOf } from '../../facts/services.ts';
import { type Check, absent, fine, recommended, strong } from '../check.ts';

export const sshd: Check<LinuxGuest> = {
  rule: 'linux.sshd',
  from: 'check-tool',
  async assess({ tree, packages }) {
    const program = (await tree.exists('/usr/sbin/sshd')) || packages?.has('openssh-server') === true;
    const config = await tree.exists('/etc/ssh/sshd_config');
    if (!program && !config) return packages === undefined ? undefined : strong(absent('openssh-server'));
    const starter = await starterOf(tree, ['sshd', 'ssh', 'ssh.socket']);
    if (starter !== undefined) return fine({ says: 'starts', where: starter, what: 'sshd' });
    return program ? recommended({ says: 'not-started', what: 'sshd' }) : undefined;
  },
};
