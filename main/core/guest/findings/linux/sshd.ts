/** Whether an SSH server is there and starts by itself: without it nobody gets in. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fine, recommended, strong } from '../check.ts';

const wants = '/etc/systemd/system/multi-user.target.wants';
const starters = [
  `${wants}/sshd.service`,
  `${wants}/ssh.service`,
  '/etc/systemd/system/sockets.target.wants/ssh.socket',
];

export const sshd: Check<LinuxGuest> = {
  rule: 'linux.sshd',
  from: 'check-tool',
  async assess({ tree, packages }) {
    const program = (await tree.exists('/usr/sbin/sshd')) || packages?.has('openssh-server') === true;
    const config = await tree.exists('/etc/ssh/sshd_config');
    if (!program && !config)
      return packages === undefined ? undefined : strong('no openssh-server is installed');
    for (const path of starters) {
      // a link that leads out of what we read still counts
      if ((await tree.stat(path, false)) !== undefined) return fine(`${path} starts it`);
    }
    for (const folder of ['/etc/rc3.d', '/etc/rc.d/rc3.d', '/etc/init.d/rc3.d', '/etc/rc2.d']) {
      const link = (await tree.names(folder)).find((name) => /^S\d\dssh/.test(name));
      if (link !== undefined) return fine(`${folder}/${link} starts it`);
    }
    return program ? recommended('sshd is installed and nothing starts it') : undefined;
  },
};
