/** Whether tools of the platform it comes from are installed, which find nothing to talk to on ECS. */
import { systemNumber, type WindowsGuest } from '../../facts/windows.ts';
import { type Check, fine, recommended, some } from '../check.ts';

export const otherPlatform: Check<WindowsGuest> = {
  rule: 'windows.other-platform',
  from: 'judgement',
  async assess(guest) {
    if (guest.system.hive === undefined) return undefined;
    const left: string[] = [];
    for (const service of [
      'VMTools',
      'VBoxService',
      'prl_tools',
      'XenSvc',
      'WindowsAzureGuestAgent',
      'AmazonSSMAgent',
      'QEMU-GA',
    ]) {
      const start = await systemNumber(guest, `Services\\${service}`, 'Start');
      if (start !== undefined && start !== 4) left.push(service);
    }
    return left.length > 0 ? recommended(`services: ${some(left)}`) : fine('none of the known ones');
  },
};
