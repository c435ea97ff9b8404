/** What each release is made of: service manager, firewall, network, initramfs and packages. Decides which commands fit. */

export type Init = 'sysv' | 'upstart' | 'systemd';
export type Firewall = 'iptables' | 'firewalld' | 'ufw' | 'nftables' | 'susefirewall2' | 'other';
export type Network = 'ifcfg' | 'nm-keyfile' | 'netplan' | 'interfaces' | 'wicked' | 'ifcfg-suse' | 'other';
export type Initramfs = 'mkinitrd' | 'dracut' | 'update-initramfs' | 'mkinitrd-suse' | 'other';
export type BootLoader = 'grub-legacy' | 'grub2' | 'update-grub' | 'other';

export interface LinuxKit {
  readonly os: 'linux';
  readonly init: Init;
  readonly packages: 'yum' | 'dnf' | 'apt' | 'zypper' | 'other';
  readonly firewall: Firewall;
  readonly network: Network;
  /** `keep`: the release has no other service for its network, so NetworkManager stays. */
  readonly networkManager: 'disable' | 'keep' | 'absent';
  readonly initramfs: Initramfs;
  readonly bootLoader: BootLoader;
  readonly selinux: boolean;
  /** Name of the SSH server's service. */
  readonly ssh: 'sshd' | 'ssh';
  /** Kernel the release came with: major and minor, for the driver rules. */
  readonly kernel: readonly [number, number];
  /** Packages of the release's own archive; absent where it never had them. */
  readonly cloudInit: 'package' | 'epel' | 'alibaba-build';
}

export interface WindowsKit {
  readonly os: 'windows';
  /** NT version, e.g. 6.1 for Server 2008 R2. */
  readonly nt: readonly [number, number];
  /** PowerShell it came with; 0 where there is none. */
  readonly powershell: 0 | 1 | 2 | 3 | 4 | 5;
  readonly client: boolean;
}
export type Kit = LinuxKit | WindowsKit;

const rhel: LinuxKit = {
  os: 'linux',
  init: 'systemd',
  packages: 'dnf',
  firewall: 'firewalld',
  network: 'nm-keyfile',
  networkManager: 'keep',
  initramfs: 'dracut',
  bootLoader: 'grub2',
  selinux: true,
  ssh: 'sshd',
  kernel: [5, 14],
  cloudInit: 'package',
};
const debian: LinuxKit = {
  os: 'linux',
  init: 'systemd',
  packages: 'apt',
  firewall: 'nftables',
  network: 'interfaces',
  networkManager: 'absent',
  initramfs: 'update-initramfs',
  bootLoader: 'update-grub',
  selinux: false,
  ssh: 'ssh',
  kernel: [6, 1],
  cloudInit: 'package',
};
const suse: LinuxKit = {
  os: 'linux',
  init: 'systemd',
  packages: 'zypper',
  firewall: 'firewalld',
  network: 'wicked',
  networkManager: 'absent',
  initramfs: 'dracut',
  bootLoader: 'grub2',
  selinux: false,
  ssh: 'sshd',
  kernel: [5, 3],
  cloudInit: 'package',
};

const rhel7: LinuxKit = {
  ...rhel,
  packages: 'yum',
  network: 'ifcfg',
  networkManager: 'disable',
  kernel: [3, 10],
};
const rhel6: LinuxKit = { ...rhel7, init: 'sysv', firewall: 'iptables', bootLoader: 'grub-legacy', kernel: [2, 6], cloudInit: 'epel' }; // prettier-ignore
const oldUbuntu: LinuxKit = {
  ...debian,
  init: 'upstart',
  firewall: 'ufw',
  kernel: [2, 6],
  cloudInit: 'package',
};
const windows = (nt: readonly [number, number], powershell: WindowsKit['powershell'], client = false): WindowsKit => ({
  os: 'windows',
  nt,
  powershell,
  client,
});

export const kits = {
  rhel5: { ...rhel6, initramfs: 'mkinitrd', cloudInit: 'alibaba-build' },
  rhel6,
  rhel7,
  rhel8: { ...rhel, network: 'ifcfg', kernel: [4, 18] },
  rhel9: rhel,
  fedora: { ...rhel, kernel: [6, 11] },
  debian6: { ...debian, init: 'sysv', firewall: 'iptables', kernel: [2, 6], cloudInit: 'alibaba-build' },
  debian7: { ...debian, init: 'sysv', firewall: 'iptables', kernel: [3, 2] },
  debian8: { ...debian, firewall: 'iptables', kernel: [3, 16] },
  debian9: { ...debian, firewall: 'iptables', kernel: [4, 9] },
  debian10: { ...debian, kernel: [4, 19] },
  debian11: { ...debian, kernel: [5, 10] },
  debian12: debian,
  ubuntu10: { ...oldUbuntu, cloudInit: 'alibaba-build' },
  ubuntu12: { ...oldUbuntu, kernel: [3, 2] },
  ubuntu14: { ...oldUbuntu, kernel: [3, 13] },
  ubuntu16: { ...debian, firewall: 'ufw', kernel: [4, 4] },
  ubuntu18: { ...debian, firewall: 'ufw', network: 'netplan', kernel: [4, 15] },
  ubuntu20: { ...debian, firewall: 'ufw', network: 'netplan', kernel: [5, 4] },
  ubuntu22: { ...debian, firewall: 'ufw', network: 'netplan', kernel: [5, 15] },
  ubuntu24: { ...debian, firewall: 'ufw', network: 'netplan', kernel: [6, 8] },
  suse10: { ...suse, init: 'sysv', firewall: 'susefirewall2', network: 'ifcfg-suse', networkManager: 'disable', initramfs: 'mkinitrd-suse', bootLoader: 'grub-legacy', kernel: [2, 6], cloudInit: 'alibaba-build' },
  suse11: { ...suse, init: 'sysv', firewall: 'susefirewall2', network: 'ifcfg-suse', networkManager: 'disable', initramfs: 'mkinitrd-suse', bootLoader: 'grub-legacy', kernel: [3, 0], cloudInit: 'alibaba-build' },
  suse12: { ...suse, firewall: 'susefirewall2', kernel: [3, 12] },
  suse15: suse,
  otherLinux: { ...debian, packages: 'other', firewall: 'other', network: 'other', initramfs: 'other', bootLoader: 'other', ssh: 'sshd', kernel: [5, 10], cloudInit: 'alibaba-build' },
  win2003: windows([5, 2], 0),
  win2008: windows([6, 0], 0),
  win2008r2: windows([6, 1], 2),
  win2012: windows([6, 2], 3),
  win2012r2: windows([6, 3], 4),
  win2016: windows([10, 0], 5),
  winXp: windows([5, 1], 0, true),
  win7: windows([6, 1], 2, true),
  win8: windows([6, 2], 3, true),
  win10: windows([10, 0], 5, true),
} as const satisfies Record<string, Kit>; // prettier-ignore
export type KitId = keyof typeof kits;
