/** Whether tools of VMware, VirtualBox, Hyper-V, Parallels or Xen are installed: on ECS they have nothing to talk to. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fails, namesIn, none, passes, seen } from '../check.ts';

const packages = namesIn(`
  open-vm-tools, open-vm-tools-desktop, virtualbox-guest-utils, virtualbox-guest-x11,
  virtualbox-guest-additions, prl-tools, hyperv-daemons, hypervkvpd, hyperv-tools,
  linux-cloud-tools-common, hyper-v, xe-guest-utilities, xe-guest-utilities-latest, xen-guest-agent
`);
const paths = namesIn(`
  /etc/vmware-tools, /usr/lib/vmware-tools, /opt/VBoxGuestAdditions, /usr/sbin/VBoxService,
  /usr/lib/parallels-tools, /usr/sbin/xe-daemon
`);

/** What is installed of them. */
export async function platformTools({ tree, packages: installed }: LinuxGuest): Promise<string[]> {
  const left = packages.filter((name) => installed?.has(name));
  for (const path of paths) if (await tree.exists(path)) left.push(path);
  for (const name of await tree.names('/opt')) if (/^VBoxGuestAdditions-/.test(name)) left.push(`/opt/${name}`);
  return left;
}

export const otherPlatform: Check<LinuxGuest> = {
  rule: 'linux.other-platform',
  about: { effect: 'degraded', prepare: 'vendor-agents', from: 'judgement' },
  async assess(guest) {
    const left = await platformTools(guest);
    return left.length > 0 ? fails(seen(left)) : passes(none);
  },
};
