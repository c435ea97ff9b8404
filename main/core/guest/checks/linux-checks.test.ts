/** Every check of Linux: a server fit for ECS fails none, and each fault is found by the check it belongs to. */
import { expect, it, test } from 'vitest';
import { guestCheck, type GuestCheck, type GuestGroup, type GuestRule } from '../../../../contract/guest.ts';
import { cpioOf } from '../../../../build/test-guests/cpio.ts';
import {
  dpkg,
  driverPaths,
  type Files,
  goodLinux,
  grubMenu,
  kernelVersion,
  volumeWith,
} from '../../../../build/test-guests/servers.ts';
import type { FileSystem } from '../file-system.ts';
import { type LinuxGuest, readLinux } from '../facts/linux.ts';
import { linuxFacts } from '../facts/linux-facts.ts';
import { linuxChecks } from './linux-checks.ts';
import { runChecks } from './run-checks.ts';

const { signal } = new AbortController();
const check = async (guest: LinuxGuest): Promise<GuestCheck[]> =>
  guestCheck.array().parse((await runChecks(guest, linuxChecks, { signal, limit: signal })).checks);

async function read(changes: Files = {}, without: readonly string[] = [], facts: Partial<FileSystem> = {}) {
  const files = Object.fromEntries(
    Object.entries({ ...goodLinux, ...changes }).filter(([path]) => !without.includes(path)),
  );
  const root = volumeWith(files, facts);
  const swap = volumeWith({});
  const volumes = facts.label === 'swap-behind' ? [root.volume, behind(swap.volume)] : [root.volume];
  return readLinux(root, [root], { volumes, complete: true }, [], { signal, initramfsSignal: signal });
}

function behind(volume: ReturnType<typeof volumeWith>['volume']): typeof volume {
  if (volume.place.kind !== 'partition') return volume;
  const partition = { ...volume.place.partition, number: 2, startBytes: 2 ** 31 };
  return {
    ...volume,
    name: 'disk 1 partition 2',
    place: { ...volume.place, partition },
    content: { kind: 'swap', uuid: '', label: '' },
  };
}

test('a server fit for ECS fails no check, and every check has an answer', async () => {
  const checks = await check(await read());
  expect(checks.filter(({ severity }) => severity !== 'none')).toEqual([]);
  expect(checks.map(({ rule }) => rule).sort()).toEqual(linuxChecks.map(({ rule }) => rule).sort());
});

test('the facts of a server are told', async () => {
  expect(linuxFacts(await read())).toMatchObject({
    osType: 'linux',
    distribution: 'centos',
    version: '7',
    architecture: 'x86_64',
    kernel: kernelVersion,
    bootMode: 'BIOS',
    bootLoaders: ['grub2'],
    hostName: 'web-1',
    networkCards: [{ name: 'eth0', method: 'dhcp' }],
    packages: { 'cloud-init': '1.0-1' },
  });
});

const text = (content: string): Buffer => Buffer.from(content);
const ifcfg = '/etc/sysconfig/network-scripts/ifcfg-eth0';
const initramfs = `/boot/initramfs-${kernelVersion}.img`;
const without = (name: string): Buffer => cpioOf(driverPaths.filter((path) => !path.includes(name)));
const oldKernel = text('default=0\ntitle CentOS 5\n  kernel /boot/vmlinuz-2.6.18-8.el5 root=LABEL=/\n');

it.each<[GuestRule, GuestGroup, Files, (readonly string[])?, Partial<FileSystem>?]>([
  ['linux.boot-menu', 'strong', {}, ['/boot/grub2/grub.cfg']],
  ['linux.boot-menu', 'strong', {}, [initramfs]],
  ['linux.default-initramfs', 'recommended', { [initramfs]: cpioOf(driverPaths).subarray(0, 150) }],
  ['linux.virtio', 'strong', { [initramfs]: without('virtio_blk') }],
  ['linux.virtio', 'strong', { [initramfs]: without('virtio_pci') }],
  ['linux.nvme', 'recommended', { [initramfs]: without('nvme') }],
  ['linux.grub', 'strong', { '/boot/grub2/grub.cfg': grubMenu('UUID=00000000-0000-0000-0000-000000000001') }],
  ['linux.grub', 'strong', { '/boot/grub2/grub.cfg': grubMenu('/dev/sda1') }],
  ['linux.grub', 'recommended', { '/boot/grub2/grub.cfg': grubMenu('/dev/vda1') }],
  ['linux.fstab', 'strong', { '/etc/fstab': text('UUID=0000-0001 /data ext4 defaults 0 0\n') }],
  ['linux.fstab', 'strong', { '/etc/fstab': text('/dev/sda1 / ext4 defaults 0 0\n') }],
  ['linux.fstab', 'recommended', { '/etc/fstab': text('/dev/vda1 / ext4 defaults 0 0\n') }],
  ['linux.dhcp', 'strong', { [ifcfg]: text('DEVICE=eth0\nBOOTPROTO=none\nIPADDR=10.0.0.5\nONBOOT=yes\n') }],
  [
    'linux.dhcp',
    'recommended',
    { '/etc/netplan/01.yaml': text('network:\n  ethernets:\n    ens4:\n      addresses: [10.0.0.6/24]\n') },
  ],
  ['linux.card-names', 'recommended', { [ifcfg]: text('DEVICE=eth0\nBOOTPROTO=dhcp\nHWADDR=00:50:56:00:00:01\n') }],
  ['linux.selinux', 'recommended', { '/etc/selinux/config': text('SELINUX=enforcing\n') }],
  ['linux.sshd', 'strong', {}, ['/etc/systemd/system/multi-user.target.wants/sshd.service']],
  ['linux.sshd', 'strong', { '/var/lib/dpkg/status': dpkg('bash') }, ['/usr/sbin/sshd', '/etc/ssh/sshd_config']],
  ['linux.cloud-init', 'recommended', { '/var/lib/dpkg/status': dpkg('bash') }],
  ['linux.growpart', 'recommended', { '/var/lib/dpkg/status': dpkg('cloud-init') }],
  ['linux.root-last', 'recommended', {}, [], { label: 'swap-behind' }],
  ['linux.free-space', 'recommended', {}, [], { freeBytes: 2 ** 20 }],
  ['linux.free-space', 'recommended', {}, [], { freeInodes: 5, totalInodes: 1_000 }],
  ['linux.rtc', 'recommended', { '/etc/adjtime': text('0.0 0 0.0\n0\nLOCAL\n') }],
  ['linux.qemu-ga', 'recommended', { '/var/lib/dpkg/status': dpkg('qemu-guest-agent') }],
  ['linux.cloud-assistant', 'recommended', {}, ['/usr/local/share/aliyun-assist']],
  ['linux.security-center', 'recommended', {}, ['/usr/local/aegis']],
  ['linux.lib-links', 'recommended', { '/lib': { link: '/usr/lib' } }],
  ['linux.old-kernel', 'recommended', { '/boot/grub/menu.lst': oldKernel }, ['/boot/grub2/grub.cfg']],
  ['linux.other-platform', 'recommended', { '/var/lib/dpkg/status': dpkg('open-vm-tools') }],
])('%s: %s', async (rule, severity, changes, gone, facts) => {
  const checks = await check(await read(changes, gone, facts));
  expect(checks.find((check) => check.rule === rule)).toMatchObject({ severity });
});

test('password files that are locked are found', async () => {
  const guest = await read();
  const locked: FileSystem = {
    ...guest.root.files,
    stat: async (path, options) => ({
      ...(await guest.root.files.stat(path, options)),
      attributes: path === '/etc/passwd' ? ['immutable'] : [],
    }),
  };
  const root = { ...guest.root, files: locked };
  const again = await readLinux(root, [root], { volumes: [root.volume], complete: true }, [], {
    signal,
    initramfsSignal: signal,
  });
  const checks = await check(again);
  expect(checks.find(({ rule }) => rule === 'linux.password-files')).toMatchObject({ severity: 'strong' });
});

test('drivers built into the kernel need no initramfs', async () => {
  const builtin = driverPaths.map((path) => path.slice(path.indexOf('kernel/')).replace('.xz', '')).join('\n');
  const path = `/usr/lib/modules/${kernelVersion}/modules.builtin`;
  const guest = await read({ [initramfs]: cpioOf(['init']), [path]: text(builtin) });
  const checks = await check(guest);
  expect(checks.find(({ rule }) => rule === 'linux.virtio')).toMatchObject({ severity: 'none' });
});
