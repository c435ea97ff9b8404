/** Which items a Linux server gets, and which commands each release needs for them. */
import type { LinuxKit } from '../../rules/kits.ts';
import { drivesNvme } from '../../rules/values.ts';
import type { LinuxItem, SnippetId } from './item.ts';

const item = <const Id extends string>(it: LinuxItem<Id>): LinuxItem<Id> => it;
type Pick1 = (kit: LinuxKit) => readonly SnippetId[];

const firewall: Pick1 = (kit) => {
  switch (kit.firewall) {
    case 'iptables':
      if (kit.packages !== 'apt') return ['firewall-iptables-rhel'];
      return [kit.init === 'systemd' ? 'firewall-netfilter-persistent' : 'firewall-iptables-debian'];
    case 'firewalld':
      return ['firewall-firewalld'];
    case 'ufw':
      return ['firewall-ufw'];
    case 'nftables':
      return ['firewall-nftables'];
    case 'susefirewall2':
      return [kit.init === 'systemd' ? 'firewall-suse-systemd' : 'firewall-suse-sysv'];
    case 'other':
      return [];
  }
};
const firewallCheck: Pick1 = ({ firewall: kind }) =>
  kind === 'nftables' ? ['firewall-check-nft'] : kind === 'ufw' ? ['firewall-check-ufw'] : ['firewall-check'];

const ssh: Pick1 = (kit) => {
  if (kit.init === 'upstart') return ['ssh-upstart'];
  if (kit.init === 'sysv') return [kit.packages === 'apt' ? 'ssh-debian-sysv' : 'ssh-sysv'];
  return [kit.ssh === 'ssh' ? 'ssh-systemd-ssh' : 'ssh-systemd-sshd'];
};

const networkManager: Pick1 = (kit) =>
  kit.network === 'ifcfg-suse' ? ['nm-off-suse'] : [kit.init === 'systemd' ? 'nm-off-systemd' : 'nm-off-sysv'];
const networkManagerCheck: Pick1 = (kit) =>
  kit.network === 'ifcfg-suse' ? ['nm-check-suse'] : [kit.init === 'systemd' ? 'nm-check-systemd' : 'nm-check-sysv'];

const dhcp: { readonly [N in LinuxKit['network']]: readonly SnippetId[] } = {
  ifcfg: ['dhcp-ifcfg'],
  'nm-keyfile': ['dhcp-keyfile'],
  netplan: ['dhcp-netplan'],
  interfaces: ['dhcp-interfaces'],
  wicked: ['dhcp-suse'],
  'ifcfg-suse': ['dhcp-suse'],
  other: [],
};
const dhcpCheck: { readonly [N in LinuxKit['network']]: readonly SnippetId[] } = {
  ifcfg: ['dhcp-check-ifcfg'],
  'nm-keyfile': ['dhcp-check-keyfile'],
  netplan: ['dhcp-check-netplan'],
  interfaces: ['dhcp-check-interfaces'],
  wicked: ['dhcp-check-suse'],
  'ifcfg-suse': ['dhcp-check-suse'],
  other: ['dhcp-check-other'],
};

const isSuse = (kit: LinuxKit) => kit.packages === 'zypper';
const virtio: Pick1 = (kit) => {
  switch (kit.initramfs) {
    case 'mkinitrd':
      return ['mkinitrd-rhel5'];
    case 'dracut':
      return ['virtio-dracut-conf', isSuse(kit) ? 'dracut-suse' : 'dracut'];
    case 'update-initramfs':
      return ['virtio-initramfs-tools', 'update-initramfs'];
    case 'mkinitrd-suse':
      return ['virtio-suse-kernel', 'mkinitrd-suse'];
    case 'other':
      return [];
  }
};
const nvme: Pick1 = (kit) => {
  if (kit.initramfs === 'dracut') return ['nvme-dracut-conf', isSuse(kit) ? 'dracut-suse' : 'dracut'];
  return kit.initramfs === 'update-initramfs' ? ['nvme-initramfs-tools', 'update-initramfs'] : [];
};
const initramfsCheck: Pick1 = (kit) => {
  switch (kit.initramfs) {
    case 'mkinitrd':
      return ['initramfs-old'];
    case 'dracut':
      return [isSuse(kit) ? 'initramfs-dracut-suse' : 'initramfs-dracut'];
    case 'update-initramfs':
      return ['initramfs-debian'];
    case 'mkinitrd-suse':
      return ['initramfs-suse-old'];
    case 'other':
      return [];
  }
};
const loader: Pick1 = ({ bootLoader }) => {
  if (bootLoader === 'update-grub') return ['loader-uuid', 'loader-update-grub'];
  return bootLoader === 'grub2' ? ['loader-uuid', 'loader-grub2'] : [];
};
const cloudInit: Pick1 = (kit) => {
  if (kit.cloudInit === 'alibaba-build' || kit.packages === 'other') return [];
  if (kit.cloudInit === 'epel') return ['cloud-init-epel', 'cloud-init-source'];
  return [`cloud-init-${kit.packages}`, 'cloud-init-source'];
};
const growpart: Pick1 = (kit) => {
  if (kit.packages === 'other') return [];
  return kit.packages === 'apt' && kit.kernel[0] < 3 ? ['growpart-apt-old'] : [`growpart-${kit.packages}`];
};
const old = (kit: LinuxKit) => kit.init !== 'systemd';

/** In the order in which they are best done. */
export const linuxItems = [
  item({ id: 'backup', group: 'before', weight: 'must', rules: ['cold-only'] }),
  item({ id: 'licence', group: 'licence', weight: 'must', rules: ['redhat-byol', 'licence'], applies: ({ os }) => os.licence === 'byol-only' }),
  item({ id: 'ssh', group: 'access', weight: 'must', rules: ['linux-ssh-port'], tick: 'ssh', how: ({ kit }) => [...ssh(kit), 'ssh-root-login'], check: ({ kit }) => ['ssh-config', old(kit) ? 'ssh-listens' : 'ssh-listens-ss'] }),
  item({ id: 'firewall', group: 'access', weight: 'must', rules: ['linux-firewall'], tick: 'firewall', how: ({ kit }) => firewall(kit), check: ({ kit }) => firewallCheck(kit) }),
  item({ id: 'password', group: 'access', weight: 'must', rules: ['password-length', 'password-kinds'], tick: 'root-account', how: () => ['password-set'], check: () => ['password-check'] }),
  item({ id: 'passwd-command', group: 'access', weight: 'must', rules: ['linux-shadow'], tick: 'passwd-command' }),
  item({ id: 'shadow', group: 'access', weight: 'must', rules: ['linux-shadow'], tick: 'shadow-attributes', how: () => ['shadow-free'], check: () => ['shadow-check'] }),
  item({ id: 'selinux', group: 'access', weight: 'must', rules: ['linux-selinux'], tick: 'selinux', applies: ({ kit }) => kit.selinux, how: () => ['selinux-off'], check: () => ['selinux-check'] }),
  item({ id: 'network-manager', group: 'network', weight: 'should', rules: ['linux-network-manager'], tick: 'network-manager', applies: ({ kit }) => kit.networkManager === 'disable', how: ({ kit }) => networkManager(kit), check: ({ kit }) => networkManagerCheck(kit) }),
  item({ id: 'network-manager-stays', group: 'network', weight: 'know', rules: ['linux-network-manager'], applies: ({ kit }) => kit.networkManager === 'keep' }),
  item({ id: 'dhcp', group: 'network', weight: 'must', rules: ['linux-dhcp'], tick: 'dhcp', how: ({ kit }) => dhcp[kit.network], check: ({ kit }) => dhcpCheck[kit.network] }),
  item({ id: 'one-nic', group: 'network', weight: 'must', rules: ['one-network-card'], tick: 'one-nic', check: () => ['cards-check'] }),
  item({ id: 'ipv6', group: 'network', weight: 'should', rules: ['no-ipv6'], tick: 'ipv6', how: ({ kit }) => [kit.kernel[0] < 3 ? 'ipv6-off-old' : 'ipv6-off'], check: () => ['ipv6-check'] }),
  item({ id: 'mac-bound', group: 'network', weight: 'should', rules: ['linux-dhcp'], tick: 'mac-bound', how: ({ kit }) => (kit.network === 'ifcfg' ? ['mac-udev', 'mac-ifcfg'] : ['mac-udev']), check: () => ['mac-check'] }),
  item({ id: 'fstab', group: 'disks', weight: 'must', rules: ['fstab', 'uuid-names'], tick: 'fstab', how: () => ['fstab-uuid'], check: () => ['fstab-check'] }),
  item({ id: 'extra-mounts', group: 'disks', weight: 'must', rules: ['fstab'], tick: 'extra-mounts', how: () => ['mounts-off'], check: () => ['mounts-check'] }),
  item({ id: 'boot-loader', group: 'disks', weight: 'must', rules: ['uuid-names', 'linux-menu-lst'], tick: 'boot-loader', how: ({ kit }) => loader(kit), check: ({ kit }) => [kit.bootLoader === 'grub-legacy' ? 'loader-check-legacy' : 'loader-check'] }),
  item({ id: 'partitions', group: 'disks', weight: 'should', rules: ['partitions-linux', 'partition-tables', 'no-lvm', 'no-swap-partition', 'root-last'], tick: 'partitions', how: () => ['swap-file'], check: ({ kit }) => [old(kit) ? 'partitions-check-old' : 'partitions-check'] }),
  item({ id: 'encryption', group: 'disks', weight: 'must', rules: ['partitions-linux'], tick: 'encryption', check: () => ['crypt-check'] }),
  item({ id: 'file-system', group: 'disks', weight: 'must', rules: ['file-systems-linux', 'file-system-whole', 'tolerated-file-systems'], tick: 'file-system', how: ({ kit }) => [old(kit) ? 'fs-check-next-start' : 'fs-check-grub'], check: () => ['fs-type'] }),
  item({ id: 'ext4-features', group: 'disks', weight: 'should', rules: ['ext4-64bit', 'ext4-project-quota'], tick: 'ext4-features', how: () => ['ext4-no-64bit', 'ext4-no-project'], check: () => ['ext4-features'] }),
  item({ id: 'free-space', group: 'disks', weight: 'should', rules: ['free-space', 'system-disk-advised'], tick: 'free-space', check: () => ['space-check'] }),
  item({ id: 'data-disks', group: 'disks', weight: 'know', rules: ['data-disks', 'data-disk-size'] }),
  item({ id: 'boot-mode', group: 'disks', weight: 'know', rules: ['boot-mode'] }),
  item({ id: 'virtio', group: 'drivers', weight: 'must', rules: ['linux-virtio', 'drivers-added', 'virtio-kernel', 'virtio-initramfs'], tick: 'virtio', how: ({ kit }) => virtio(kit), check: ({ kit }) => ['virtio-config', ...initramfsCheck(kit)] }),
  item({ id: 'nvme', group: 'drivers', weight: 'should', rules: ['nvme'], tick: 'nvme', applies: ({ kit }) => drivesNvme(kit.kernel), how: ({ kit }) => nvme(kit), check: ({ kit }) => initramfsCheck(kit) }),
  item({ id: 'kernel', group: 'drivers', weight: 'know', rules: ['old-kernels', 'fw-cfg'], tick: 'kernel', check: () => ['kernel'] }),
  item({ id: 'cloud-init', group: 'agents', weight: 'must', rules: ['linux-cloud-init'], tick: 'cloud-init', how: ({ kit }) => cloudInit(kit), check: () => ['cloud-init-check', 'cloud-init-check-source'] }),
  item({ id: 'growpart', group: 'agents', weight: 'should', rules: ['root-last'], tick: 'growpart', how: ({ kit }) => growpart(kit), check: () => ['growpart-check'] }),
  item({ id: 'qemu-ga', group: 'agents', weight: 'must', rules: ['no-qemu-ga'], tick: 'qemu-ga', how: ({ kit }) => (kit.packages === 'other' ? [] : [`qemu-ga-${kit.packages}`]), check: () => ['qemu-ga-check'] }),
  item({ id: 'vendor-agents', group: 'agents', weight: 'should', rules: ['no-qemu-ga'], tick: 'vendor-agents', check: () => ['agents-check'] }),
  item({ id: 'system-files', group: 'system', weight: 'must', rules: ['linux-system-files', 'linux-issue'], tick: 'system-files', check: () => ['issue-check'] }),
  item({ id: 'clock', group: 'system', weight: 'should', rules: ['clock-utc'], tick: 'clock', how: ({ kit }) => [old(kit) ? 'clock-utc-old' : 'clock-utc'], check: () => ['clock-check'] }),
  item({ id: 'others-linux', group: 'system', weight: 'know', rules: ['non-standard-linux', 'others-linux'], applies: ({ os }) => os.platform === 'Others Linux' }),
  item({ id: 'customized-linux', group: 'system', weight: 'must', rules: ['non-standard-linux', 'customized-linux'], applies: ({ os }) => os.platform === 'Customized Linux' }),
] as const; // prettier-ignore
