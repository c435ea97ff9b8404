/** All checks of a Linux guest. */
import type { LinuxGuest } from '../facts/linux.ts';
import type { Check } from './check.ts';
import { antivirus } from './linux/antivirus.ts';
import { bootMenu } from './linux/boot-menu.ts';
import { bootMode } from './linux/boot-mode.ts';
import { cardNames } from './linux/card-names.ts';
import { console as consoleSeen } from './linux/console.ts';
import { multipath } from './linux/multipath.ts';
import { lvmDevices } from './linux/lvm-devices.ts';
import { time } from './linux/time.ts';
import { cloudAssistant } from './linux/cloud-assistant.ts';
import { cloudInit } from './linux/cloud-init.ts';
import { defaultInitramfs } from './linux/default-initramfs.ts';
import { dhcp } from './linux/dhcp.ts';
import { efiFallbackOfLinux } from './linux/efi-fallback.ts';
import { extFeatures } from './linux/ext-features.ts';
import { rootFileSystem } from './linux/file-system.ts';
import { firewall } from './linux/firewall.ts';
import { freeSpace } from './linux/free-space.ts';
import { fstab } from './linux/fstab.ts';
import { growpart } from './linux/growpart.ts';
import { grub } from './linux/grub.ts';
import { ipv6 } from './linux/ipv6.ts';
import { libLinks } from './linux/lib-links.ts';
import { lvm } from './linux/lvm.ts';
import { networkManager } from './linux/network-manager.ts';
import { notClean } from './linux/not-clean.ts';
import { nvme } from './linux/nvme.ts';
import { oldKernel } from './linux/old-kernel.ts';
import { otherCloud } from './linux/other-cloud.ts';
import { otherPlatform } from './linux/other-platform.ts';
import { passwordFiles } from './linux/password-files.ts';
import { qemuGa } from './linux/qemu-ga.ts';
import { rootAccount } from './linux/root-account.ts';
import { rootLast } from './linux/root-last.ts';
import { rootLogin } from './linux/root-login.ts';
import { rtc } from './linux/rtc.ts';
import { secondCard } from './linux/second-card.ts';
import { secureBoot } from './linux/secure-boot.ts';
import { securityCenter } from './linux/security-center.ts';
import { selinux } from './linux/selinux.ts';
import { sshd } from './linux/sshd.ts';
import { swap } from './linux/swap.ts';
import { virtio } from './linux/virtio.ts';

export const linuxChecks: readonly Check<LinuxGuest>[] = [
  antivirus,
  bootMenu,
  bootMode,
  cardNames,
  cloudAssistant,
  cloudInit,
  consoleSeen,
  defaultInitramfs,
  dhcp,
  efiFallbackOfLinux,
  extFeatures,
  rootFileSystem,
  firewall,
  freeSpace,
  fstab,
  growpart,
  grub,
  ipv6,
  libLinks,
  lvm,
  lvmDevices,
  multipath,
  networkManager,
  notClean,
  nvme,
  oldKernel,
  otherCloud,
  otherPlatform,
  passwordFiles,
  qemuGa,
  rootAccount,
  rootLast,
  rootLogin,
  rtc,
  secondCard,
  secureBoot,
  securityCenter,
  selinux,
  sshd,
  swap,
  time,
  virtio,
];
