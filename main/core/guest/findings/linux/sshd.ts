/** Whether an SSH server is there and starts by itself: without it nobody gets in. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { starterOf } from '../../facts/services.ts';
import { type Check, fine, recommended, strong } from '../check.ts';

export const sshd: Check<LinuxGuest> = {
  rule: 'linux.sshd',
  from: 'check-tool',
  async assess({ tree, packages }) {
    const program = (await tree.exists('/usr/sbin/sshd')) || packages?.has('openssh-server') === true;
    const config = await tree.exists('/etc/ssh/sshd_config');
    if (!program && !config)
      return packages === undefined ? undefined : strong('no openssh-server is installed');
    const starter = await starterOf(tree, ['sshd', 'ssh', 'ssh.socket']);
    if (starter !== undefined) return fine(`${starter} starts it`);
    return program ? recommended('sshd is installed and nothing starts it') : undefined;
  },
};
