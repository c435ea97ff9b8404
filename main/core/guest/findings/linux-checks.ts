/** All checks of a Linux guest, those that decide whether it starts first. */
import type { LinuxGuest } from '../facts/linux.ts';
import type { Check } from './check.ts';
import { bootMenu } from './linux/boot-menu.ts';
import { cardNames } from './linux/card-names.ts';
import { cloudAssistant } from './linux/cloud-assistant.ts';
import { cloudInit } from './linux/cloud-init.ts';
import { defaultInitramfs } from './linux/default-initramfs.ts';
import { dhcp } from './linux/dhcp.ts';
import { freeSpace } from './linux/free-space.ts';
import { fstab } from './linux/fstab.ts';
import { growpart } from './linux/growpart.ts';
import { grub } from './linux/grub.ts';
import { libLinks } from './linux/lib-links.ts';
import { nvme } from './linux/nvme.ts';
import { oldKernel } from './linux/old-kernel.ts';
import { otherPlatform } from './linux/other-platform.ts';
import { passwordFiles } from './linux/password-files.ts';
import { qemuGa } from './linux/qemu-ga.ts';
import { rootLast } from './linux/root-last.ts';
import { rtc } from './linux/rtc.ts';
import { securityCenter } from './linux/security-center.ts';
import { selinux } from './linux/selinux.ts';
import { sshd } from './linux/sshd.ts';
import { virtio } from './linux/virtio.ts';

export const linuxChecks: readonly Check<LinuxGuest>[] = [
  bootMenu,
  cardNames,
  cloudAssistant,
  cloudInit,
  defaultInitramfs,
  dhcp,
  freeSpace,
  fstab,
  growpart,
  grub,
  libLinks,
  nvme,
  oldKernel,
  otherPlatform,
  passwordFiles,
  qemuGa,
  rootLast,
  rtc,
  securityCenter,
  selinux,
  sshd,
  virtio,
];
