/** All checks of Windows. */
import type { WindowsGuest } from '../facts/windows.ts';
import type { Check } from './check.ts';
import { antivirus } from './windows/antivirus.ts';
import { bcd } from './windows/bcd.ts';
import { bootmgr } from './windows/bootmgr.ts';
import { cloudAssistant } from './windows/cloud-assistant.ts';
import { dhcpClient } from './windows/dhcp.ts';
import { deviceInstall } from './windows/device-install.ts';
import { dirty } from './windows/dirty.ts';
import { diskFilters } from './windows/disk-filters.ts';
import { driveLetters } from './windows/drive-letters.ts';
import { efiFallbackOfWindows } from './windows/efi-fallback.ts';
import { firewall } from './windows/firewall.ts';
import { fixedAddress } from './windows/fixed-address.ts';
import { freeSpace } from './windows/free-space.ts';
import { hibernated } from './windows/hibernated.ts';
import { hotfix } from './windows/hotfix.ts';
import { networkDriver } from './windows/network-driver.ts';
import { nvme } from './windows/nvme.ts';
import { otherCloud } from './windows/other-cloud.ts';
import { otherPlatform } from './windows/other-platform.ts';
import { qemuGa } from './windows/qemu-ga.ts';
import { rdp } from './windows/rdp.ts';
import { readOnlyDrivers } from './windows/read-only-drivers.ts';
import { registry } from './windows/registry.ts';
import { safeMode } from './windows/safe-mode.ts';
import { scsiDriver } from './windows/scsi-driver.ts';
import { secureBoot } from './windows/secure-boot.ts';
import { storageDriver } from './windows/storage-driver.ts';
import { supported } from './windows/supported.ts';
import { sysprep } from './windows/sysprep.ts';
import { uac } from './windows/uac.ts';
import { update } from './windows/update.ts';
import { xen } from './windows/xen.ts';

export const windowsChecks: readonly Check<WindowsGuest>[] = [
  antivirus,
  bcd,
  bootmgr,
  cloudAssistant,
  deviceInstall,
  dhcpClient,
  dirty,
  diskFilters,
  driveLetters,
  efiFallbackOfWindows,
  firewall,
  fixedAddress,
  freeSpace,
  hibernated,
  hotfix,
  networkDriver,
  nvme,
  otherCloud,
  otherPlatform,
  qemuGa,
  rdp,
  readOnlyDrivers,
  registry,
  safeMode,
  scsiDriver,
  secureBoot,
  storageDriver,
  supported,
  sysprep,
  uac,
  update,
  xen,
];
