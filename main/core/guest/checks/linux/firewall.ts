/** Whether a firewall starts with the system: ECS has security groups, and a closed port 22 makes the instance unreachable. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { starterOf } from '../../facts/services.ts';
import { type Check, mayFail, namesIn, none, passes, seen } from '../check.ts';

const firewalls = namesIn(`
  firewalld, nftables, iptables, ip6tables, netfilter-persistent, SuSEfirewall2, SuSEfirewall2_setup,
  shorewall
`);

export const firewall: Check<LinuxGuest> = {
  rule: 'linux.firewall',
  about: { effect: 'cannot-be-reached', prepare: 'firewall', from: 'import-instructions' },
  async assess({ tree }) {
    const on: string[] = [];
    for (const name of firewalls) {
      const starter = await starterOf(tree, [name]);
      if (starter !== undefined) on.push(starter);
    }
    // Ubuntu always starts ufw; its own settings turn it on
    if (/^ENABLED=yes/im.test((await tree.text('/etc/ufw/ufw.conf')) ?? '')) on.push('/etc/ufw/ufw.conf');
    return on.length > 0 ? mayFail(seen(on)) : passes(none);
  },
};
