/** Whether agents of other clouds are running: they ask for a service that ECS does not have, and some set the network or passwords. */
import type { WindowsGuest } from '../../facts/windows.ts';
import type { Check } from '../check.ts';
import { noneOf } from './services-left.ts';

export const otherCloud: Check<WindowsGuest> = {
  rule: 'windows.other-cloud',
  about: { effect: 'degraded', prepare: 'win-vendor-agents', from: 'judgement' },
  assess: noneOf(`
    WindowsAzureGuestAgent, RdAgent, WindowsAzureTelemetryService, AmazonSSMAgent, Ec2Config, EC2Launch,
    AmazonCloudWatchAgent, GCEAgent, google_osconfig_agent, StargateSvc, YDService, QCloud,
    UniAgentClient, HostGuard, CloudResetPwdAgent, cloudbase-init-tencent
  `),
};
