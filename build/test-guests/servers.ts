/** Whole guests in memory for the tests of checks: a Linux and a Windows server that are fit for ECS, and how to spoil them. */
import type { FileSystem } from '../../main/core/guest/file-system.ts';
import type { GuestVolume } from '../../main/core/guest/volumes.ts';
import { bcdTree } from './bcd-writer.ts';
import { cpioOf } from './cpio.ts';
import { type HiveTree, writeHive } from './hive-writer.ts';
import { memoryFiles } from './memory-files.ts';
import { treeOf, type TreeEntry } from './tree.ts';

export type Files = Readonly<Record<string, TreeEntry>>;

export const rootUuid = '5eed0000-ec51-4a9e-8d15-0000000000aa';
export const kernelVersion = '3.10.0-957.el7.x86_64';
export const diskSignature = 0x1234abcd;
export const windowsStartBytes = 2 ** 20;

export const driverPaths = ['block/virtio_blk', 'virtio/virtio_pci', 'nvme/host/nvme'].map(
  (driver) => `usr/lib/modules/${kernelVersion}/kernel/drivers/${driver}.ko.xz`,
);

export const dpkg = (...names: readonly string[]): Buffer =>
  Buffer.from(
    names
      .map((name) => `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.0-1\n`)
      .join('\n'),
  );

export const grubMenu = (root: string): Buffer =>
  Buffer.from(
    `set default=0\nmenuentry 'CentOS Linux' {\n  linux /boot/vmlinuz-${kernelVersion} root=${root} ro\n` +
      `  initrd /boot/initramfs-${kernelVersion}.img\n}\n`,
  );

export const goodLinux: Files = {
  '/etc/os-release': Buffer.from(
    'ID="centos"\nVERSION_ID="7"\nID_LIKE="rhel fedora"\nPRETTY_NAME="CentOS Linux 7 (Core)"\n',
  ),
  '/etc/fstab': Buffer.from(`UUID=${rootUuid} / xfs defaults 0 0\ntmpfs /tmp tmpfs defaults 0 0\n`),
  '/etc/hostname': Buffer.from('web-1\n'),
  '/etc/passwd': Buffer.from('root:x:0:0:root:/root:/bin/bash\n'),
  '/etc/shadow': Buffer.from('root:$6$x$y:19000:0:99999:7:::\n'),
  '/etc/adjtime': Buffer.from('0.0 0 0.0\n0\nUTC\n'),
  '/etc/selinux/config': Buffer.from('SELINUX=disabled\n'),
  '/etc/sysconfig/network-scripts/ifcfg-eth0': Buffer.from('DEVICE=eth0\nBOOTPROTO=dhcp\nONBOOT=yes\n'),
  '/etc/ssh/sshd_config': Buffer.from('Port 22\n'),
  '/usr/sbin/sshd': Buffer.alloc(4),
  '/usr/bin/passwd': Buffer.alloc(4),
  '/etc/systemd/system/multi-user.target.wants/sshd.service': {
    link: '/usr/lib/systemd/system/sshd.service',
  },
  '/boot/grub2/grub.cfg': grubMenu(`UUID=${rootUuid}`),
  [`/boot/vmlinuz-${kernelVersion}`]: Buffer.alloc(16),
  [`/boot/initramfs-${kernelVersion}.img`]: cpioOf(driverPaths),
  [`/usr/lib/modules/${kernelVersion}/kernel/drivers/net/virtio_net.ko.xz`]: Buffer.alloc(4),
  '/lib': { link: 'usr/lib' },
  '/var/lib/dpkg/status': dpkg('cloud-init', 'cloud-guest-utils', 'openssh-server'),
  '/usr/local/share/aliyun-assist': 'directory',
  '/usr/local/aegis': 'directory',
};

const driver = (start: number, name: string): HiveTree => ({
  values: { Start: start, ImagePath: `\\SystemRoot\\System32\\drivers\\${name}.sys` },
});

export const goodServices: Readonly<Record<string, HiveTree>> = {
  viostor: driver(0, 'viostor'),
  netkvm: driver(3, 'netkvm'),
  stornvme: driver(0, 'stornvme'),
};

export interface WindowsWish {
  readonly services?: Readonly<Record<string, HiveTree>>;
  /** Of the control set, beside the services. */
  readonly control?: Readonly<Record<string, HiveTree>>;
  readonly setup?: HiveTree;
  /** Device identifiers in DriverDatabase. */
  readonly devices?: readonly string[];
  readonly software?: HiveTree;
  readonly bootOffset?: number;
  /** Safe Mode of the default entry. */
  readonly safeBoot?: number;
  /** What Windows remembers of the partition that is C. */
  readonly letterC?: Buffer;
  /** Values of the policies that have EnableLUA among them. */
  readonly policies?: HiveTree;
  readonly dirtyHive?: boolean;
  readonly product?: string;
  readonly ntVersion?: string;
  readonly build?: string;
}

/** How MountedDevices names a partition of an MBR disk. */
export function letterOf(startBytes: number): Buffer {
  const value = Buffer.alloc(12);
  value.writeUInt32LE(diskSignature);
  value.writeBigUInt64LE(BigInt(startBytes), 4);
  return value;
}

export const servicing = (keys: Readonly<Record<string, HiveTree>>): HiveTree => ({
  keys: {
    Microsoft: {
      keys: { Windows: { keys: { CurrentVersion: { keys: { 'Component Based Servicing': { keys } } } } } },
    },
  },
});

/** The files of a Windows Server 2016 that is fit for ECS, or what `wish` makes of it. */
export function windowsFiles(wish: WindowsWish = {}): Files {
  const { services = goodServices, devices = ['VEN_1AF4&DEV_1001&SUBSYS_00021AF4&REV_00', 'VEN_1AF4&DEV_1001'] } = wish;
  const system: HiveTree = {
    keys: {
      MountedDevices: { values: { '\\DosDevices\\C:': wish.letterC ?? letterOf(windowsStartBytes) } },
      Select: { values: { Current: 1 } },
      Setup: wish.setup ?? { values: { SetupType: 0, SystemSetupInProgress: 0 } },
      DriverDatabase: {
        keys: { DeviceIds: { keys: { PCI: { keys: Object.fromEntries(devices.map((id) => [id, { values: { 'viostor.inf': Buffer.alloc(4) } }])) } } } },
      },
      ControlSet001: {
        keys: {
          Services: { keys: services },
          Control: {
            keys: {
              'Terminal Server': { values: { fDenyTSConnections: 0 } },
              ComputerName: { keys: { ComputerName: { values: { ComputerName: 'WIN-1' } } } },
              'Session Manager': { keys: { Environment: { values: { PROCESSOR_ARCHITECTURE: 'AMD64' } } } },
              Class: { keys: { '{4d36e967-e325-11ce-bfc1-08002be10318}': { values: { UpperFilters: ['partmgr'] } } } },
              ...wish.control,
            },
          },
        },
      },
    },
  }; // prettier-ignore
  const currentVersion: HiveTree = {
    values: {
      ProductName: wish.product ?? 'Windows Server 2016 Standard',
      EditionID: 'ServerStandard',
      CurrentVersion: wish.ntVersion ?? '6.3',
      CurrentBuildNumber: wish.build ?? '14393',
    },
  };
  const microsoft = (wish.software ?? servicing({ Packages: {} })).keys?.['Microsoft']?.keys ?? {};
  const software: HiveTree = {
    keys: {
      ...wish.software?.keys,
      Microsoft: { keys: { ...microsoft, 'Windows NT': { keys: { CurrentVersion: currentVersion } } } },
    },
  };
  const place = { diskSignature, offset: wish.bootOffset ?? windowsStartBytes };
  const loader = {
    id: '{fde483f1-1482-11e2-90a1-00505698002c}',
    description: 'Windows Server 2016',
    device: place,
    path: '\\Windows\\system32\\winload.exe',
    safeBoot: wish.safeBoot,
  };
  return {
    '/Windows/System32/config/SYSTEM': writeHive(system, { dirty: wish.dirtyHive ?? false }),
    '/Windows/System32/config/SOFTWARE': writeHive(software),
    '/Windows/System32/drivers/viostor.sys': Buffer.alloc(8),
    '/Windows/System32/drivers/netkvm.sys': Buffer.alloc(8),
    '/Windows/System32/drivers/partmgr.sys': Buffer.alloc(8),
    '/Windows/System32/drivers/stornvme.sys': Buffer.alloc(8),
    '/bootmgr': Buffer.alloc(8),
    '/Boot/BCD': writeHive(bcdTree({ device: place, loaders: [loader] })),
    '/ProgramData/aliyun/assist': 'directory',
  };
}

/** A volume with these files on the first partition of a disk. */
export function volumeWith(files: Files, facts: Partial<FileSystem> = {}): { volume: GuestVolume; files: FileSystem } {
  const partition = {
    number: 1, type: 'Linux', typeId: '0x83', uuid: '1234abcd-01', name: '', active: true,
    startBytes: windowsStartBytes, sizeBytes: 2 ** 30,
  }; // prettier-ignore
  return {
    volume: {
      name: 'disk 1 partition 1',
      place: { kind: 'partition', disk: 0, partition },
      sizeBytes: 2 ** 30,
      content: { kind: 'ext', uuid: rootUuid, label: '' },
    },
    files: { ...memoryFiles(treeOf(files)), totalBytes: 2 ** 34, freeBytes: 2 ** 33, ...facts },
  };
}
