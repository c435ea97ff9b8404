/** Which item of Alibaba Cloud's image check each of our checks answers ahead of time, and the items that only report a fact. */
import type { GuestFacts, GuestRule } from './guest.ts';

/** Without the `GUESTOS.` before it. A rule that is not here is no item of theirs. */
export const imageCheckItems: { readonly [R in GuestRule]?: string } = {
  'guest.no-system': 'SystemImage',
  'linux.boot-menu': 'Grub',
  'linux.boot-mode': 'BootMode',
  'linux.cloud-assistant': 'CloudAssistant',
  'linux.cloud-init': 'CloudInit',
  'linux.dhcp': 'Dhcp',
  'linux.fstab': 'Fstab',
  'linux.grub': 'Grub',
  'linux.growpart': 'OnlineResizeFS',
  'linux.nvme': 'Nvme',
  'linux.old-kernel': 'SupportMocInstanceTypes',
  'linux.rtc': 'RtcTimeMode',
  'linux.security-center': 'SecurityCenterAgent',
  'linux.selinux': 'Selinux',
  'linux.virtio': 'Virtio',
  'windows.bcd': 'BCD',
  'windows.bootmgr': 'BootMgr',
  'windows.cloud-assistant': 'CloudAssistant',
  'windows.device-install': 'Server',
  'windows.disk-filters': 'Disk',
  'windows.hotfix': 'Hotfix',
  'windows.network-driver': 'Virtio',
  'windows.registry': 'Registry',
  'windows.storage-driver': 'Virtio',
  'windows.sysprep': 'Sysprep',
  'windows.update': 'Update',
  'windows.xen': 'Xen',
};

/** Items that judge nothing, and the fact of ours that says the same. */
export const reportedItems: { readonly [item: string]: (guest: GuestFacts) => string | undefined } = {
  Platform: ({ osType }) => (osType === 'unknown' ? undefined : osType),
  OSVersion: ({ prettyName, distribution, version }) =>
    prettyName ?? [distribution, version].filter(Boolean).join(' '),
  Architecture: ({ architecture }) => architecture,
  KernelVersion: ({ kernel }) => kernel,
  BootMode: ({ bootMode }) => (bootMode === 'unknown' ? undefined : bootMode),
};
