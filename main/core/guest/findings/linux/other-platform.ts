/** Whether tools of the platform it comes from are installed, which find nothing to talk to on ECS. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fine, recommended, some } from '../check.ts';

const tools = [
  'open-vm-tools', 'virtualbox-guest-utils', 'virtualbox-guest-additions', 'prl-tools', 'hyperv-daemons', 'xe-guest-utilities',
  'walinuxagent', 'WALinuxAgent', 'google-guest-agent', 'amazon-ssm-agent',
]; // prettier-ignore

export const otherPlatform: Check<LinuxGuest> = {
  rule: 'linux.other-platform',
  from: 'judgement',
  assess({ packages }) {
    if (packages === undefined) return undefined;
    const left = tools.filter((name) => packages.has(name));
    return left.length > 0 ? recommended(`installed: ${some(left)}`) : fine('none of the known ones');
  },
};
