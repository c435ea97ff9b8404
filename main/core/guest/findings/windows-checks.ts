/** All checks of a Windows guest, those that decide whether it starts first. */
import type { WindowsGuest } from '../facts/windows.ts';
import type { Check } from './check.ts';
import { bcd } from './windows/bcd.ts';
import { bootmgr } from './windows/bootmgr.ts';
import { cloudAssistant } from './windows/cloud-assistant.ts';
import { deviceInstall } from './windows/device-install.ts';
import { dirty } from './windows/dirty.ts';
import { diskFilters } from './windows/disk-filters.ts';
import { hibernated } from './windows/hibernated.ts';
import { hotfix } from './windows/hotfix.ts';
import { networkDriver } from './windows/network-driver.ts';
import { otherPlatform } from './windows/other-platform.ts';
import { rdp } from './windows/rdp.ts';
import { registry } from './windows/registry.ts';
import { storageDriver } from './windows/storage-driver.ts';
import { supported } from './windows/supported.ts';
import { sysprep } from './windows/sysprep.ts';
import { update } from './windows/update.ts';
import { xen } from './windows/xen.ts';

export const windowsChecks: readonly Check<WindowsGuest>[] = [
  bcd,
  bootmgr,
  cloudAssistant,
  deviceInstall,
  dirty,
  diskFilters,
  hibernated,
  hotfix,
  networkDriver,
  otherPlatform,
  rdp,
  registry,
  storageDriver,
  supported,
  sysprep,
  update,
  xen,
];
