/** More checks of Linux, on what surrounds the start: each passes on the good server and fails on a bad one. */
import { expect, it, test } from 'vitest';
import type { GuestGroup, GuestRule } from '../../../../contract/guest.ts';
import {
  dpkg,
  type Files,
  goodLinux,
  kernelVersion,
  rootUuid,
  volumeWith,
} from '../../../../build/test-guests/servers.ts';
import { type LinuxGuest, readLinux } from '../facts/linux.ts';
import type { OpenVolume } from '../facts/open-volumes.ts';
import type { FileSystem } from '../file-system.ts';
import { linuxChecks } from './linux-checks.ts';
import { runChecks } from './run-checks.ts';

const { signal } = new AbortController();
const text = (content: string): Buffer => Buffer.from(content);
const wants = '/etc/systemd/system/multi-user.target.wants';
const unit = (name: string): Files => ({
  [`${wants}/${name}.service`]: { link: `/usr/lib/systemd/system/${name}.service` },
});
const ifcfg = (name: string, more = ''): Files => ({
  [`/etc/sysconfig/network-scripts/ifcfg-${name}`]: text(`DEVICE=${name}\nBOOTPROTO=dhcp\nONBOOT=yes\n${more}`),
});

interface Spoil {
  readonly files?: Files;
  readonly facts?: Partial<FileSystem>;
  readonly logical?: boolean;
  readonly others?: readonly OpenVolume[];
}

async function read({ files = {}, facts = {}, logical = false, others = [] }: Spoil): Promise<LinuxGuest> {
  const made = volumeWith({ ...goodLinux, ...files }, facts);
  const place = { kind: 'logical', group: 'vg', name: 'root', disks: [0] } as const;
  const root = logical ? { ...made, volume: { ...made.volume, name: 'vg/root', place } } : made;
  const volumes = [root.volume, ...others.map(({ volume }) => volume)];
  return readLinux(root, [root, ...others], { volumes, complete: true }, [], {
    signal,
    initramfsSignal: signal,
  });
}

/** A second partition of the type, with these files. */
function partition(type: string, files: Files): OpenVolume {
  const made = volumeWith(files, { kind: 'fat' });
  if (made.volume.place.kind !== 'partition') throw new Error('a partition was made');
  const row = { ...made.volume.place.partition, number: 2, startBytes: 4_096, type };
  const content = { kind: 'fat', uuid: '1234-ABCD', label: '' } as const;
  return {
    ...made,
    volume: {
      ...made.volume,
      name: 'disk 1 partition 2',
      content,
      place: { ...made.volume.place, partition: row },
    },
  };
}
const onOtherDisk = (open: OpenVolume): OpenVolume =>
  open.volume.place.kind === 'partition'
    ? { ...open, volume: { ...open.volume, name: 'disk 2 partition 1', place: { ...open.volume.place, disk: 1 } } }
    : open;
const lvm = (name: string, content: string): Files => ({ [`/etc/lvm/${name}`]: text(content) });
const efi = (files: Files): OpenVolume => partition('EFI system', files);

const grub = (more: string): Files => ({
  '/boot/grub2/grub.cfg': text(
    `menuentry 'x' {\n  linux /boot/vmlinuz-${kernelVersion} root=UUID=${rootUuid} ro ${more}\n  initrd /boot/initramfs-${kernelVersion}.img\n}\n`,
  ),
});
const installed = (name: string): Files => ({
  '/var/lib/dpkg/status': dpkg('cloud-init', 'cloud-guest-utils', name),
});

async function verdict(spoil: Spoil, rule: GuestRule): Promise<GuestGroup | undefined> {
  const { checks } = await runChecks(await read(spoil), linuxChecks, { signal, limit: signal });
  return checks.find((check) => check.rule === rule)?.severity;
}

it.each<[GuestRule, GuestGroup, Spoil]>([
  ['linux.firewall', 'recommended', { files: unit('firewalld') }],
  ['linux.firewall', 'recommended', { files: { '/etc/ufw/ufw.conf': text('ENABLED=yes\n') } }],
  ['linux.firewall', 'recommended', { files: { '/etc/rc3.d/S08iptables': { link: '../init.d/iptables' } } }],
  ['linux.firewall', 'none', { files: { ...unit('ufw'), '/etc/ufw/ufw.conf': text('ENABLED=no\n') } }],
  ['linux.root-login', 'strong', { files: { '/etc/ssh/sshd_config': text('PermitRootLogin no\n') } }],
  [
    'linux.root-login',
    'recommended',
    {
      files: {
        '/etc/ssh/sshd_config': text('Include /etc/ssh/sshd_config.d/*.conf\nPasswordAuthentication yes\n'),
        '/etc/ssh/sshd_config.d/50-x.conf': text('PasswordAuthentication no\n'),
      },
    },
  ],
  [
    'linux.root-login',
    'none',
    {
      files: {
        '/etc/ssh/sshd_config': text('PermitRootLogin yes\nMatch User x\n  PasswordAuthentication no\n'),
      },
    },
  ],
  ['linux.root-account', 'strong', { files: { '/etc/passwd': text('admin:x:0:0::/root:/bin/sh\n') } }],
  ['linux.root-account', 'strong', { files: { '/etc/passwd': text('root:x:0:0:root:/root:/sbin/nologin\n') } }],
  ['linux.ext-features', 'recommended', { facts: { features: ['extent', '64bit'] } }],
  ['linux.ext-features', 'recommended', { facts: { features: ['project', 'quota'] } }],
  ['linux.ext-features', 'none', { facts: { features: ['quota', 'extent'] } }],
  ['linux.file-system', 'recommended', { facts: { kind: 'btrfs' } }],
  ['linux.secure-boot', 'recommended', { files: grub('module.sig_enforce=1') }],
  ['linux.secure-boot', 'recommended', { files: grub('lockdown=confidentiality') }],
  ['linux.efi-fallback', 'strong', { others: [efi({ '/EFI/centos/grubx64.efi': text('x') })] }],
  ['linux.efi-fallback', 'recommended', { others: [efi({ '/EFI/centos': 'directory' }), partition('BIOS boot', {})] }],
  ['linux.efi-fallback', 'none', { others: [efi({ '/EFI/BOOT/BOOTX64.EFI': text('x') })] }],
  ['linux.boot-mode', 'none', { others: [efi({}), partition('BIOS boot', {})] }],
  ['linux.boot-mode', 'recommended', { files: { '/boot/grub2/grub.cfg': 'directory' } }],
  ['linux.antivirus', 'recommended', { files: installed('clamav-daemon') }],
  ['linux.antivirus', 'recommended', { files: { '/opt/sophos-av': 'directory' } }],
  ['linux.network-manager', 'recommended', { files: installed('NetworkManager-config-server') }],
  [
    'linux.network-manager',
    'recommended',
    { files: { ...unit('NetworkManager'), '/etc/rc3.d/S10network': { link: '../init.d/network' } } },
  ],
  ['linux.network-manager', 'none', { files: unit('NetworkManager') }],
  ['linux.second-card', 'recommended', { files: ifcfg('eth1') }],
  ['linux.ipv6', 'recommended', { files: ifcfg('eth0', 'IPV6ADDR=2001:db8::5/64\n') }],
  [
    'linux.ipv6',
    'recommended',
    {
      files: {
        '/etc/netplan/1.yaml': text(
          'network:\n  ethernets:\n    ens3:\n      dhcp4: true\n      addresses:\n        - "2001:db8::5/64"\n',
        ),
      },
    },
  ],
  [
    'linux.ipv6',
    'recommended',
    {
      files: {
        '/etc/NetworkManager/system-connections/x.nmconnection': text(
          '[ipv4]\nmethod=auto\n[ipv6]\naddress1=2001:db8::5/64\nmethod=manual\n',
        ),
      },
    },
  ],
  [
    'linux.ipv6',
    'recommended',
    { files: { '/etc/network/interfaces': text('iface eth0 inet6 static\n  address 2001:db8::5/64\n') } },
  ],
  [
    'linux.ipv6',
    'none',
    {
      files: {
        '/etc/netplan/1.yaml': text(
          'network:\n  ethernets:\n    ens3:\n      dhcp4: true\n      addresses: [10.0.0.5/24]\n',
        ),
      },
    },
  ],
  [
    'linux.swap',
    'recommended',
    {
      files: {
        '/etc/fstab': text(`UUID=${rootUuid} / xfs defaults 0 0\n/dev/mapper/vg-swap swap swap defaults 0 0\n`),
      },
    },
  ],
  [
    'linux.swap',
    'none',
    {
      files: {
        '/etc/fstab': text(`UUID=${rootUuid} / xfs defaults 0 0\n/swapfile swap swap defaults 0 0\n`),
      },
    },
  ],
  ['linux.lvm', 'recommended', { logical: true }],
  ['linux.lvm-devices', 'none', { logical: true }],
  [
    'linux.lvm-devices',
    'strong',
    {
      logical: true,
      files: lvm(
        'devices/system.devices',
        'VERSION=1.1.1\nIDTYPE=sys_wwid IDNAME=naa.6000c29 DEVNAME=/dev/sda2 PVID=x\n',
      ),
    },
  ],
  [
    'linux.lvm-devices',
    'none',
    {
      logical: true,
      files: lvm('devices/system.devices', 'IDTYPE=devname IDNAME=/dev/sda2 DEVNAME=/dev/sda2 PVID=x\n'),
    },
  ],
  [
    'linux.lvm-devices',
    'strong',
    { logical: true, files: lvm('lvm.conf', 'devices {\n  filter = [ "a|^/dev/sd.*|", "r|.*|" ]\n}\n') },
  ],
  [
    'linux.lvm-devices',
    'none',
    { logical: true, files: lvm('lvm.conf', 'devices {\n  filter = [ "r|/dev/cdrom|", "a|.*|" ]\n}\n') },
  ],
  ['linux.console', 'recommended', { files: grub('console=ttyS1') }],
  ['linux.console', 'none', { files: grub('console=ttyS1 console=tty0') }],
  [
    'linux.multipath',
    'recommended',
    { files: { '/etc/multipath.conf': text('defaults {\n find_multipaths no\n}\n') } },
  ],
  ['linux.time', 'recommended', { files: installed('open-vm-tools') }],
  ['linux.time', 'none', { files: { ...installed('open-vm-tools'), ...unit('chronyd') } }],
  ['linux.boot-mode', 'strong', { others: [onOtherDisk(efi({ '/EFI/BOOT/BOOTX64.EFI': text('x') }))] }],
  [
    'linux.boot-mode',
    'strong',
    {
      files: { '/etc/fstab': text(`UUID=${rootUuid} / xfs defaults 0 0\nUUID=ABCD-1234 /boot/efi vfat nofail 0 0\n`) },
    },
  ],
  ['linux.virtio', 'strong', { files: { '/etc/modprobe.d/x.conf': text('blacklist virtio_net\n') } }],
  ['linux.virtio', 'strong', { files: { '/etc/modprobe.d/x.conf': text('install virtio-blk /bin/false\n') } }],
  ['linux.virtio', 'strong', { files: grub('modprobe.blacklist=floppy,virtio_pci') }],
  ['linux.virtio', 'none', { files: { '/etc/modprobe.d/x.conf': text('blacklist virtio_balloon\n') } }],
  [
    'linux.virtio',
    'strong',
    {
      files: {
        [`/usr/lib/modules/${kernelVersion}/kernel/drivers/net/virtio_net.ko.xz`]: 'directory',
        [`/usr/lib/modules/${kernelVersion}/kernel`]: { link: 'nowhere' },
      },
    },
  ],
  ['linux.not-clean', 'recommended', { facts: { clean: false } }],
  ['linux.other-cloud', 'recommended', { files: installed('amazon-ssm-agent') }],
  ['linux.other-cloud', 'recommended', { files: { '/usr/local/qcloud': 'directory' } }],
  ['linux.other-platform', 'recommended', { files: { '/opt/VBoxGuestAdditions-6.1.0': 'directory' } }],
  ['linux.other-platform', 'recommended', { files: installed('hyperv-daemons') }],
  ['linux.other-platform', 'recommended', { files: { '/usr/lib/parallels-tools': 'directory' } }],
])('%s: %s (%#)', async (rule, severity, spoil) => {
  expect(await verdict(spoil, rule)).toBe(severity);
});

test('each of them passes on the good server', async () => {
  const { checks } = await runChecks(await read({}), linuxChecks, { signal, limit: signal });
  expect(checks.filter(({ severity }) => severity !== 'none')).toEqual([]);
});
