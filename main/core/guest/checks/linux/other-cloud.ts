/** Whether agents of other clouds are installed: they ask for a service that ECS does not have, and some set the network or passwords. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fails, namesIn, none, passes, seen } from '../check.ts';

const packages = namesIn(`
  walinuxagent, WALinuxAgent, google-guest-agent, google-compute-engine, google-osconfig-agent,
  amazon-ssm-agent, amazon-cloudwatch-agent, ec2-instance-connect, ec2-net-utils, oracle-cloud-agent,
  cloudResetPwdAgent, hostguard, scw-agent
`);
const paths = namesIn(`
  /usr/sbin/waagent, /usr/bin/google_guest_agent, /usr/local/qcloud, /usr/local/uniagent,
  /CloudrResetPwdAgent, /CloudResetPwdUpdateAgent, /usr/local/hostguard, /opt/digitalocean,
  /usr/local/cloudmonitor-bcc, /opt/bcm-agent
`);

export const otherCloud: Check<LinuxGuest> = {
  rule: 'linux.other-cloud',
  about: { effect: 'degraded', prepare: 'vendor-agents', from: 'judgement' },
  async assess({ tree, packages: installed }) {
    const found = packages.filter((name) => installed?.has(name));
    for (const path of paths) if (await tree.exists(path)) found.push(path);
    return found.length > 0 ? fails(seen(found)) : passes(none);
  },
};
