/** Whether Windows may install devices: the ECS hardware is new to it. */
import { systemNumber, type WindowsGuest } from '../../facts/windows.ts';
import { type Check, absent, fine, seen, strong } from '../check.ts';

export const deviceInstall: Check<WindowsGuest> = {
  rule: 'windows.device-install',
  item: 'GUESTOS.Server',
  from: 'image-check',
  async assess(guest) {
    if (guest.system.hive === undefined) return undefined;
    for (const service of ['DeviceInstall', 'PlugPlay']) {
      const off = await systemNumber(guest, `Services\\${service}\\Parameters`, 'DeviceInstallDisabled');
      if (off !== undefined && off !== 0)
        return strong(seen(`DeviceInstallDisabled = ${off}`, `Services\\${service}\\Parameters`));
    }
    return fine(absent('DeviceInstallDisabled'));
  },
};
