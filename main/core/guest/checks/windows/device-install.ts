/** Whether Windows may install devices: those of ECS are new to it. */
import { systemNumber, type WindowsGuest } from '../../facts/windows.ts';
import { type Check, absent, fails, passes, seen } from '../check.ts';

export const deviceInstall: Check<WindowsGuest> = {
  rule: 'windows.device-install',
  about: { effect: 'cannot-be-reached', item: 'Server', prepare: 'win-device-install', from: 'image-check' },
  async assess(guest) {
    if (guest.system.hive === undefined) return 'undecided';
    for (const service of ['DeviceInstall', 'PlugPlay']) {
      const off = await systemNumber(guest, `Services\\${service}\\Parameters`, 'DeviceInstallDisabled');
      if (off !== undefined && off !== 0)
        return fails(seen(`DeviceInstallDisabled = ${off}`, `Services\\${service}\\Parameters`));
    }
    return passes(absent('DeviceInstallDisabled'));
  },
};
