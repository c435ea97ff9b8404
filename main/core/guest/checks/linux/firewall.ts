/** Whether a firewall starts by itself: ECS has security groups, and a closed port 22 keeps everybody out. */
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
    // Ubuntu starts ufw always; its own settings say whether it does anything
    if (/^ENABLED=yes/im.test((await tree.text('/etc/ufw/ufw.conf')) ?? '')) on.push('/etc/ufw/ufw.conf');
    return on.length > 0 ? mayFail(seen(on)) : passes(none);
  },
};
