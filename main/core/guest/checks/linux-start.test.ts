/** Everything that the start of a Linux server waits for: what cannot be there in ECS is found, and what can is not. */
import { expect, test } from 'vitest';
import type { GuestGroup, GuestRule } from '../../../../contract/guest.ts';
import { cpioOf } from '../../../../build/test-guests/cpio.ts';
import {
  driverPaths,
  type Files,
  goodLinux,
  kernelVersion,
  rootUuid,
  volumeWith,
} from '../../../../build/test-guests/servers.ts';
import { type LinuxGuest, readLinux } from '../facts/linux.ts';
import type { OpenVolume } from '../facts/open-volumes.ts';
import { linuxChecks } from './linux-checks.ts';
import { runChecks } from './run-checks.ts';

const { signal } = new AbortController();
const text = (content: string): Buffer => Buffer.from(content);
const gone = 'deadbeef-0000-4000-8000-000000000001';
const root = `UUID=${rootUuid} / xfs defaults 0 0\n`;
const fstab = (line: string): Files => ({ '/etc/fstab': text(`${root}${line}\n`) });
const kernel = `/boot/vmlinuz-${kernelVersion}`;
const archive = `/boot/initramfs-${kernelVersion}.img`;
const entry = (lines: string, before = ''): Files => ({
  '/boot/grub2/grub.cfg': text(`${before}menuentry 'x' {\n${lines}\n}\n`),
});
const menu = (args: string): Files => entry(` linux ${kernel} ${args}\n initrd ${archive}`);
const given = (args: string): Files => menu(`root=UUID=${rootUuid} ro ${args}`);
const unit = (name: string, lines: string, by: string): Files => ({
  [`/etc/systemd/system/${name}`]: text(lines),
  [`/etc/systemd/system/${by}/${name}`]: { link: `../${name}` },
});
const inside = (files: Readonly<Record<string, string>>): Files => ({
  [archive]: cpioOf(
    [...driverPaths, ...Object.keys(files)],
    Object.fromEntries(Object.entries(files).map(([name, content]) => [name, text(content)])),
  ),
});

async function read(files: Files, others: readonly OpenVolume[] = [], complete = true): Promise<LinuxGuest> {
  const open = volumeWith({ ...goodLinux, ...files });
  const volumes = [open.volume, ...others.map(({ volume }) => volume)];
  return readLinux(open, [open, ...others], { volumes, complete }, [], { signal, initramfsSignal: signal });
}

/** A partition of the same disk. */
function partition(number: number, files: Files, type: string, uuid: string): OpenVolume {
  const made = volumeWith(files, { uuid });
  if (made.volume.place.kind !== 'partition') throw new Error('a partition was made');
  const row = { ...made.volume.place.partition, number, startBytes: 4_096 * number, type };
  const content = { kind: type === 'EFI system' ? 'fat' : 'ext', uuid, label: '' } as const;
  return {
    ...made,
    volume: {
      ...made.volume,
      name: `disk 1 partition ${number}`,
      content,
      place: { ...made.volume.place, partition: row },
    },
  };
}

async function verdict(guest: LinuxGuest, rule: GuestRule): Promise<GuestGroup | undefined> {
  const { checks } = await runChecks(guest, linuxChecks, { signal, limit: signal });
  return checks.find((check) => check.rule === rule)?.severity;
}

test.each<[string, GuestGroup, Files]>([
  ['a disk of SCSI', 'strong', fstab('/dev/sdb1 /data ext4 defaults 0 2')],
  ['a disk of Xen', 'strong', fstab('/dev/xvdb1 /data ext4 defaults 0 2')],
  [
    'a place on the bus',
    'strong',
    fstab('/dev/disk/by-path/pci-0000:03:00.0-scsi-0:0:1:0-part1 /data ext4 defaults 0 2'),
  ],
  ['a name by a maker', 'strong', fstab('/dev/disk/by-id/ata-QEMU_HARDDISK_QM00001-part1 /data ext4 defaults 0 2')],
  ['many paths', 'strong', fstab('/dev/mapper/mpatha /data xfs defaults 0 0')],
  ['a name that nothing makes', 'strong', fstab('/dev/mapper/var /var ext4 defaults 0 2')],
  ['a logical volume elsewhere', 'strong', fstab('/dev/vg1/data /data ext4 defaults 0 2')],
  ['a disk of SCSI with nofail', 'none', fstab('/dev/sdb1 /data ext4 defaults,nofail 0 2')],
  ['a disk mounted on demand', 'none', fstab('/dev/sdb1 /data ext4 x-systemd.automount 0 2')],
  ['a drive for discs', 'none', fstab('/dev/sr0 /media iso9660 ro,noauto 0 0')],
  ['the first virtio disk', 'recommended', fstab('/dev/vdb1 /data ext4 defaults 0 2')],
  ['swap elsewhere', 'recommended', fstab(`UUID=${gone} none swap sw 0 0`)],
  ['a folder of VMware’s host', 'strong', fstab('.host:/share /mnt vmhgfs defaults 0 0')],
  ['the same by FUSE', 'strong', fstab('.host:/share /mnt fuse.vmhgfs-fuse allow_other 0 0')],
  ['a folder of VirtualBox’s host', 'strong', fstab('share /mnt vboxsf defaults 0 0')],
  ['a folder of KVM’s host', 'strong', fstab('share /mnt virtiofs defaults 0 0')],
  ['a share', 'recommended', fstab('nas:/data /data nfs defaults 0 0')],
  ['a share of Windows', 'recommended', fstab('//nas/data /data cifs credentials=/etc/x 0 0')],
  ['a share with nofail', 'none', fstab('nas:/data /data nfs defaults,nofail 0 0')],
  ['a folder of this disk', 'none', fstab('/srv/a /srv/b none bind 0 0')],
  ['crypttab: a disk elsewhere', 'strong', { '/etc/crypttab': text(`data UUID=${gone} /etc/key luks\n`) }],
  ['crypttab: with nofail', 'none', { '/etc/crypttab': text(`data UUID=${gone} /etc/key luks,nofail\n`) }],
  ['crypttab: a passphrase', 'strong', { '/etc/crypttab': text(`data UUID=${rootUuid} none luks\n`) }],
  [
    'crypttab: the TPM of the old machine',
    'strong',
    { '/etc/crypttab': text(`data UUID=${rootUuid} - tpm2-device=auto\n`) },
  ],
  ['crypttab: a disk of SCSI', 'strong', { '/etc/crypttab': text('data /dev/sdb /etc/key luks\n') }],
  [
    'a name of crypttab for a disk that is here',
    'none',
    {
      ...fstab('/dev/mapper/data /data ext4 defaults 0 2'),
      '/etc/crypttab': text(`data UUID=${rootUuid} /etc/key luks\n`),
    },
  ],
  [
    'a unit that is required',
    'strong',
    unit('data.mount', `[Mount]\nWhat=/dev/disk/by-uuid/${gone}\nWhere=/data\n`, 'local-fs.target.requires'),
  ],
  [
    'a unit that is wanted',
    'recommended',
    unit('data.mount', `[Mount]\nWhat=/dev/sdb1\nWhere=/data\n`, 'multi-user.target.wants'),
  ],
  [
    'a unit of memory',
    'none',
    unit('tmp.mount', '[Mount]\nWhat=tmpfs\nWhere=/tmp\nType=tmpfs\n', 'local-fs.target.wants'),
  ],
])('linux.fstab: %s: %s', async (_, severity, files) => {
  expect(await verdict(await read(files), 'linux.fstab')).toBe(severity);
});

test.each<[string, GuestGroup, Files]>([
  ['a root by SCSI', 'strong', menu('root=/dev/sda1 ro')],
  ['a root of a build', 'strong', menu('root=/dev/mapper/loop0p1 ro')],
  ['a root by the bus', 'strong', menu('root=/dev/disk/by-path/pci-0000:00:10.0-part1 ro')],
  ['no root', 'strong', menu('ro quiet')],
  [
    'a root that the initramfs names',
    'none',
    { ...menu('ro quiet'), ...inside({ 'etc/cmdline.d/95root.conf': `root=UUID=${rootUuid}\n` }) },
  ],
  [
    'a root elsewhere that the initramfs names',
    'strong',
    { ...menu('ro quiet'), ...inside({ 'conf/param.conf': `ROOT="UUID=${gone}"\n` }) },
  ],
  ['a sleeping system elsewhere', 'recommended', given(`resume=UUID=${gone}`)],
  [
    'the same within the initramfs',
    'recommended',
    { ...given(''), ...inside({ 'conf/conf.d/resume': `RESUME=UUID=${gone}\n` }) },
  ],
  ['a sleeping system by SCSI', 'recommended', given('resume=/dev/sda2')],
  ['no sleeping system', 'none', { ...given(''), ...inside({ 'conf/conf.d/resume': 'RESUME=none\n' }) }],
  ['a logical volume that dracut waits for', 'strong', given('rd.lvm.lv=centos/swap')],
  ['a locked volume that dracut waits for', 'strong', given(`rd.luks.uuid=luks-${gone}`)],
  ['a single user', 'strong', given('single')],
  ['a rescue target', 'strong', given('systemd.unit=rescue.target')],
  ['a shell for init', 'strong', given('init=/bin/bash')],
  ['a stop in dracut', 'strong', given('rd.break')],
  [
    'a target that ends in a shell',
    'strong',
    { '/etc/systemd/system/default.target': { link: '/usr/lib/systemd/system/emergency.target' } },
  ],
  [
    'a target for people',
    'none',
    { '/etc/systemd/system/default.target': { link: '/usr/lib/systemd/system/graphical.target' } },
  ],
  ['a level of one user', 'strong', { '/etc/inittab': text('id:1:initdefault:\n') }],
])('linux.grub: %s: %s', async (_, severity, files) => {
  expect(await verdict(await read(files), 'linux.grub')).toBe(severity);
});

const superusers = 'set superusers="root"\npassword_pbkdf2 root grub.pbkdf2.sha512.x\n';
test.each<[string, GuestGroup, Files]>([
  [
    'a password for all entries',
    'strong',
    entry(` linux ${kernel} root=UUID=${rootUuid}\n initrd ${archive}`, superusers),
  ],
  [
    'a password for changes only',
    'none',
    {
      '/boot/grub2/grub.cfg': text(
        `${superusers}menuentry 'x' --unrestricted {\n linux ${kernel} root=UUID=${rootUuid}\n initrd ${archive}\n}\n`,
      ),
    },
  ],
  [
    'a search for what is not here',
    'recommended',
    entry(
      ` search --no-floppy --fs-uuid --set=root ${gone}\n linux ${kernel} root=UUID=${rootUuid}\n initrd ${archive}`,
    ),
  ],
  ['a menu that cannot be understood', 'strong', { '/boot/grub2/grub.cfg': text('configfile /elsewhere\n') }],
])('linux.boot-menu: %s: %s', async (_, severity, files) => {
  expect(await verdict(await read(files), 'linux.boot-menu')).toBe(severity);
});

test('paths of a menu are those of the partition that the boot loader looks at', async () => {
  const uuid = '5eed0000-ec51-4a9e-8d15-0000000000b0';
  const mount = { '/etc/fstab': text(`${root}UUID=${uuid} /boot ext4 defaults 0 0\n`) };
  const boot = (at: string): OpenVolume =>
    partition(
      2,
      {
        '/grub2/grub.cfg': text(
          `menuentry 'x' {\n linux ${at}/vmlinuz-${kernelVersion} root=UUID=${rootUuid}\n initrd ${at}/initramfs-${kernelVersion}.img\n}\n`,
        ),
        [`/vmlinuz-${kernelVersion}`]: Buffer.alloc(16),
        [`/initramfs-${kernelVersion}.img`]: cpioOf(driverPaths),
      },
      'Linux',
      uuid,
    );
  expect(await verdict(await read(mount, [boot('')]), 'linux.boot-menu')).toBe('none');
  expect(await verdict(await read(mount, [boot('/boot')]), 'linux.boot-menu')).toBe('strong');
});

/** An EFI program with these sections. */
function program(sections: Readonly<Record<string, Buffer>>): Buffer {
  const names = Object.keys(sections);
  const head = Buffer.alloc(64 + 24 + names.length * 40);
  head.write('MZ');
  head.writeUInt32LE(64, 60);
  head.write('PE\0\0', 64, 'latin1');
  head.writeUInt16LE(names.length, 70);
  let offset = head.length;
  for (const [index, content] of Object.values(sections).entries()) {
    const at = 88 + index * 40;
    head.write(names[index] ?? '', at, 'latin1');
    head.writeUInt32LE(content.length, at + 8);
    head.writeUInt32LE(content.length, at + 16);
    head.writeUInt32LE(offset, at + 20);
    offset += content.length;
  }
  return Buffer.concat([head, ...Object.values(sections)]);
}

test('a unified kernel image is known, and what is in it is looked at', async () => {
  const bare = { '/boot/grub2/grub.cfg': 'directory' } as const;
  const image = (drivers: readonly string[], args: string): OpenVolume =>
    partition(
      2,
      {
        '/EFI/Linux/fedora.efi': program({
          '.linux': Buffer.alloc(8),
          '.initrd': cpioOf([...drivers]),
          '.cmdline': text(args),
          '.uname': text(kernelVersion),
        }),
      },
      'EFI system',
      'ABCD-1234',
    );
  const good = await read(bare, [image(driverPaths, `root=UUID=${rootUuid}`)]);
  expect(good.boot).toMatchObject({ kernel: kernelVersion, kernelPath: '/EFI/Linux/fedora.efi' });
  for (const rule of ['linux.boot-menu', 'linux.grub', 'linux.virtio', 'linux.default-initramfs'] as const)
    expect([rule, await verdict(good, rule)]).toEqual([rule, 'none']);
  expect(await verdict(await read(bare, [image(['init'], `root=UUID=${rootUuid}`)]), 'linux.virtio')).toBe('strong');
  expect(await verdict(await read(bare, [image(driverPaths, 'root=/dev/sda2')]), 'linux.grub')).toBe('strong');
});
