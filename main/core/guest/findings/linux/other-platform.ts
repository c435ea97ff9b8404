/** Whether tools of the platform it comes from are installed, which find nothing to talk to on ECS. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fine, none, recommended, seen } from '../check.ts';

const packages = [
  'open-vm-tools', 'open-vm-tools-desktop', 'virtualbox-guest-utils', 'virtualbox-guest-x11', 'virtualbox-guest-additions', 'prl-tools',
  'hyperv-daemons', 'hypervkvpd', 'hyperv-tools', 'linux-cloud-tools-common', 'hyper-v', 'xe-guest-utilities', 'xe-guest-utilities-latest', 'xen-guest-agent',
]; // prettier-ignore
const paths = ['/etc/vmware-tools', '/usr/lib/vmware-tools', '/opt/VBoxGuestAdditions', '/usr/sbin/VBoxService', '/usr/lib/parallels-tools', '/usr/sbin/xe-daemon']; // prettier-ignore

export const otherPlatform: Check<LinuxGuest> = {
  rule: 'linux.other-platform',
  from: 'judgement',
  async assess({ tree, packages: installed }) {
    const left = packages.filter((name) => installed?.has(name));
    for (const path of paths) if (await tree.exists(path)) left.push(path);
    for (const name of await tree.names('/opt'))
      if (/^VBoxGuestAdditions-/.test(name)) left.push(`/opt/${name}`);
    return left.length > 0 ? recommended(seen(left)) : fine(none);
  },
};
