/** Whether Windows would load a driver: its service, its file, and the entry that ties a device to it before disks can be read. */
import { numberOf } from '../../registry/value.ts';
import { serviceStart, systemText, type WindowsGuest } from '../../facts/windows.ts';

export interface WindowsDriver {
  readonly service: string;
  /** 0 boot, 1 system, 2 automatic, 3 on demand, 4 off; undefined: no such service. */
  readonly start: number | undefined;
  readonly hasFile: boolean;
  /** Windows knows its device before it looks for new hardware. */
  readonly isTied: boolean;
}

/** `devices` as Windows writes them, e.g. `VEN_1AF4&DEV_1001`. Undefined when SYSTEM cannot be read. */
export async function readDriver(
  guest: WindowsGuest,
  service: string,
  devices: readonly string[],
): Promise<WindowsDriver | undefined> {
  const { hive } = guest.system;
  if (hive === undefined) return undefined;
  const image = await systemText(guest, `Services\\${service}`, 'ImagePath');
  const file = image === undefined ? `System32/drivers/${service}.sys` : fileOf(image);
  return {
    service,
    start: await serviceStart(guest, service),
    hasFile: await guest.tree.exists(`/Windows/${file}`),
    isTied: await isTied(guest, service, devices),
  };
}

/** `\SystemRoot\System32\drivers\x.sys` and `system32\drivers\x.sys` are below /Windows. */
export const fileOf = (image: string): string =>
  image.replaceAll('\\', '/').replace(/^\/?(systemroot|windows)?\//i, '');

/** CriticalDeviceDatabase up to Windows 7 and 2008 R2, DriverDatabase since. */
async function isTied(guest: WindowsGuest, service: string, devices: readonly string[]): Promise<boolean> {
  const { tree, system, controlSet } = guest;
  const critical = `${controlSet}\\Control\\CriticalDeviceDatabase`;
  const found = await tree.attempt(async () => {
    const key = await system.hive?.key(critical);
    for (const { name } of key === undefined ? [] : ((await system.hive?.subkeys(key)) ?? [])) {
      if (!devices.some((device) => name.toUpperCase().includes(device))) continue;
      const named = await systemText(guest, `Control\\CriticalDeviceDatabase\\${name}`, 'Service');
      if (named?.toLowerCase() === service.toLowerCase()) return true;
    }
    for (const device of devices) {
      const ids = await system.hive?.key(`DriverDatabase\\DeviceIds\\PCI\\${device}`);
      if (ids !== undefined && ids.valueCount > 0) return true;
    }
    return false;
  });
  return found === true;
}

/** A number anywhere in a hive, not only below the control set. */
export const hiveNumber = (guest: WindowsGuest, which: 'system' | 'software', path: string, name: string) =>
  guest.tree.attempt(async () => numberOf(await guest[which].hive?.value(path, name)));
