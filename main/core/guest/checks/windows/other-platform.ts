/** Whether tools of VMware, VirtualBox, Parallels or Xen are running: on ECS they have nothing to talk to. */
import type { WindowsGuest } from '../../facts/windows.ts';
import type { Check } from '../check.ts';
import { noneOf } from './services-left.ts';

export const otherPlatform: Check<WindowsGuest> = {
  rule: 'windows.other-platform',
  about: { effect: 'degraded', prepare: 'win-vendor-agents', from: 'judgement' },
  assess: noneOf(`
    VMTools, VGAuthService, vmvss, VBoxService, prl_tools, prl_tools_service, Parallels Tools Service,
    XenSvc, xenagent, xensvc, XenInstall
  `),
};
