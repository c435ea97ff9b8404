/** Which items a Windows server gets, and which commands each release needs for them. */
import type { WindowsKit } from '../../rules/kits.ts';
import type { WindowsItem, SnippetId } from './item.ts';

const item = <const Id extends string>(it: WindowsItem<Id>): WindowsItem<Id> => it;
const vista = (kit: WindowsKit) => kit.nt[0] >= 6;
const after = (kit: WindowsKit, major: number, minor: number) =>
  kit.nt[0] > major || (kit.nt[0] === major && kit.nt[1] >= minor);
/** One command for releases with PowerShell and another for those before Vista and Server 2008. */
const either =
  (newer: SnippetId, older?: SnippetId) =>
  ({ kit }: { readonly kit: WindowsKit }) =>
    vista(kit) ? [newer] : older === undefined ? [] : [older];

/** In the order in which they are best done. */
export const windowsItems = [
  item({ id: 'win-backup', group: 'before', weight: 'must', rules: ['cold-only'] }),
  item({ id: 'win-licence', group: 'licence', weight: 'must', rules: ['windows-activation', 'licence'], tick: 'licence', check: either('win-licence-check') }),
  item({ id: 'win-client', group: 'licence', weight: 'must', rules: ['windows-clients'], applies: ({ kit }) => kit.client }),
  item({ id: 'win-firewall', group: 'access', weight: 'must', rules: ['windows-firewall'], tick: 'firewall', how: either('win-firewall', 'win-firewall-2003'), check: either('win-firewall-check', 'win-firewall-check-2003') }),
  item({ id: 'win-rdp', group: 'access', weight: 'must', rules: ['windows-rdp-port'], tick: 'rdp', how: either('win-rdp', 'win-rdp-2003'), check: either('win-rdp-check', 'win-rdp-check-2003') }),
  item({ id: 'win-uac', group: 'access', weight: 'should', rules: ['windows-uac'], tick: 'uac', applies: ({ kit }) => vista(kit), how: () => ['win-uac'], check: () => ['win-uac-check'] }),
  item({ id: 'win-password', group: 'access', weight: 'must', rules: ['password-length', 'password-kinds', 'password-windows-slash'], tick: 'administrator', how: either('win-password', 'win-password-2003'), check: either('win-password-check') }),
  item({ id: 'win-dhcp', group: 'network', weight: 'must', rules: ['linux-dhcp'], tick: 'dhcp', how: either('win-dhcp', 'win-dhcp-2003'), check: either('win-dhcp-check', 'win-cards-check-2003') }),
  item({ id: 'win-one-nic', group: 'network', weight: 'must', rules: ['one-network-card'], tick: 'one-nic', check: either('win-cards-check', 'win-cards-check-2003') }),
  item({ id: 'win-ipv6', group: 'network', weight: 'should', rules: ['no-ipv6'], tick: 'ipv6', check: either('win-ipv6-check') }),
  item({ id: 'win-file-system', group: 'disks', weight: 'must', rules: ['file-systems-windows', 'file-system-whole', 'partitions-windows', 'partition-tables'], tick: 'file-system', how: either('win-chkdsk'), check: either('win-space-check', 'win-space-check-2003') }),
  item({ id: 'win-free-space', group: 'disks', weight: 'should', rules: ['free-space', 'system-disk-size-windows', 'size-is-virtual'], tick: 'free-space', check: either('win-space-check', 'win-space-check-2003') }),
  item({ id: 'win-bitlocker', group: 'disks', weight: 'must', rules: ['file-system-whole'], tick: 'bitlocker', applies: ({ kit }) => vista(kit), how: () => ['win-bitlocker'], check: () => ['win-bitlocker-check'] }),
  item({ id: 'win-boot-mode', group: 'disks', weight: 'know', rules: ['boot-mode'], check: either('win-boot-check') }),
  item({ id: 'win-data-disks', group: 'disks', weight: 'know', rules: ['data-disks', 'data-disk-size'] }),
  item({ id: 'win-virtio', group: 'drivers', weight: 'must', rules: ['drivers-added'], tick: 'virtio', check: either('win-virtio-check', 'win-virtio-check-2003') }),
  item({ id: 'win-virtio-readonly', group: 'drivers', weight: 'must', rules: ['windows-virtio-readonly'], tick: 'virtio-readonly', how: either('win-readonly', 'win-readonly-2003'), check: either('win-readonly-check') }),
  item({ id: 'win-filter-drivers', group: 'drivers', weight: 'must', rules: ['drivers-added'], tick: 'filter-drivers', check: either('win-filters-check') }),
  item({ id: 'win-device-install', group: 'drivers', weight: 'must', rules: ['drivers-added'], tick: 'device-install', how: ({ kit }) => [after(kit, 6, 1) ? 'win-device-install' : vista(kit) ? 'win-device-install-2008' : 'win-device-install-2003'] }),
  item({ id: 'win-xen', group: 'drivers', weight: 'should', rules: ['drivers-added'], tick: 'xen-leftover', applies: ({ from }) => from === 'xen' || from === 'aws' || from === 'other-cloud', how: either('win-xen'), check: either('win-xen-check') }),
  item({ id: 'win-qemu-ga', group: 'agents', weight: 'must', rules: ['no-qemu-ga'], tick: 'qemu-ga', how: either('win-qemu-ga'), check: either('win-qemu-ga-check') }),
  item({ id: 'win-vendor-agents', group: 'agents', weight: 'should', rules: ['no-qemu-ga'], tick: 'vendor-agents', check: either('win-agents-check') }),
  item({ id: 'win-hotfixes', group: 'system', weight: 'should', rules: ['image-check-systems'], tick: 'hotfixes', applies: ({ kit }) => after(kit, 6, 1), how: () => ['win-hotfix-remove'], check: () => ['win-hotfix-check'] }),
  item({ id: 'win-updates', group: 'system', weight: 'must', rules: ['image-check-systems'], tick: 'updates', applies: ({ kit }) => vista(kit), check: () => ['win-updates-check'] }),
  item({ id: 'win-sysprep', group: 'system', weight: 'must', rules: ['windows-sysprep'], tick: 'sysprep', applies: ({ kit }) => vista(kit), check: () => ['win-sysprep-check'] }),
  item({ id: 'win-system-files', group: 'system', weight: 'must', rules: ['windows-system-files'], how: either('win-sfc', 'win-sfc-2003') }),
  item({ id: 'win-hibernation', group: 'system', weight: 'must', rules: ['file-system-whole'], tick: 'hibernation', applies: ({ kit }) => vista(kit), how: () => ['win-hibernation', 'win-shutdown'], check: () => ['win-hibernation-check'] }),
] as const; // prettier-ignore
