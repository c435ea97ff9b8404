/** Servers that start and are reached in ECS, as thirteen distributions set them up: nothing is found wrong with any. */
import { expect, test } from 'vitest';
import { cpioOf } from '../../../../build/test-guests/cpio.ts';
import { type Files, goodLinux, rootUuid, volumeWith } from '../../../../build/test-guests/servers.ts';
import type { FileSystem } from '../file-system.ts';
import { readLinux } from '../facts/linux.ts';
import type { OpenVolume } from '../facts/open-volumes.ts';
import { linuxChecks } from './linux-checks.ts';
import { runChecks } from './run-checks.ts';

const { signal } = new AbortController();
const text = (content: string): Buffer => Buffer.from(content);
const wants = (...units: readonly string[]): Files =>
  Object.fromEntries(
    units.map((unit) => [
      `/etc/systemd/system/multi-user.target.wants/${unit}`,
      { link: `/usr/lib/systemd/system/${unit}` },
    ]),
  );
const bootUuid = '5eed0000-ec51-4a9e-8d15-0000000000b0';
const without = ['/boot/', '/etc/sysconfig/', '/usr/lib/modules', '/etc/os-release', '/etc/fstab', '/etc/ssh'];
const bare = Object.fromEntries(
  Object.entries(goodLinux).filter(([path]) => !without.some((one) => path.startsWith(one))),
);

/** Kernel, initramfs and modules of a version. */
function kernel(version: string, files: { kernel: string; initramfs: string; drivers?: boolean }, at = '/boot'): Files {
  const drivers = ['block/virtio_blk', 'virtio/virtio_pci', 'net/virtio_net', 'nvme/host/nvme'].map(
    (name) => `usr/lib/modules/${version}/kernel/drivers/${name}.ko.xz`,
  );
  return {
    [`${at}/${files.kernel}`]: Buffer.alloc(16),
    [`${at}/${files.initramfs}`]: cpioOf(drivers),
    [`/usr/lib/modules/${version}/modules.builtin`]: text('kernel/fs/ext4/ext4.ko\n'),
    [`/usr/lib/modules/${version}/modules.dep`]: text('kernel/drivers/net/virtio_net.ko.xz:\n'),
  };
}
const release = (id: string, version: string, like = ''): Files => ({
  '/etc/os-release': text(`ID="${id}"\nVERSION_ID="${version}"\nID_LIKE="${like}"\n`),
});
const sshd = (more = ''): Files => ({
  '/etc/ssh/sshd_config': text(`Include /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin yes\n${more}`),
});
const fstab = (...lines: readonly string[]): Files => ({ '/etc/fstab': text(`${lines.join('\n')}\n`) });
const root = (type: string, options = 'defaults'): string => `UUID=${rootUuid} / ${type} ${options} 0 1`;
const search = `  search --no-floppy --fs-uuid --set=root ${rootUuid}\n`;
const entry = (path: string, initramfs: string, args: string): string =>
  `menuentry 'Linux' --class os $menuentry_id_option 'x' {\n  insmod part_msdos\n  set root='hd0,msdos1'\n${search}  linux ${path} ${args}\n  initrd ${initramfs}\n}\n`;
const cloudNetplan =
  'network:\n  version: 2\n  ethernets:\n    ens3:\n      match: {macaddress: "00:16:3e:00:00:01"}\n      dhcp4: true\n      set-name: ens3\n';

interface Good {
  readonly files: Files;
  readonly facts?: Partial<FileSystem>;
  readonly logical?: boolean;
  readonly others?: readonly OpenVolume[];
  /** What is true of it all the same. */
  readonly told?: readonly string[];
}

function partition(number: number, type: string, uuid: string, kind: 'ext' | 'fat', files: Files): OpenVolume {
  const made = volumeWith(files, { uuid });
  if (made.volume.place.kind !== 'partition') throw new Error('a partition was made');
  const place = {
    ...made.volume.place,
    partition: { ...made.volume.place.partition, number, type, startBytes: 512 * number },
  };
  return {
    ...made,
    volume: { ...made.volume, name: `disk 1 partition ${number}`, content: { kind, uuid, label: '' }, place },
  };
}
const efi = (files: Files): OpenVolume => partition(3, 'EFI system', 'ABCD-1234', 'fat', files);

const el9 = '5.14.0-427.el9.x86_64';
const fc = '6.8.5-301.fc40.x86_64';
const guests: Readonly<Record<string, Good>> = {
  'Debian 12, ifupdown': {
    files: {
      ...release('debian', '12'),
      ...sshd('KbdInteractiveAuthentication no\nUsePAM yes\n'),
      ...fstab(root('ext4', 'errors=remount-ro'), '/dev/sr0 /media/cdrom0 udf,iso9660 user,noauto 0 0'),
      ...kernel('6.1.0-18-amd64', { kernel: 'vmlinuz-6.1.0-18-amd64', initramfs: 'initrd.img-6.1.0-18-amd64' }),
      '/boot/grub/grub.cfg': text(
        entry(
          '/boot/vmlinuz-6.1.0-18-amd64',
          '/boot/initrd.img-6.1.0-18-amd64',
          `root=UUID=${rootUuid} ro quiet net.ifnames=0`,
        ),
      ),
      '/etc/network/interfaces': text(
        'source /etc/network/interfaces.d/*\nauto lo\niface lo inet loopback\nallow-hotplug eth0\niface eth0 inet dhcp\n',
      ),
    },
  },
  'Ubuntu 22.04, netplan and cloud-init': {
    files: {
      ...release('ubuntu', '22.04', 'debian'),
      ...sshd(),
      ...fstab(
        `LABEL=cloudimg-rootfs / ext4 discard,errors=remount-ro 0 1`.replace(
          'LABEL=cloudimg-rootfs',
          `UUID=${rootUuid}`,
        ),
      ),
      ...kernel('5.15.0-105-generic', {
        kernel: 'vmlinuz-5.15.0-105-generic',
        initramfs: 'initrd.img-5.15.0-105-generic',
      }),
      '/boot/grub/grub.cfg': text(
        entry(
          '/boot/vmlinuz-5.15.0-105-generic',
          '/boot/initrd.img-5.15.0-105-generic',
          `root=UUID=${rootUuid} ro console=tty1 console=ttyS0`,
        ),
      ),
      '/etc/netplan/50-cloud-init.yaml': text(cloudNetplan),
      '/etc/cloud/cloud.cfg': text('users:\n - default\n'),
      '/etc/cloud/cloud.cfg.d/90_dpkg.cfg': text('datasource_list: [ NoCloud, ConfigDrive, AliYun, Ec2, None ]\n'),
      '/usr/lib/NetworkManager/conf.d/10-globally-managed-devices.conf': text(
        '[keyfile]\nunmanaged-devices=*,except:type:wifi\n',
      ),
    },
  },
  'Ubuntu 24.04, SSH by its socket': {
    files: {
      ...release('ubuntu', '24.04', 'debian'),
      ...sshd(),
      ...fstab(root('ext4')),
      '/etc/netplan/01.yaml': text(
        'network:\n  version: 2\n  renderer: networkd\n  ethernets:\n    all:\n      match: {name: "e*"}\n      dhcp4: true\n',
      ),
      ...kernel('6.8.0-31-generic', { kernel: 'vmlinuz-6.8.0-31-generic', initramfs: 'initrd.img-6.8.0-31-generic' }),
      '/boot/grub/grub.cfg': text(
        entry('/boot/vmlinuz-6.8.0-31-generic', '/boot/initrd.img-6.8.0-31-generic', `root=UUID=${rootUuid} ro`),
      ),
      '/etc/systemd/system/multi-user.target.wants/sshd.service': 'directory',
      '/etc/systemd/system/sockets.target.wants/ssh.socket': { link: '/usr/lib/systemd/system/ssh.socket' },
      '/usr/lib/systemd/system/ssh.socket': text('[Socket]\nListenStream=0.0.0.0:22\nListenStream=[::]:22\n'),
    },
  },
  'AlmaLinux 9, NetworkManager, XFS on LVM': {
    logical: true,
    facts: { kind: 'xfs' },
    told: ['linux.lvm'],
    files: {
      ...release('almalinux', '9.4', 'rhel centos fedora'),
      ...sshd(),
      ...fstab('/dev/mapper/vg-root / xfs defaults 0 0', `UUID=${bootUuid} /boot xfs defaults 0 0`),
      ...wants('NetworkManager.service'),
      [`/usr/lib/modules/${el9}/modules.dep`]: text('kernel/drivers/net/virtio_net.ko.xz:\n'),
      '/etc/lvm/devices/system.devices': text('IDTYPE=devname IDNAME=/dev/sda2 DEVNAME=/dev/sda2 PVID=x PART=2\n'),
    },
    others: [
      partition(2, 'Linux', bootUuid, 'ext', {
        '/grub2/grub.cfg': text('set default="${saved_entry}"\nload_env\nblscfg\n'),
        '/grub2/grubenv': text(`# GRUB Environment Block\nsaved_entry=x-${el9}\n`.padEnd(1_024, '#')),
        [`/loader/entries/x-${el9}.conf`]: text(
          `title AlmaLinux\nversion ${el9}\nlinux /vmlinuz-${el9}\ninitrd /initramfs-${el9}.img\noptions root=/dev/mapper/vg-root ro crashkernel=1G rd.lvm.lv=vg/root\ngrub_users $grub_users\n`,
        ),
        [`/vmlinuz-${el9}`]: Buffer.alloc(16),
        [`/initramfs-${el9}.img`]: cpioOf(
          ['block/virtio_blk', 'virtio/virtio_pci', 'nvme/host/nvme'].map(
            (name) => `usr/lib/modules/${el9}/kernel/drivers/${name}.ko.xz`,
          ),
        ),
      }),
    ],
  },
  'CentOS 7': { files: goodLinux },
  'openSUSE Leap, wicked, Btrfs': {
    facts: { kind: 'btrfs' },
    told: ['linux.file-system'],
    files: {
      ...release('opensuse-leap', '15.5', 'suse opensuse'),
      '/etc/ssh/sshd_config': text('UsePAM yes\n'),
      ...fstab(root('btrfs')),
      ...wants('wicked.service'),
      ...kernel('5.14.21-default', { kernel: 'vmlinuz-5.14.21-default', initramfs: 'initrd-5.14.21-default' }),
      '/boot/grub2/grub.cfg': text(
        entry('/boot/vmlinuz-5.14.21-default', '/boot/initrd-5.14.21-default', `root=UUID=${rootUuid} splash=silent`),
      ),
      '/etc/sysconfig/network/ifcfg-eth0': text("BOOTPROTO='dhcp'\nSTARTMODE='auto'\n"),
    },
  },
  'Fedora, Btrfs, UEFI': {
    facts: { kind: 'btrfs' },
    told: ['linux.file-system'],
    files: {
      ...release('fedora', '40'),
      ...sshd(),
      ...fstab(root('btrfs'), 'UUID=ABCD-1234 /boot/efi vfat umask=0077 0 2'),
      ...wants('NetworkManager.service'),
      ...kernel(fc, { kernel: `vmlinuz-${fc}`, initramfs: `initramfs-${fc}.img` }),
      '/boot/grub2/grub.cfg': text(`set root='hd0,gpt2'\n${search}blscfg\n`),
      [`/boot/loader/entries/x-${fc}.conf`]: text(
        `title Fedora\nlinux /boot/vmlinuz-${fc}\ninitrd /boot/initramfs-${fc}.img\noptions root=UUID=${rootUuid} ro rhgb quiet\n`,
      ),
    },
    others: [
      efi({
        '/EFI/BOOT/BOOTX64.EFI': text('x'),
        '/EFI/fedora/grub.cfg': text(`${search}configfile /boot/grub2/grub.cfg\n`),
      }),
    ],
  },
  'Amazon Linux 2': {
    facts: { kind: 'xfs' },
    files: {
      ...release('amzn', '2', 'centos rhel fedora'),
      ...sshd(),
      ...fstab(root('xfs')),
      '/etc/sysconfig/network-scripts/ifcfg-eth0': text('DEVICE=eth0\nBOOTPROTO=dhcp\nONBOOT=yes\nTYPE=Ethernet\n'),
      ...kernel('5.10.214-202.855.amzn2.x86_64', {
        kernel: 'vmlinuz-5.10.214-202.855.amzn2.x86_64',
        initramfs: 'initramfs-5.10.214-202.855.amzn2.x86_64.img',
      }),
      '/boot/grub2/grub.cfg': text(
        entry(
          '/boot/vmlinuz-5.10.214-202.855.amzn2.x86_64',
          '/boot/initramfs-5.10.214-202.855.amzn2.x86_64.img',
          `root=UUID=${rootUuid} ro console=tty0 console=ttyS0,115200n8 net.ifnames=0 biosdevname=0`,
        ),
      ),
    },
  },
  Alpine: {
    files: {
      ...release('alpine', '3.19.1'),
      ...sshd(),
      ...fstab(root('ext4')),
      '/etc/network/interfaces': text('auto lo\niface lo inet loopback\n\nauto eth0\niface eth0 inet dhcp\n'),
      '/etc/runlevels/default/sshd': { link: '/etc/init.d/sshd' },
      '/etc/inittab': text('::sysinit:/sbin/openrc sysinit\n'),
      '/etc/passwd': text('root:x:0:0:root:/root:/bin/ash\n'),
      ...kernel('6.6.14-0-virt', { kernel: 'vmlinuz-virt', initramfs: 'initramfs-virt' }),
      '/usr/lib/modules/6.6.14-0-virt/kernel/drivers/net/virtio_net.ko.gz': Buffer.alloc(4),
      '/boot/extlinux.conf': text(
        `DEFAULT virt\nLABEL virt\n  LINUX vmlinuz-virt\n  INITRD initramfs-virt\n  APPEND root=UUID=${rootUuid} modules=sd-mod,usb-storage,ext4 quiet\n`,
      ),
    },
  },
  'Arch, networkd': {
    files: {
      ...release('arch', ''),
      ...sshd(),
      ...fstab(root('ext4')),
      '/etc/systemd/network/20-wired.network': text('[Match]\nName=en*\n\n[Network]\nDHCP=yes\n'),
      ...wants('systemd-networkd.service'),
      ...kernel('6.8.7-arch1-1', { kernel: 'vmlinuz-linux', initramfs: 'initramfs-linux.img' }),
      '/boot/grub/grub.cfg': text(
        entry('/boot/vmlinuz-linux', '/boot/initramfs-linux.img', `root=UUID=${rootUuid} rw loglevel=3`),
      ),
    },
  },
  'SLES 15': {
    facts: { kind: 'xfs' },
    files: {
      ...release('sles', '15.5', 'suse'),
      '/etc/ssh/sshd_config': text('UsePAM yes\n'),
      ...fstab(root('xfs')),
      '/etc/sysconfig/network/ifcfg-eth0': text('BOOTPROTO=dhcp\nSTARTMODE=hotplug\n'),
      ...kernel('5.14.21-default', { kernel: 'vmlinuz-5.14.21-default', initramfs: 'initrd-5.14.21-default' }),
      '/boot/grub2/grub.cfg': text(
        entry('/boot/vmlinuz-5.14.21-default', '/boot/initrd-5.14.21-default', `root=UUID=${rootUuid} net.ifnames=0`),
      ),
    },
  },
  'Oracle Linux 8': {
    facts: { kind: 'xfs' },
    files: {
      ...release('ol', '8.9', 'fedora'),
      '/etc/ssh/sshd_config': text('PasswordAuthentication yes\nUsePAM yes\n'),
      ...fstab(root('xfs')),
      ...wants('NetworkManager.service'),
      '/etc/sysconfig/network-scripts/ifcfg-ens3': text('TYPE=Ethernet\nBOOTPROTO=dhcp\nONBOOT=yes\nDEVICE=ens5\n'),
      ...kernel('5.15.0-200.el8uek.x86_64', {
        kernel: 'vmlinuz-5.15.0-200.el8uek.x86_64',
        initramfs: 'initramfs-5.15.0-200.el8uek.x86_64.img',
      }),
      '/boot/grub2/grub.cfg': text(
        entry(
          '/boot/vmlinuz-5.15.0-200.el8uek.x86_64',
          '/boot/initramfs-5.15.0-200.el8uek.x86_64.img',
          `root=UUID=${rootUuid} ro`,
        ),
      ),
    },
  },
  'Alibaba Cloud Linux 3': {
    files: {
      ...release('alinux', '3', 'rhel fedora centos anolis'),
      '/etc/ssh/sshd_config': text('PermitRootLogin yes\nPasswordAuthentication yes\n'),
      ...fstab(root('ext4')),
      ...wants('NetworkManager.service', 'cloud-init.service'),
      '/etc/cloud/cloud.cfg': text('datasource_list: [ AliYun ]\n'),
      '/etc/sysconfig/network-scripts/ifcfg-eth0': text(
        '# Created by cloud-init on instance boot automatically, do not edit.\nBOOTPROTO=dhcp\nDEVICE=eth0\nHWADDR=00:16:3e:00:00:01\nONBOOT=yes\n',
      ),
      ...kernel('5.10.134-16.al8.x86_64', {
        kernel: 'vmlinuz-5.10.134-16.al8.x86_64',
        initramfs: 'initramfs-5.10.134-16.al8.x86_64.img',
      }),
      '/boot/grub2/grub.cfg': text(
        entry(
          '/boot/vmlinuz-5.10.134-16.al8.x86_64',
          '/boot/initramfs-5.10.134-16.al8.x86_64.img',
          `root=UUID=${rootUuid} ro net.ifnames=0 console=tty0 console=ttyS0,115200n8`,
        ),
      ),
    },
  },
};

test.each(Object.entries(guests))('%s', async (_, { files, facts = {}, logical = false, others = [], told = [] }) => {
  const made = volumeWith({ ...bare, ...files }, facts);
  const place = { kind: 'logical', group: 'vg', name: 'root', disks: [0] } as const;
  const open = logical ? { ...made, volume: { ...made.volume, name: 'vg/root', place } } : made;
  const volumes = [open.volume, ...others.map(({ volume }) => volume)];
  const guest = await readLinux(open, [open, ...others], { volumes, complete: true }, [], {
    signal,
    initramfsSignal: signal,
  });
  const { checks } = await runChecks(guest, linuxChecks, { signal, limit: signal });
  const found = checks.filter(({ severity, rule }) => severity !== 'none' && !told.includes(rule));
  expect(found).toEqual([]);
});
